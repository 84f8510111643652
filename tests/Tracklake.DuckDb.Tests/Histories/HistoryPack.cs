using Tracklake.DuckDb.Lakehouse;
using Tracklake.DuckDb.Warehouse;
using Tracklake.Models;
using Tracklake.Models.Gold;
using Tracklake.Models.Rendering;
using Tracklake.Pipeline;
using Tracklake.Quality;
using Tracklake.Raw;
using Tracklake.Releases;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Tests.Histories;

/// <summary>
/// Some random histories that share their runs: in each run each of them has a batch of a new, an earlier or the same
/// day, the same records again, an earlier batch taken out, or one taken out and replaced. The lakehouse and, where it is
/// asked for, the warehouse follow run by run.
/// </summary>
internal sealed class HistoryPack : IDisposable
{
    private static readonly DateOnly First = new(2026, 3, 1);

    private readonly string _root = Directory.CreateTempSubdirectory("tracklake-histories-").FullName;
    private readonly Random _random;
    private readonly bool _inOrder;
    private readonly bool _hasWarehouse;
    private readonly List<Live> _live = [];
    private readonly DuckDbSession _files;
    private readonly DuckDbSettings _engine;
    private readonly int _histories;
    private int _batches;

    public HistoryPack(int seed, int histories, bool hasWarehouse)
    {
        _random = new Random(seed);
        _inOrder = _random.Next(3) == 0;
        (_histories, _hasWarehouse) = (histories, hasWarehouse);
        _engine = new DuckDbSettings { TemporaryFolder = Path.Combine(_root, "tmp"), Threads = 1 };
        _files = DuckDbSession.InMemory(_engine);
    }

    public Release? Released { get; private set; }

    /// <summary>How tables were brought up to date, over all runs.</summary>
    public HashSet<RefreshKind> Kinds { get; } = [];

    /// <summary>One run.</summary>
    public void Run(int number)
    {
        var (added, removed) = (new List<LandedBatch>(), new List<LandedBatch>());
        foreach (var history in Enumerable.Range(0, _histories))
            Happen(history, number, added, removed);
        var plan = new RunPlan
        {
            Number = number,
            At = new DateTimeOffset(First, default, TimeSpan.Zero).AddDays(number),
            BaseRelease = Released?.Number,
            Batches = [.. added.Select(b => new BatchName(b.Source, b.Name))],
        };
        IReadOnlyList<(LandedBatch, long)> earlier =
            [.. _live.Where(l => l.Run < number && !removed.Contains(l.Batch)).Select(l => (l.Batch, l.Run))];
        var work = new TableWork(
            plan, added, () => earlier, RefreshPlan.Of(AllModels.InOrder, added, Released, removed), Released)
        { Removed = removed };
        Kinds.UnionWith(work.Refreshes.Select(r => r.Kind));
        using var lakehouse = new DeltaLakehouse(
            new LakeTables(Path.Combine(_root, "lake"), _ => new Delta.DeltaOptions()), _engine, key => key, mostSampled: 60);
        var states = lakehouse.Update(work, null, TestContext.Current.CancellationToken);
        Released = new Release
        {
            Number = number,
            Run = number,
            At = plan.At,
            Batches = [.. plan.Batches.Select(b => b.ToString())],
            Tables = states.ToDictionary(
                s => s.Refresh.Model.QualifiedName,
                s => new ReleasedTable(s.Version, s.Rows, s.Checksum, s.Refresh.Definition, s.LastDay)),
        };
        _live.RemoveAll(l => removed.Contains(l.Batch));
        if (!_hasWarehouse)
            return;
        Compare(work, states);
        var wrong = lakehouse.Check(
                work, new CheckRequest { Time = new CheckTime(DateOnly.FromDateTime(plan.At.UtcDateTime)) },
                TestContext.Current.CancellationToken)
            .Where(c => c.Check == "sample_equals_full" && c.Failed).Select(c => $"Run {number}: {c.Message}");
        Assert.True(!wrong.Any(), string.Join(" ", wrong));
    }

    /// <summary>Rows and checksum of each table as computed in full from the batches that are there.</summary>
    public IReadOnlyList<string> InFull()
    {
        using var session = DuckDbSession.InMemory(_engine);
        foreach (var schema in (string[])["bronze", "silver", "gold", "meta"])
            session.Execute($"CREATE SCHEMA {schema}");
        var counts = new List<string>();
        var found = new List<string>();
        foreach (var model in AllModels.InOrder)
        {
            if (model is LayerRowCounts)
            {
                session.Execute($"CREATE TABLE {TableCounts.Table.QualifiedName} AS SELECT * FROM "
                    + $"(VALUES {string.Join(", ", counts)}) AS t(layer, table_name, row_count)");
            }
            session.Execute($"CREATE TABLE {model.QualifiedName} AS {Select(model)}");
            var row = session.Row(DuckDbChecksum.Of(model.Columns, model.QualifiedName));
            counts.Add($"('{model.Layer.ToString().ToLowerInvariant()}', '{model.Name}', CAST({row[0]} AS BIGINT))");
            found.Add($"{model}: {row[0]} {row[1]}");
        }
        return found;
    }

    /// <summary>Rows and checksum of each table as the last run left it.</summary>
    public IReadOnlyList<string> Incrementally() =>
        [.. AllModels.InOrder.Select(m => Released!.Tables[m.QualifiedName]).Zip(AllModels.InOrder,
            (table, model) => $"{model}: {table.Rows} {table.Checksum}")];

    /// <summary>Rows and checksum of each table's files, as the last run left them.</summary>
    public IReadOnlyList<string> OfFiles()
    {
        using var session = DuckDbSession.InMemory(_engine);
        var tables = new LakeTables(Path.Combine(_root, "lake"), _ => new Delta.DeltaOptions());
        return [.. AllModels.InOrder.Select(m => (Model: m, Row: session.Row(DuckDbChecksum.Of(m.Columns, tables.Of(m, Released!).ToSql()))))
            .Select(t => $"{t.Model}: {t.Row[0]} {t.Row[1]}")];
    }

    public void Dispose()
    {
        _files.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private void Happen(int history, int run, List<LandedBatch> added, List<LandedBatch> removed)
    {
        var mine = _live.Where(l => l.History == history && !removed.Contains(l.Batch)).ToList();
        var newDay = First.AddDays(run);
        if (_inOrder || mine.Count == 0)
        {
            if (run == 1 || _random.Next(4) > 0)
                Add(history, run, newDay, added);
            return;
        }
        var some = mine[_random.Next(mine.Count)];
        switch (_random.Next(7))
        {
            case 0:
                break;
            case 1:
                Add(history, run, some.Batch.ObservedOn, added);
                break;
            case 2:
                Add(history, run, First.AddDays(-_random.Next(9)), added);
                break;
            case 3:
                Add(history, run, some.Batch.ObservedOn, added, some.Rows);
                break;
            case 4:
                removed.Add(some.Batch);
                break;
            case 5:
                removed.Add(some.Batch);
                Add(history, run, some.Batch.ObservedOn, added);
                break;
            default:
                Add(history, run, newDay, added);
                break;
        }
    }

    /// <summary>A batch, with new records or with those of another one, under its own place in raw.</summary>
    private void Add(
        int history, int run, DateOnly day, List<LandedBatch> added,
        Func<string, IReadOnlyDictionary<ProcessedTable, IReadOnlyList<string>>>? again = null)
    {
        var name = $"h{history}-{++_batches}";
        var seed = _random.Next();
        var rowsOf = again ?? (prefix => new RandomRecords(new Random(seed), history).Batch(day, run, prefix));
        var files = new List<LandedFile>();
        foreach (var (table, rows) in rowsOf(RawKeys.Batch("responses", name)))
        {
            var path = Path.Combine(_root, $"{name}-{table.Name}.parquet");
            var columns = table.Columns.Select((c, i) => $"CAST(col{i} AS {DuckDbRenderer.TypeName(c.Type)}) AS {c.Name}");
            _files.Execute($"COPY (SELECT {string.Join(", ", columns)} FROM (VALUES ({string.Join("), (", rows)})) AS v"
                + $"({string.Join(", ", table.Columns.Select((_, i) => $"col{i}"))})) TO '{path}' (FORMAT parquet)");
            foreach (var zone in (string[])[LandedKeys.Processed, LandedKeys.Transformed])
                files.Add(new LandedFile(zone, table.Name, path, rows.Count, 0));
        }
        var batch = new LandedBatch
        {
            Source = "responses",
            Name = name,
            ObservedOn = day,
            Files = files,
            Conservation = [],
        };
        added.Add(batch);
        _live.Add(new Live(history, run, batch, rowsOf));
    }

    private string Select(Model model)
    {
        if (model.Materialization is not Appended appended)
            return new DuckDbRenderer().Render(Refresh.Full(model));
        var files = _live.SelectMany(l => l.Batch.Files)
            .Where(f => f.Zone == LandedKeys.Processed && f.Table == appended.From.Name).Select(f => $"'{f.Key}'").ToList();
        return files.Count > 0
            ? $"SELECT *, 0 AS _run_id FROM read_parquet([{string.Join(", ", files)}])"
            : "SELECT " + string.Join(", ", model.Columns.Select(c => $"CAST(NULL AS {DuckDbRenderer.TypeName(c.Type)}) AS {c.Name}")) + " WHERE FALSE";
    }

    private void Compare(TableWork work, IReadOnlyList<TableState> states)
    {
        using var warehouse = new DuckDbWarehouse(Path.Combine(_root, "warehouse.duckdb"), _engine, key => key);
        var others = warehouse.Update(work, null, TestContext.Current.CancellationToken);
        Assert.Equal(
            states.Select(s => $"{s.Refresh.Model}: {s.Rows} {s.Checksum}"),
            others.Select(s => $"{s.Refresh.Model}: {s.Rows} {s.Checksum}"));
        warehouse.Publish(Released!);
    }

    private sealed record Live(
        int History, int Run, LandedBatch Batch, Func<string, IReadOnlyDictionary<ProcessedTable, IReadOnlyList<string>>> Rows);
}
