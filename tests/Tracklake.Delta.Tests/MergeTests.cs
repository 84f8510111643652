using Tracklake.Delta.Tests.Fixture;

namespace Tracklake.Delta.Tests;

public sealed class MergeTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void Rows_in_both_are_updated_and_new_ones_inserted()
    {
        var table = Songs();
        var commit = table.Merge(_lake.Connection, new DeltaMerge
        {
            SourceSql = "SELECT * FROM (VALUES (2, 'two!'), (9, 'nine')) v(id, name)",
            Keys = ["id"],
        });
        Assert.Equal(["(1, one)", "(2, two!)", "(3, three)", "(9, nine)"], _lake.Rows(table));
        Assert.Equal((1, 1, 0), (commit.Metric("numTargetRowsInserted"), commit.Metric("numTargetRowsUpdated"),
            commit.Metric("numTargetRowsDeleted")));
    }

    [Fact]
    public void Files_without_a_matching_row_are_left_alone()
    {
        var table = Songs();
        _lake.Append(table, "SELECT i::INTEGER AS id, 'x' AS name FROM range(100, 200) r(i)");
        var untouched = table.Open(0).Files[0].Path;
        var commit = table.Merge(_lake.Connection, new DeltaMerge { SourceSql = "SELECT 150 AS id, 'y' AS name", Keys = ["id"] });
        Assert.Equal((1, 1), (commit.FilesAdded, commit.FilesRemoved));
        Assert.Contains(table.Open().Files, f => f.Path == untouched);
        Assert.Equal(103, table.Open().RecordCount);
    }

    [Fact]
    public void A_key_that_the_source_has_twice_fails_the_merge()
    {
        var table = Songs();
        var failed = Assert.Throws<DeltaConstraintException>(() => table.Merge(_lake.Connection, new DeltaMerge
        {
            SourceSql = "SELECT * FROM (VALUES (2, 'a'), (2, 'b')) v(id, name)",
            Keys = ["id"],
        }));
        Assert.Contains("(2)", failed.Message, StringComparison.Ordinal);
        Assert.Equal(0, table.Open().Version);
    }

    [Fact]
    public void A_null_key_matches_nothing_and_is_inserted()
    {
        var table = Songs();
        _lake.Append(table, "SELECT NULL::INTEGER AS id, 'none' AS name");
        table.Merge(_lake.Connection, new DeltaMerge { SourceSql = "SELECT NULL::INTEGER AS id, 'also' AS name", Keys = ["id"] });
        Assert.Equal(["(1, one)", "(2, two)", "(3, three)", "(NULL, also)", "(NULL, none)"], _lake.Rows(table));
    }

    [Fact]
    public void Conditions_decide_over_updates_deletes_and_inserts()
    {
        var table = Songs();
        var commit = table.Merge(_lake.Connection, new DeltaMerge
        {
            SourceSql = "SELECT * FROM (VALUES (1, 'uno', 'd'), (2, 'due', 'u'), (3, 'tre', '-'), (4, 'n', 'd'), (5, 'i', 'u')) v(id, name, op)",
            Keys = ["id"],
            DeleteCondition = "s.op = 'd'",
            MatchedCondition = "s.op = 'u' AND t.name = 'two'",
            InsertCondition = "s.op <> 'd'",
            Set = new Dictionary<string, string> { ["name"] = "t.name || '/' || s.name" },
        });
        Assert.Equal(["(2, two/due)", "(3, three)", "(5, i)"], _lake.Rows(table));
        Assert.Equal((1, 1, 1, 1), (commit.Metric("numTargetRowsInserted"), commit.Metric("numTargetRowsUpdated"),
            commit.Metric("numTargetRowsDeleted"), commit.Metric("numTargetRowsCopied")));
    }

    [Fact]
    public void Rows_that_the_source_lacks_are_deleted_on_request()
    {
        var table = Songs();
        table.Merge(_lake.Connection, new DeltaMerge
        {
            SourceSql = "SELECT 2 AS id, 'two' AS name",
            Keys = ["id"],
            DeleteNotMatchedBySource = true,
            NotMatchedBySourceCondition = "t.id > 1",
        });
        Assert.Equal(["(1, one)", "(2, two)"], _lake.Rows(table));
    }

    [Fact]
    public void An_insert_only_merge_rewrites_nothing()
    {
        var table = Songs();
        var commit = table.Merge(_lake.Connection, new DeltaMerge
        {
            SourceSql = "SELECT * FROM (VALUES (2, 'x'), (7, 'seven')) v(id, name)",
            Keys = ["id"],
            WhenMatched = DeltaMatched.Keep,
        });
        Assert.Equal((1, 0), (commit.FilesAdded, commit.FilesRemoved));
        Assert.Equal(["(1, one)", "(2, two)", "(3, three)", "(7, seven)"], _lake.Rows(table));
    }

    [Fact]
    public void A_merge_that_changes_nothing_can_be_skipped()
    {
        var table = Songs();
        Assert.True(table.Merge(_lake.Connection, new DeltaMerge
        {
            SourceSql = "SELECT 2 AS id, 'x' AS name",
            Keys = ["id"],
            MatchedCondition = "s.name = t.name",
            SkipIfEmpty = true,
        }).Skipped);
        Assert.Empty(_lake.Query("SELECT table_name FROM duckdb_tables()"));
    }

    [Fact]
    public void Columns_named_like_the_aliases_do_no_harm()
    {
        var table = _lake.Table();
        _lake.Append(table, "SELECT 1 AS s, 10 AS t, 100 AS a");
        table.Merge(_lake.Connection, new DeltaMerge { SourceSql = "SELECT 1 AS s, 11 AS t, 101 AS a", Keys = ["s"] });
        Assert.Equal(["(1, 11, 101)"], _lake.Rows(table));
    }

    [Fact]
    public void A_merge_adds_columns_by_consent()
    {
        var table = Songs();
        const string Wider = "SELECT 2 AS id, 'two' AS name, 5 AS stars";
        table.Merge(_lake.Connection, new DeltaMerge { SourceSql = Wider, Keys = ["id"] });
        Assert.Null(table.Open().Schema.Find("stars"));
        table.Merge(_lake.Connection, new DeltaMerge { SourceSql = Wider, Keys = ["id"], AllowSchemaChange = true });
        Assert.Equal(["(1, one, NULL)", "(2, two, 5)", "(3, three, NULL)"], _lake.Rows(table));
    }

    [Fact]
    public void Partitioned_tables_merge_by_partition_too()
    {
        var table = _lake.Table();
        table.Write(_lake.Connection, "SELECT i AS id, DATE '2026-01-01' + CAST(i % 4 AS INTEGER) AS day, i AS v FROM range(20) r(i)",
            new DeltaWrite { Mode = DeltaWriteMode.Append, PartitionBy = ["day"] });
        var commit = table.Merge(_lake.Connection, new DeltaMerge
        {
            SourceSql = "SELECT 2::BIGINT AS id, DATE '2026-01-03' AS day, 99::BIGINT AS v",
            Keys = ["day", "id"],
        });
        Assert.Equal((1, 1), (commit.FilesAdded, commit.FilesRemoved));
        Assert.Equal(["99"], _lake.Query($"SELECT CAST(v AS VARCHAR) FROM {table.Open().ToSql()} WHERE id = 2"));
        Assert.Equal(20, table.Open().RecordCount);
    }

    [Fact]
    public void Deletes_and_updates_rewrite_only_what_they_must()
    {
        var table = _lake.Table();
        table.Write(_lake.Connection, "SELECT i AS id, i % 3 AS p FROM range(9) r(i)",
            new DeltaWrite { Mode = DeltaWriteMode.Append, PartitionBy = ["p"] });
        var whole = table.DeleteWhere(_lake.Connection, "p = 0");
        Assert.Equal((0, 1, 3), (whole.FilesAdded, whole.FilesRemoved, whole.Metric("numDeletedRows")));
        var part = table.DeleteWhere(_lake.Connection, "id = 4");
        Assert.Equal((1, 1, 1), (part.FilesAdded, part.FilesRemoved, part.Metric("numDeletedRows")));
        var update = table.Update(_lake.Connection, "id > 6", new Dictionary<string, string> { ["id"] = "id * 100", ["p"] = "0" });
        Assert.Equal(2, update.Metric("numUpdatedRows"));
        Assert.Equal(["(1, 1)", "(2, 2)", "(5, 2)", "(700, 0)", "(800, 0)"], _lake.Rows(table));
        Assert.True(table.DeleteWhere(_lake.Connection, "id = 12345").Skipped);
    }

    private DeltaTable Songs()
    {
        var table = _lake.Table();
        _lake.Append(table, "SELECT * FROM (VALUES (1, 'one'), (2, 'two'), (3, 'three')) v(id, name)");
        return table;
    }
}
