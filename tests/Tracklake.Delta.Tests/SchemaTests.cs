using Tracklake.Delta.Tests.Fixture;

namespace Tracklake.Delta.Tests;

public sealed class SchemaTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("TIMESTAMP '2026-01-01'", "TIMESTAMP")]
    [InlineData("1::UINTEGER", "UINTEGER")]
    [InlineData("1::HUGEINT", "HUGEINT")]
    [InlineData("uuid()", "UUID")]
    [InlineData("TIME '10:00'", "TIME")]
    [InlineData("INTERVAL 1 DAY", "INTERVAL")]
    [InlineData("{'a': [1::UBIGINT]}", "UBIGINT")]
    [InlineData("'a'::ENUM('a', 'b')", "ENUM")]
    [InlineData("TIMESTAMP_NS '2026-01-01'", "TIMESTAMP_NS")]
    public void Types_that_Delta_does_not_have_are_refused_by_name(string sql, string type)
    {
        var table = _lake.Table();
        var refused = Assert.Throws<DeltaSchemaException>(() => _lake.Append(table, $"SELECT 1 AS ok, {sql} AS strange"));
        Assert.Contains("strange", refused.Message, StringComparison.Ordinal);
        Assert.Contains(type, refused.Message, StringComparison.Ordinal);
        Assert.False(table.Exists);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("a=b")]
    [InlineData("a(b")]
    public void Names_that_other_engines_refuse_are_refused(string name) =>
        Assert.Throws<DeltaSchemaException>(() => _lake.Append(_lake.Table(), $"SELECT 1 AS \"{name}\""));

    [Fact]
    public void A_declared_schema_keeps_nullability_comments_and_order()
    {
        var table = _lake.Table();
        var schema = new DeltaSchema(
        [
            new DeltaField("id", DeltaType.Long, Nullable: false) { Comment = "the \"key\"" },
            new DeltaField("name", DeltaType.String),
            new DeltaField("parts", DeltaType.Array(DeltaType.Struct(new DeltaField("x", DeltaType.Double)))),
        ]);
        table.Write(_lake.Connection, "SELECT 'n' AS name, 1::INTEGER AS id",
            new DeltaWrite { Mode = DeltaWriteMode.Append, Schema = schema, Description = "things" });
        var read = _lake.Table().Open();
        Assert.Equal(schema.ToJson(), read.Schema.ToJson());
        Assert.Equal("the \"key\"", read.Schema.Find("ID")!.Comment);
        Assert.Equal("things", read.Description);
        Assert.Equal(["(1, n, NULL)"], _lake.Rows(table));
    }

    [Fact]
    public void Null_in_a_column_that_may_not_be_null_commits_nothing()
    {
        var table = _lake.Table();
        var write = new DeltaWrite
        {
            Mode = DeltaWriteMode.Append,
            Schema = new DeltaSchema([new DeltaField("id", DeltaType.Integer, false), new DeltaField("p", DeltaType.Integer, false)]),
            PartitionBy = ["p"],
        };
        Assert.Throws<DeltaConstraintException>(() => table.Write(_lake.Connection, "SELECT NULL::INT AS id, 1 AS p", write));
        Assert.Throws<DeltaConstraintException>(() => table.Write(_lake.Connection, "SELECT 1 AS id, NULL::INT AS p", write));
        Assert.Throws<DeltaSchemaException>(() => table.Write(_lake.Connection, "SELECT 1 AS p", write));
        Assert.False(table.Exists);
    }

    [Fact]
    public void Nulls_inside_structs_and_lists_are_found_too()
    {
        var schema = new DeltaSchema([new DeltaField("s", DeltaType.Struct(
            new DeltaField("a", DeltaType.Integer, false), new DeltaField("l", DeltaType.Array(DeltaType.Integer, false))))]);
        var write = new DeltaWrite { Mode = DeltaWriteMode.Append, Schema = schema };
        var table = _lake.Table();
        Assert.Throws<DeltaConstraintException>(
            () => table.Write(_lake.Connection, "SELECT {'a': NULL::INT, 'l': [1]} AS s", write));
        Assert.Throws<DeltaConstraintException>(
            () => table.Write(_lake.Connection, "SELECT {'a': 1, 'l': [1, NULL]} AS s", write));
        table.Write(_lake.Connection, "SELECT NULL::STRUCT(a INT, l INT[]) AS s", write);
        Assert.Equal(["(NULL)"], _lake.Rows(table));
    }

    [Fact]
    public void Columns_are_added_only_by_consent()
    {
        var table = _lake.Table();
        _lake.Append(table, "SELECT 1 AS a");
        const string Wider = "SELECT 2 AS a, {'x': 1, 'y': 'z'} AS s";
        Assert.Throws<DeltaSchemaException>(() => _lake.Append(table, Wider));
        table.Write(_lake.Connection, Wider, new DeltaWrite { Mode = DeltaWriteMode.Append, AllowSchemaChange = true });
        table.Write(_lake.Connection, "SELECT {'w': true, 'x': 5} AS s",
            new DeltaWrite { Mode = DeltaWriteMode.Append, AllowSchemaChange = true });
        Assert.Equal("a integer, s struct<x:integer,y:string,w:boolean>", table.Open().Schema.ToString());
        Assert.Equal(
            ["(1, NULL)", "(2, {'x': 1, 'y': z, 'w': NULL})", "(NULL, {'x': 5, 'y': NULL, 'w': true})"], _lake.Rows(table));
        Assert.Equal(["(1)"], _lake.Rows(table, 0));
    }

    [Fact]
    public void A_type_is_never_changed_silently()
    {
        var table = _lake.Table();
        _lake.Append(table, "SELECT 1::INTEGER AS a");
        Assert.Throws<DeltaSchemaException>(() => _lake.Append(table, "SELECT 'x' AS a"));
        Assert.Throws<DeltaSchemaException>(() => _lake.Append(table, "SELECT 1.5::DOUBLE AS a"));
        Assert.ThrowsAny<Exception>(() => _lake.Append(table, "SELECT 99999999999 AS a"));
        Assert.Equal(["(1)"], _lake.Rows(table));
    }

    [Fact]
    public void Every_type_comes_back_as_it_was_written()
    {
        var table = _lake.Table();
        const string Rows = """
            SELECT true AS bo, 1::TINYINT AS ti, 2::SMALLINT AS si, 3::INTEGER AS i, 4::BIGINT AS bi, 1.5::FLOAT AS f,
                   -2.25::DOUBLE AS d, 12.34::DECIMAL(5,2) AS d5, 1e30::DECIMAL(38,4) AS d38, 'x''"\ü😀' AS s,
                   '\x00\xFF'::BLOB AS b, DATE '1969-07-20' AS dt, TIMESTAMPTZ '1969-07-20 20:17:40.000001+00' AS ts,
                   [1, NULL, 3] AS li, MAP {'k': [1.5::DOUBLE], 'n': NULL} AS m, {'a': {'b': [{'c': 1}]}} AS st
            UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
            """;
        _lake.Append(table, Rows);
        Assert.Equal(_lake.Rows($"({Rows})"), _lake.Rows(table));
    }
}
