using Tracklake.Delta.Tests.Fixture;

namespace Tracklake.Delta.Tests.Concurrency;

/// <summary>What may be placed on top of what, when two writers have read the same version.</summary>
public sealed class ConflictTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void Appends_of_two_writers_are_both_kept()
    {
        var table = Started();
        var commit = Race(table, t => _lake.Append(t, "SELECT 10 AS v, 0 AS p"), t => _lake.Append(t, "SELECT 11 AS v, 0 AS p"));
        Assert.Equal(2, commit.Version);
        Assert.Equal(8, _lake.Rows(table).Count);
    }

    [Fact]
    public void An_overwrite_starts_again_when_its_files_are_gone()
    {
        var table = Started();
        var commit = Race(table, t => _lake.Overwrite(t, "SELECT 1 AS v, 1 AS p"), t => _lake.Overwrite(t, "SELECT 2 AS v, 2 AS p"));
        Assert.Equal(2, commit.Version);
        Assert.Equal(["(1, 1)"], _lake.Rows(table));
    }

    [Fact]
    public void A_merge_runs_again_over_what_another_merge_has_changed()
    {
        var table = Started();
        var commit = Race(table, Add, Add);
        Assert.Equal(2, commit.Version);
        Assert.Equal(["2"], _lake.Query($"SELECT CAST(v AS VARCHAR) FROM {table.Open().ToSql()} WHERE p = 0 AND v < 3"));

        DeltaCommit Add(DeltaTable t) => t.Merge(_lake.Connection, new DeltaMerge
        {
            SourceSql = "SELECT 0 AS p, 0 AS k",
            Keys = ["p"],
            MatchedCondition = "t.v < 3",
            Set = new Dictionary<string, string> { ["v"] = "t.v + 1" },
        });
    }

    [Fact]
    public void Writes_to_different_partitions_do_not_meet()
    {
        var table = Started();
        _lake.Options = _lake.Options with { MaxAttempts = 1 };
        Race(table,
            t => t.Write(_lake.Connection, "SELECT 50 AS v, 0 AS p", new DeltaWrite { Mode = DeltaWriteMode.ReplaceWhere, ReplaceWhere = "p = 0" }),
            t => t.Write(_lake.Connection, "SELECT 51 AS v, 1 AS p", new DeltaWrite { Mode = DeltaWriteMode.ReplaceWhere, ReplaceWhere = "p = 1" }));
        Assert.Equal(["(2, 2)", "(5, 2)", "(50, 0)", "(51, 1)"], _lake.Rows(table));
    }

    [Fact]
    public void A_replaced_partition_is_replaced_again_by_the_later_writer()
    {
        var table = Started();
        Race(table, t => Replace(t, 50), t => Replace(t, 51));
        Assert.Equal(["(1, 1)", "(2, 2)", "(4, 1)", "(5, 2)", "(50, 0)"], _lake.Rows(table));

        DeltaCommit Replace(DeltaTable t, int v) => t.Write(_lake.Connection, $"SELECT {v} AS v, 0 AS p",
            new DeltaWrite { Mode = DeltaWriteMode.ReplaceWhere, ReplaceWhere = "p = 0" });
    }

    [Fact]
    public void The_same_transaction_of_two_writers_is_committed_once()
    {
        var table = Started();
        var write = new DeltaWrite { Mode = DeltaWriteMode.Append, Transaction = new DeltaTransaction("job", 1) };
        var commit = Race(table, Write, Write);
        Assert.True(commit.Skipped);
        Assert.Equal(7, _lake.Rows(table).Count);

        DeltaCommit Write(DeltaTable t) => t.Write(_lake.Connection, "SELECT 9 AS v, 9 AS p", write);
    }

    [Fact]
    public void A_changed_schema_starts_an_append_again()
    {
        var table = Started();
        Race(table, t => _lake.Append(t, "SELECT 9 AS v, 9 AS p"), t => t.Write(_lake.Connection, "SELECT 8 AS v, 8 AS p, 'n' AS extra",
            new DeltaWrite { Mode = DeltaWriteMode.Append, AllowSchemaChange = true }));
        Assert.Equal(8, _lake.Rows(table).Count);
        Assert.NotNull(table.Open().Schema.Find("extra"));
    }

    [Fact]
    public void Optimize_is_no_conflict_for_appends_and_not_hurt_by_them()
    {
        var table = Started();
        _lake.Append(table, "SELECT 7 AS v, 0 AS p");
        Race(table, t => t.Optimize(_lake.Connection), t => _lake.Append(t, "SELECT 8 AS v, 0 AS p"));
        Assert.Equal(8, _lake.Rows(table).Count);
    }

    [Fact]
    public void Commit_fails_when_another_writer_wins_every_time()
    {
        var table = Started();
        _lake.Options = _lake.Options with { MaxAttempts = 3 };
        var tries = 0;
        var failed = Assert.Throws<DeltaConflictException>(() =>
            Race(table, t => _lake.Overwrite(t, "SELECT 1 AS v, 1 AS p"), _ => { }, each: () =>
            {
                tries++;
                _lake.Overwrite(table, "SELECT 2 AS v, 2 AS p");
            }));
        Assert.Equal(3, tries);
        Assert.True(failed.IsTransient);
        Assert.Contains("version 3", failed.Message, StringComparison.Ordinal);
        Assert.Equal(["(2, 2)"], _lake.Rows(table));
        Assert.Equal(6, Directory.GetFiles(table.Path, "*.parquet", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void Two_first_writes_make_one_table()
    {
        var table = _lake.Table("fresh");
        Race(table, t => _lake.Append(t, "SELECT 1 AS v"), t => _lake.Append(t, "SELECT 2 AS v"));
        Assert.Equal(["(1)", "(2)"], _lake.Rows(table));
    }

    private DeltaTable Started()
    {
        var table = _lake.Table();
        table.Write(_lake.Connection, "SELECT i::INTEGER AS v, (i % 3)::INTEGER AS p FROM range(6) r(i)",
            new DeltaWrite { Mode = DeltaWriteMode.Append, PartitionBy = ["p"] });
        return table;
    }

    private DeltaCommit Race(DeltaTable table, Func<DeltaTable, DeltaCommit> mine, Func<DeltaTable, DeltaCommit> winner) =>
        Race(table, mine, t => winner(t), each: null);

    /// <summary>Runs the winner after mine has read the table and just before it commits.</summary>
    private DeltaCommit Race(DeltaTable table, Func<DeltaTable, DeltaCommit> mine, Action<DeltaTable> winner, Action? each)
    {
        var done = false;
        var options = _lake.Options with
        {
            OpenLog = path => new Interrupted(new LocalLogStore(path), () =>
            {
                if (each is not null) each();
                else if (!done)
                {
                    done = true;
                    winner(new DeltaTable(table.Path, _lake.Options));
                }
            }),
        };
        return mine(new DeltaTable(table.Path, options));
    }

    /// <summary>A log into which somebody else writes just before every commit.</summary>
    private sealed class Interrupted(ILogStore log, Action before) : ILogStore
    {
        private string? _last;

        public bool TryCreate(string name, ReadOnlySpan<byte> bytes)
        {
            if (_last != name) before();
            _last = name;
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
