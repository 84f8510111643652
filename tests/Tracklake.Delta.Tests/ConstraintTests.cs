using Tracklake.Delta.Tests.Fixture;

namespace Tracklake.Delta.Tests;

public sealed class ConstraintTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void A_check_constraint_holds_for_every_way_of_writing()
    {
        var table = Checked("v > 0 AND p IN ('a', 'b')", partitionBy: ["p"]);
        Refused(() => _lake.Append(table, "SELECT 0 AS v, 'a' AS p"));
        Refused(() => _lake.Append(table, "SELECT 1 AS v, 'c' AS p"));
        Refused(() => _lake.Append(table, "SELECT NULL::INT AS v, 'a' AS p"));
        Refused(() => table.Update(_lake.Connection, "v = 1", new Dictionary<string, string> { ["v"] = "-1" }));
        Refused(() => table.Merge(_lake.Connection, new DeltaMerge { SourceSql = "SELECT -7 AS v, 'a' AS p", Keys = ["v"] }));
        _lake.Append(table, "SELECT 2 AS v, 'b' AS p");
        Assert.Equal(["(1, a)", "(2, b)"], _lake.Rows(table));
        Assert.Equal(2, Directory.GetFiles(table.Path, "*.parquet", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void A_constraint_that_comes_later_is_held_against_the_rows_that_are_there()
    {
        var table = _lake.Table();
        _lake.Append(table, "SELECT 1 AS v UNION ALL SELECT -1");
        var positive = new Dictionary<string, string?> { ["delta.constraints.positive"] = "v > 0" };
        Refused(() => table.SetProperties(_lake.Connection, positive));
        table.DeleteWhere(_lake.Connection, "v < 0");
        table.SetProperties(_lake.Connection, positive, description: "positive ones");
        Assert.Equal("positive ones", table.Open().Description);
        Assert.Equal(["appendOnly", "invariants", "checkConstraints"], table.Open().Protocol.WriterFeatures!);
        Refused(() => _lake.Append(table, "SELECT -2 AS v"));
        table.SetProperties(_lake.Connection, new Dictionary<string, string?> { ["delta.constraints.positive"] = null });
        _lake.Append(table, "SELECT -2 AS v");
        Assert.Equal(["(-2)", "(1)"], _lake.Rows(table));
        Assert.Empty(new TableCheck(table).Run(_lake.Connection));
    }

    [Fact]
    public void In_commit_timestamps_that_come_later_say_since_when()
    {
        var table = _lake.Table();
        _lake.Append(table, "SELECT 1 AS v");
        table.SetProperties(_lake.Connection, new Dictionary<string, string?> { ["delta.enableInCommitTimestamps"] = "true" });
        Assert.Equal("1", table.Open().Properties["delta.inCommitTimestampEnablementVersion"]);
        Assert.Equal(_lake.Clock.Now, table.History().First().Timestamp);
        Assert.Throws<DeltaUnsupportedException>(() => table.SetProperties(_lake.Connection,
            new Dictionary<string, string?> { ["delta.columnMapping.mode"] = "name" }));
    }

    [Fact]
    public void A_constraint_that_DuckDB_cannot_read_refuses_the_write()
    {
        var refused = Assert.Throws<DeltaUnsupportedException>(() => Checked("v RLIKE 'x' SQLISH", partitionBy: []));
        Assert.Equal("checkConstraints", refused.Feature);
    }

    [Fact]
    public void A_table_that_only_grows_refuses_to_lose_rows()
    {
        var table = _lake.Table();
        table.Write(_lake.Connection, "SELECT 1 AS a", new DeltaWrite
        {
            Mode = DeltaWriteMode.Append,
            Properties = new Dictionary<string, string> { ["delta.appendOnly"] = "true" },
        });
        _lake.Append(table, "SELECT 2 AS a");
        Refused(() => _lake.Overwrite(table, "SELECT 3 AS a"));
        Refused(() => table.DeleteWhere(_lake.Connection, "a = 1"));
        Assert.Equal(2, Directory.GetFiles(table.Path, "*.parquet").Length);
        Assert.False(table.Optimize(_lake.Connection).Skipped);
    }

    [Fact]
    public void An_invariant_of_a_column_is_enforced()
    {
        var field = new DeltaField("a", DeltaType.Integer)
        {
            Metadata = new Dictionary<string, System.Text.Json.JsonElement>
            {
                ["delta.invariants"] = System.Text.Json.JsonSerializer.SerializeToElement("{\"expression\":{\"expression\":\"a > 3\"}}"),
            },
        };
        var write = new DeltaWrite { Mode = DeltaWriteMode.Append, Schema = new DeltaSchema([field]) };
        var table = _lake.Table();
        table.Write(_lake.Connection, "SELECT 4 AS a", write);
        Assert.Throws<DeltaConstraintException>(() => table.Write(_lake.Connection, "SELECT 3 AS a", write));
    }

    private static void Refused(Action write) => Assert.Throws<DeltaConstraintException>(write);

    private DeltaTable Checked(string sql, string[] partitionBy)
    {
        var table = _lake.Table();
        table.Write(_lake.Connection, "SELECT 1 AS v, 'a' AS p", new DeltaWrite
        {
            Mode = DeltaWriteMode.Append,
            PartitionBy = partitionBy,
            Properties = new Dictionary<string, string> { ["delta.constraints.positive"] = sql },
        });
        return table;
    }
}
