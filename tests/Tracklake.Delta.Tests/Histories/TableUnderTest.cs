using Tracklake.Delta.Tests.Fixture;

namespace Tracklake.Delta.Tests.Histories;

/// <summary>A real table beside its model; every operation is done to both and then compared.</summary>
public sealed class TableUnderTest : IDisposable
{
    private const int Writers = 3;
    private readonly Lake _lake = new();
    private readonly DeltaTable[] _tables;
    private readonly Dictionary<long, List<Row>> _versions = [];
    private List<Row> _rows = [];
    private Action? _meanwhile;
    private long _transactions;
    private bool _vacuumed;
    private bool _inside;

    public TableUnderTest()
    {
        _lake.Clock.Now = DateTimeOffset.UtcNow;
        var options = _lake.Options with { CheckpointInterval = 4, OpenLog = p => new Meanwhile(new LocalLogStore(p), Interrupt) };
        // Some writers keep their table open and so start from an old version.
        _tables = [.. Enumerable.Range(0, Writers).Select(_ => new DeltaTable(Path.Combine(_lake.Folder, "t"), options))];
        _tables[0].Write(_lake.Connection, Select([]), new DeltaWrite { Mode = DeltaWriteMode.Append, PartitionBy = ["p"] });
        _versions[0] = [];
    }

    public int Done { get; private set; }

    /// <summary>Does an operation; the text says what differs, null when nothing does.</summary>
    public string? Do(Operation op)
    {
        Done++;
        var before = _rows;
        List<List<Row>>? allowed = null;
        if (op.Meanwhile is { } other)
        {
            _meanwhile = () => _ = Run(_tables[(op.Writer + 1) % Writers], other);
            // Whichever of the two is told first: a history without the other's interference must explain the rows.
            allowed = [Both(before, other, op), Both(before, op, other)];
        }

        var expected = Expected(before, op);
        var commit = Run(_tables[op.Writer % Writers], op);
        // Refused, because a vacuum has taken the files of that version.
        if (op.Kind == OperationKind.Restore && commit is null) expected = before;
        var interfered = op.Meanwhile is not null && _meanwhile is null;
        _meanwhile = null;
        var got = Read(_tables[op.Writer % Writers], null);
        var matches = interfered ? allowed!.Find(a => Same(a, got)) : Same(expected, got) ? expected : null;
        if (matches is null) return $"{op}: {Text(got)}, not {Text(expected)} (before: {Text(before)})";
        _rows = matches;
        if (commit is { Skipped: false }) _versions[commit.Version] = matches;
        return OldVersion(op);
    }

    /// <summary>Everything at the end: a new reader, and the check of the table.</summary>
    public string? Finish()
    {
        var fresh = new DeltaTable(_tables[0].Path, _lake.Options);
        var got = Read(fresh, null);
        if (!Same(got, _rows)) return $"a new reader sees {Text(got)}, not {Text(_rows)}";
        return new TableCheck(fresh).Run(_lake.Connection).FirstOrDefault(p => p.Level == DeltaProblemLevel.Error)?.ToString();
    }

    public void Dispose() => _lake.Dispose();

    private List<Row> Both(List<Row> rows, Operation first, Operation second) => Expected(Expected(rows, first), second);

    private List<Row> Expected(List<Row> rows, Operation op) =>
        op.Kind == OperationKind.Restore ? _versions.GetValueOrDefault(Version(op)) ?? rows : Model.Apply(rows, op) ?? rows;

    private long Version(Operation op) => _versions.Keys.Order().ElementAt(op.A % _versions.Count);

    private string? OldVersion(Operation op)
    {
        var version = Version(op with { A = op.A + op.B });
        try
        {
            var got = Read(_tables[op.Writer % Writers], version);
            return Same(got, _versions[version]) ? null : $"after {op} version {version} is {Text(got)}";
        }
        catch (Exception e) when (e is DeltaNotFoundException or DeltaCorruptException or DuckDB.NET.Data.DuckDBException)
        {
            // Vacuum and clean-up take old versions away; then they may not be readable, but never wrong.
            if (!_vacuumed) return $"after {op} version {version} cannot be read: {e.Message}";
            _versions.Remove(version);
            return null;
        }
    }

    private DeltaCommit? Run(DeltaTable table, Operation op)
    {
        var db = _lake.Connection;
        var source = Select(Model.Source(op.A, op.B));
        var range = $"k BETWEEN {op.A} AND {op.A + (op.B % 7)}";
        switch (op.Kind)
        {
            case OperationKind.Append: return table.Write(db, source, Write(DeltaWriteMode.Append));
            case OperationKind.Upsert: return table.Merge(db, Merge(source));
            case OperationKind.MergeDelete: return table.Merge(db, Merge(source) with { DeleteCondition = "t.k % 2 = 1" });
            case OperationKind.InsertOnly: return table.Merge(db, Merge(source) with { WhenMatched = DeltaMatched.Keep });
            case OperationKind.Delete: return table.DeleteWhere(db, range);
            case OperationKind.DeletePartition: return table.DeleteWhere(db, $"p = {op.A % 3}");
            case OperationKind.Update: return table.Update(db, range, new Dictionary<string, string> { ["v"] = "v + 1" });
            case OperationKind.Overwrite: return table.Write(db, source, Write(DeltaWriteMode.Overwrite));
            case OperationKind.ReplacePartition:
                return table.Write(db, $"SELECT * FROM ({source}) WHERE p = {op.A % 3}",
                    Write(DeltaWriteMode.ReplaceWhere) with { ReplaceWhere = $"p = {op.A % 3}" });
            case OperationKind.ReplaceRange:
                return table.Write(db, source, Write(DeltaWriteMode.ReplaceWhere) with { ReplaceWhere = range });
            case OperationKind.Restore: return Restore(table, Version(op));
            case OperationKind.Optimize: return table.Optimize(db);
            case OperationKind.Sort: return table.Optimize(db, new DeltaOptimize { OrderBy = ["v"] });
            case OperationKind.Vacuum:
                _lake.Clock.Now = DateTimeOffset.UtcNow.AddSeconds(1);
                _vacuumed |= table.Vacuum(new DeltaVacuum { Retention = TimeSpan.Zero, AllowShortRetention = true }).Files.Count > 0;
                return null;
            case OperationKind.CleanUp:
                _lake.Clock.Now = DateTimeOffset.UtcNow.AddDays(40);
                _vacuumed |= table.CleanUpLog().Files.Count > 0;
                _lake.Clock.Now = DateTimeOffset.UtcNow;
                return null;
            case OperationKind.Checkpoint: table.Checkpoint(); return null;
            default: return Repeat(table, source);
        }
    }

    private DeltaCommit? Restore(DeltaTable table, long version)
    {
        try
        {
            return table.Restore(version);
        }
        catch (DeltaNotFoundException) when (_vacuumed)
        {
            _versions.Remove(version);
            return null;
        }
    }

    // A transaction that the table has already: nothing may happen.
    private DeltaCommit Repeat(DeltaTable table, string source)
    {
        var write = new DeltaWrite { Mode = DeltaWriteMode.Overwrite, Transaction = new DeltaTransaction("app", _transactions) };
        var skipped = _transactions > 0 ? table.Write(_lake.Connection, source, write) : null;
        Assert.True(skipped?.Skipped ?? true);
        return skipped ?? new DeltaCommit(0, true, 0, 0, 0, 0);
    }

    private DeltaWrite Write(DeltaWriteMode mode) => new()
    {
        Mode = mode,
        Transaction = mode == DeltaWriteMode.Append && _meanwhile is null && !_inside
            ? new DeltaTransaction("app", ++_transactions) : null,
    };

    private static DeltaMerge Merge(string source) => new() { SourceSql = source, Keys = ["k"] };

    private static string Select(List<Row> rows) => rows.Count == 0
        ? "SELECT 0 AS k, 0 AS v, 0 AS p WHERE false"
        : $"SELECT k, v, k % 3 AS p FROM (VALUES {string.Join(", ", rows.Select(r => $"({r.K}, {r.V})"))}) r(k, v)";

    private List<Row> Read(DeltaTable table, long? version)
    {
        var rows = _lake.Query($"SELECT concat(k, ' ', v, ' ', p) FROM {table.Open(version).ToSql()}");
        return [.. rows.Select(r => r.Split(' ').Select(int.Parse).ToArray()).Select(r => r[2] == r[0] % 3
            ? new Row(r[0], r[1]) : throw new InvalidOperationException($"the row {r[0]} is in partition {r[2]}"))];
    }

    private static bool Same(List<Row> left, List<Row> right) =>
        left.Count == right.Count && left.Order(ByKey).SequenceEqual(right.Order(ByKey));

    private static Comparer<Row> ByKey { get; } = Comparer<Row>.Create((a, b) => (a.K, a.V).CompareTo((b.K, b.V)));

    private static string Text(List<Row> rows) => $"[{string.Join(" ", rows.Order(ByKey).Select(r => $"{r.K}={r.V}"))}]";

    private void Interrupt()
    {
        if (_meanwhile is not { } other || _inside) return;
        _meanwhile = null;
        _inside = true;
        other();
        _inside = false;
    }

    /// <summary>A log in which the other writer's operation happens just before this one's commit.</summary>
    private sealed class Meanwhile(ILogStore log, Action before) : ILogStore
    {
        public bool TryCreate(string name, ReadOnlySpan<byte> bytes)
        {
            before();
            return log.TryCreate(name, bytes);
        }

        public IEnumerable<LogEntry> List(long fromVersion) => log.List(fromVersion);

        public byte[]? Read(string name) => log.Read(name);

        public LogEntry? Stat(string name) => log.Stat(name);

        public void Replace(string name, ReadOnlySpan<byte> bytes, bool durable = true) => log.Replace(name, bytes, durable);

        public void ReplaceWithFile(string name, string localFile) => log.ReplaceWithFile(name, localFile);

        public string LocalPath(string name) => log.LocalPath(name);

        public void Delete(string name) => log.Delete(name);
    }
}
