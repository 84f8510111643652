using Tracklake.Delta.Tests.Fixture;

namespace Tracklake.Delta.Tests;

/// <summary>Files that are not of the table's present shape.</summary>
public sealed class EvolutionTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void Files_from_before_a_type_was_widened_read_as_the_wider_type()
    {
        var table = _lake.Table();
        _lake.Append(table, "SELECT 1::INTEGER AS n, 1.5::DECIMAL(5,2) AS d, {'x': 2::SMALLINT} AS s, [3::INTEGER] AS l");
        Widen(table);
        Assert.Equal("n long, d decimal(12,4), s struct<x:integer>, l array<long>", table.Open().Schema.ToString());
        Assert.Equal(["BIGINT DECIMAL(12,4) STRUCT(x INTEGER) BIGINT[]"],
            _lake.Query($"SELECT concat_ws(' ', typeof(n), typeof(d), typeof(s), typeof(l)) FROM {table.Open().ToSql()}"));
        Assert.Equal(["(1, 1.5000, {'x': 2}, [3])"], _lake.Rows(table));
        Assert.Single(table.Open().FilesFor(DeltaPruning.Equal("n", 1L)));
    }

    [Fact]
    public void Columns_of_other_orders_and_cases_are_found_by_name()
    {
        var table = _lake.Table();
        _lake.Append(table, "SELECT 1 AS a, 'x' AS b");
        _lake.Append(table, "SELECT 'y' AS B, 2 AS A");
        Foreign(table, "SELECT 'z' AS b, 3 AS a");
        Foreign(table, "SELECT 4 AS a");
        Foreign(table, "SELECT 'w' AS b, 5::BIGINT AS a, true AS unknown");
        Assert.Equal(["(1, x)", "(2, y)", "(3, z)", "(4, NULL)", "(5, w)"], _lake.Rows(table));
    }

    [Fact]
    public void Instants_that_a_file_holds_without_a_zone_are_UTC_whatever_the_session_says()
    {
        var table = _lake.Table();
        _lake.Append(table, "SELECT TIMESTAMPTZ '2026-01-01 00:00:00+00' AS moment");
        Foreign(table, "SELECT TIMESTAMP '2026-01-02 00:00:00' AS moment");
        _lake.Execute("SET TimeZone = 'America/New_York'");
        Assert.Equal(["1767225600000000", "1767312000000000"],
            _lake.Query($"SELECT CAST(epoch_us(moment) AS VARCHAR) FROM {table.Open().ToSql()} ORDER BY moment"));
    }

    [Fact]
    public void Null_is_allowed_later_only_by_declaration()
    {
        var table = _lake.Table();
        var strict = new DeltaWrite
        {
            Mode = DeltaWriteMode.Append,
            Schema = new DeltaSchema([new DeltaField("a", DeltaType.Integer, Nullable: false)]),
        };
        table.Write(_lake.Connection, "SELECT 1 AS a", strict);
        Assert.Throws<DeltaConstraintException>(() => table.Write(_lake.Connection, "SELECT NULL::INTEGER AS a",
            new DeltaWrite { Mode = DeltaWriteMode.Append, AllowSchemaChange = true }));
        var relaxed = strict with { Schema = new DeltaSchema([new DeltaField("a", DeltaType.Integer)]) };
        Assert.Throws<DeltaSchemaException>(() => table.Write(_lake.Connection, "SELECT NULL::INTEGER AS a", relaxed));
        table.Write(_lake.Connection, "SELECT NULL::INTEGER AS a", relaxed with { AllowSchemaChange = true });
        Assert.True(table.Open().Schema.Find("a")!.Nullable);
        Assert.Equal(["(1)", "(NULL)"], _lake.Rows(table));
    }

    [Fact]
    public void An_overwrite_may_replace_the_whole_schema()
    {
        var table = _lake.Table();
        _lake.Append(table, "SELECT 1 AS a");
        table.Write(_lake.Connection, "SELECT 'text' AS a, 2 AS b", new DeltaWrite
        {
            Mode = DeltaWriteMode.Overwrite,
            AllowSchemaChange = true,
            Schema = new DeltaSchema([new DeltaField("a", DeltaType.String), new DeltaField("b", DeltaType.Integer)]),
        });
        Assert.Equal(["(text, 2)"], _lake.Rows(table));
        Assert.Equal(["(1)"], _lake.Rows(table, 0));
    }

    [Theory]
    [InlineData("glob [a] *", "v")]
    [InlineData("it's", "v")]
    [InlineData("ünï 😀 %41", "v")]
    public void Folders_may_have_any_name(string folder, string column)
    {
        var table = _lake.Table(folder);
        _lake.Append(table, $"SELECT 1 AS {column}");
        _lake.Append(table, $"SELECT 2 AS {column}");
        table.Merge(_lake.Connection, new DeltaMerge { SourceSql = "SELECT 2 AS v", Keys = ["v"] });
        table.Checkpoint();
        Assert.Equal(["(1)", "(2)"], _lake.Rows(_lake.Table(folder)));
        Assert.Empty(new TableCheck(table).Run(_lake.Connection));
    }

    [Fact]
    public void More_partitions_than_branches_read_by_a_join()
    {
        var table = _lake.Table();
        const string Rows = "SELECT i AS v, i % 130 AS p, CASE WHEN i % 130 < 3 THEN NULL ELSE 'q' || i % 130 END AS q FROM range(400) r(i)";
        table.Write(_lake.Connection, Rows, new DeltaWrite { Mode = DeltaWriteMode.Append, PartitionBy = ["p", "q"] });
        Assert.Equal(130, table.Open().Files.Count);
        Assert.Equal(_lake.Rows($"({Rows})"), _lake.Rows(table));
    }

    private static void Widen(DeltaTable table)
    {
        var snapshot = table.Open();
        var wider = new DeltaSchema(
        [
            new DeltaField("n", DeltaType.Long), new DeltaField("d", DeltaType.Decimal(12, 4)),
            new DeltaField("s", DeltaType.Struct(new DeltaField("x", DeltaType.Integer))), new DeltaField("l", DeltaType.Array(DeltaType.Long)),
        ]);
        new LocalLogStore(table.Path).TryCreate(LogNames.Commit(snapshot.Version + 1), LogJson.Write(
        [
            new LogLine
            {
                Protocol = new ProtocolAction
                {
                    MinReaderVersion = 3, MinWriterVersion = 7, ReaderFeatures = ["typeWidening"], WriterFeatures = ["typeWidening"],
                },
            },
            new LogLine { MetaData = snapshot.MetaData with { SchemaString = wider.ToJson() } },
        ]));
    }

    /// <summary>A file of another writer: of its own shape, without statistics or tags.</summary>
    private void Foreign(DeltaTable table, string sql)
    {
        var name = $"{_lake.NextId()}.parquet";
        _lake.Execute($"COPY ({sql}) TO '{Path.Combine(table.Path, name)}' (FORMAT parquet)");
        table.AppendFiles([new AddFile { Path = name, Size = new FileInfo(Path.Combine(table.Path, name)).Length }]);
    }
}
