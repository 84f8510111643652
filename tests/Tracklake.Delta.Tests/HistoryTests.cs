using Tracklake.Delta.Tests.Fixture;

namespace Tracklake.Delta.Tests;

public sealed class HistoryTests : IDisposable
{
    private static readonly Dictionary<string, string> Feed = new() { ["delta.enableChangeDataFeed"] = "true" };
    private static readonly Dictionary<string, string> InCommit = new() { ["delta.enableInCommitTimestamps"] = "true" };
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void History_tells_what_was_done_and_what_was_noted()
    {
        var table = _lake.Table();
        table.Write(_lake.Connection, "SELECT 1 AS a", new DeltaWrite
        {
            Mode = DeltaWriteMode.Append,
            Info = new Dictionary<string, string> { ["run"] = "r1", ["quote"] = "a\"b" },
        });
        _lake.Overwrite(table, "SELECT 2 AS a");
        table.Restore(0);
        var history = table.History().ToList();
        Assert.Equal(["RESTORE", "WRITE", "CREATE TABLE AS SELECT"], history.Select(h => h.Operation));
        Assert.Equal([2L, 1L, 0L], history.Select(h => h.Version));
        Assert.Equal("a\"b", history[2].Info["quote"]);
        Assert.Equal("1", history[2].Metrics["numOutputRows"]);
        Assert.Equal("Overwrite", history[1].Parameters["mode"]);
        Assert.Equal(0, history[1].ReadVersion);
        Assert.Equal("Tracklake.Delta", history[0].EngineInfo);
    }

    [Fact]
    public void Versions_are_found_by_their_in_commit_timestamps()
    {
        var table = _lake.Table();
        var start = _lake.Clock.Now;
        table.Write(_lake.Connection, "SELECT 0 AS a", new DeltaWrite { Mode = DeltaWriteMode.Append, Properties = InCommit });
        for (var i = 1; i < 4; i++)
        {
            _lake.Clock.Advance(TimeSpan.FromHours(1));
            _lake.Append(table, $"SELECT {i} AS a");
        }

        Assert.Equal(1, table.OpenAt(start.AddHours(1)).Version);
        Assert.Equal(1, table.OpenAt(start.AddHours(1.5)).Version);
        Assert.Equal(3, table.OpenAt(start.AddYears(1)).Version);
        Assert.Throws<DeltaNotFoundException>(() => table.OpenAt(start.AddSeconds(-1)));
    }

    [Fact]
    public void In_commit_timestamps_rise_even_when_the_clock_does_not()
    {
        var table = _lake.Table();
        table.Write(_lake.Connection, "SELECT 0 AS a", new DeltaWrite { Mode = DeltaWriteMode.Append, Properties = InCommit });
        _lake.Append(table, "SELECT 1 AS a");
        _lake.Clock.Advance(TimeSpan.FromDays(-1));
        _lake.Append(table, "SELECT 2 AS a");
        var times = table.History().Select(h => h.Timestamp).ToList();
        Assert.Equal([TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)], [times[0] - times[1], times[1] - times[2]]);
        Assert.Equal((1, 7), (table.Open().Protocol.MinReaderVersion, table.Open().Protocol.MinWriterVersion));
    }

    [Fact]
    public void Without_them_versions_are_found_by_the_times_of_the_commit_files()
    {
        var table = _lake.Table();
        var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < 3; i++)
        {
            _lake.Append(table, $"SELECT {i} AS a");
            File.SetLastWriteTimeUtc(Path.Combine(table.Path, "_delta_log", LogNames.Commit(i)), start.AddHours(i));
        }

        Assert.Equal(1, _lake.Table().OpenAt(new DateTimeOffset(start.AddHours(1.5))).Version);
    }

    [Fact]
    public void The_change_feed_tells_every_change_once()
    {
        var table = _lake.Table();
        table.Write(_lake.Connection, "SELECT i AS id, 'v' AS v FROM range(4) r(i)",
            new DeltaWrite { Mode = DeltaWriteMode.Append, Properties = Feed });
        table.Merge(_lake.Connection, new DeltaMerge
        {
            SourceSql = "SELECT * FROM (VALUES (1::BIGINT, 'w'), (9::BIGINT, 'n'), (2::BIGINT, NULL)) s(id, v)",
            Keys = ["id"],
            DeleteCondition = "s.v IS NULL",
        });
        table.Update(_lake.Connection, "id = 9", new Dictionary<string, string> { ["v"] = "upper(v)" });
        table.DeleteWhere(_lake.Connection, "id = 0");
        _lake.Append(table, "SELECT 7::BIGINT AS id, 'q' AS v");
        Assert.False(table.Optimize(_lake.Connection).Skipped);
        table.Write(_lake.Connection, "SELECT 3::BIGINT AS id, 'r' AS v",
            new DeltaWrite { Mode = DeltaWriteMode.ReplaceWhere, ReplaceWhere = "id = 3" });
        var changes = _lake.Query("SELECT concat_ws(' ', _commit_version, _change_type, id, v) FROM "
            + $"{table.ChangesSql(0)} ORDER BY _commit_version, id, _change_type");
        Assert.Equal(
        [
            "0 insert 0 v", "0 insert 1 v", "0 insert 2 v", "0 insert 3 v",
            "1 update_postimage 1 w", "1 update_preimage 1 v", "1 delete 2 v", "1 insert 9 n",
            "2 update_postimage 9 N", "2 update_preimage 9 n",
            "3 delete 0 v",
            "4 insert 7 q",
            "6 delete 3 v", "6 insert 3 r",
        ], changes);
        Assert.Equal(["(1, w)", "(3, r)", "(7, q)", "(9, N)"], _lake.Rows(table));
        // The changes, applied in order, give the table.
        Assert.Equal(["1", "3", "7", "9"], _lake.Query($"""
            SELECT CAST(id AS VARCHAR) FROM {table.ChangesSql(0)} GROUP BY id
            HAVING sum(CASE WHEN _change_type IN ('insert', 'update_postimage') THEN 1 ELSE -1 END) = 1 ORDER BY id
            """));
    }

    [Fact]
    public void Without_the_feed_only_pure_additions_can_be_told()
    {
        var table = _lake.Table();
        _lake.Append(table, "SELECT 1 AS a UNION ALL SELECT 2");
        Assert.Equal(2, _lake.Rows(table.ChangesSql(0)).Count);
        table.Update(_lake.Connection, "a = 1", new Dictionary<string, string> { ["a"] = "5" });
        var refused = Assert.Throws<DeltaException>(() => table.ChangesSql(0));
        Assert.Contains("version 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_table_sees_what_other_writers_commit()
    {
        var (mine, other) = (_lake.Table(), _lake.Table());
        _lake.Append(mine, "SELECT 1 AS a");
        var before = mine.Open();
        for (var i = 0; i < 15; i++) _lake.Append(other, "SELECT 2 AS a");
        Assert.Equal(16, _lake.Rows(mine).Count);
        Assert.Single(_lake.Rows(before.ToSql()));
        Directory.Delete(mine.Path, recursive: true);
        Assert.Throws<DeltaNotFoundException>(() => mine.Open());
        _lake.Append(other, "SELECT 7 AS b");
        Assert.Equal(["(7)"], _lake.Rows(mine));
    }
}
