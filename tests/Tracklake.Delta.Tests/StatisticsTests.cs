using System.Text.Json;
using Tracklake.Delta.Tests.Fixture;

namespace Tracklake.Delta.Tests;

public sealed class StatisticsTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void Statistics_have_the_protocols_form()
    {
        var table = _lake.Table();
        _lake.Append(table, """
            SELECT 1 AS i, -1.5::DECIMAL(9,3) AS d, 'b' AS s, DATE '2026-02-03' AS day, true AS flag, '\x01'::BLOB AS raw, [1] AS l,
                   {'x': 7, 'y': {'z': 'q'}} AS st, TIMESTAMPTZ '2026-01-01 00:00:00.000001+00' AS at, 0.5::DOUBLE AS f
            UNION ALL SELECT 5, 2, NULL, NULL, NULL, NULL, NULL, NULL, TIMESTAMPTZ '2026-01-01 00:00:00.0099+00', 1e300
            """);
        Assert.Equal(
            """{"numRecords":2,"minValues":{"i":1,"d":-1.500,"s":"b","day":"2026-02-03","st":{"x":7,"y":{"z":"q"}},"at":"2026-01-01T00:00:00.000Z","f":0.5},"maxValues":{"i":5,"d":2.000,"s":"b","day":"2026-02-03","st":{"x":7,"y":{"z":"q"}},"at":"2026-01-01T00:00:00.010Z","f":1e+300},"nullCount":{"i":0,"d":0,"s":1,"day":1,"flag":1,"raw":1,"l":1,"st":{"x":1,"y":{"z":1}},"at":0,"f":0}}""",
            table.Open().Files[0].Stats);
    }

    [Theory]
    [InlineData("'nan'::DOUBLE")]
    [InlineData("'inf'::DOUBLE")]
    [InlineData("'-inf'::FLOAT")]
    public void Numbers_that_engines_sort_differently_leave_no_bounds(string odd)
    {
        var table = _lake.Table();
        _lake.Options = _lake.Options with { RowGroupSize = 2048 };
        _lake.Append(_lake.Table(), $"SELECT CASE WHEN i = 7 THEN {odd} ELSE i END AS f FROM range(10000) r(i)");
        using var stats = JsonDocument.Parse(table.Open().Files[0].Stats!);
        Assert.Equal("{}", stats.RootElement.GetProperty("minValues").GetRawText());
        Assert.Equal("{}", stats.RootElement.GetProperty("maxValues").GetRawText());
        Assert.Single(table.Open().FilesFor(DeltaPruning.Equal("f", 1e9)));
    }

    [Fact]
    public void Only_the_first_columns_have_bounds_and_the_table_may_say_how_many()
    {
        var table = _lake.Table();
        var columns = string.Join(", ", Enumerable.Range(0, 40).Select(i => $"{i} AS c{i}"));
        _lake.Append(table, $"SELECT {columns}");
        Assert.Contains("\"c31\"", table.Open().Files[0].Stats, StringComparison.Ordinal);
        Assert.DoesNotContain("\"c32\"", table.Open().Files[0].Stats, StringComparison.Ordinal);
        var few = _lake.Table("few");
        few.Write(_lake.Connection, "SELECT 1 AS a, 2 AS b", new DeltaWrite
        {
            Mode = DeltaWriteMode.Append,
            Properties = new Dictionary<string, string> { ["delta.dataSkippingNumIndexedCols"] = "1" },
        });
        Assert.Equal("""{"numRecords":1,"minValues":{"a":1},"maxValues":{"a":1},"nullCount":{"a":0}}""", few.Open().Files[0].Stats);
    }

    [Theory]
    [InlineData("short", "short", "short")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaX", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\u007F")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaé", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\U0010FFFF")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa😀z", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\U0010FFFF")]
    public void Bounds_of_texts_are_cut_without_losing_the_text(string text, string min, string max)
    {
        Assert.Equal(LogJson.Text(min), StatisticsBounds.Min(DeltaType.String, text));
        Assert.Equal(LogJson.Text(max), StatisticsBounds.Max(DeltaType.String, text));
    }

    [Fact]
    public void What_a_footer_says_is_what_a_scan_finds()
    {
        var table = _lake.Table();
        _lake.Options = _lake.Options with { RowGroupSize = 2048 };
        _lake.Append(_lake.Table(), """
            SELECT i - 3000 AS n, CAST(hash(i) % 1000 AS DECIMAL(18,3)) AS d, DATE '1969-01-01' + CAST(i % 900 AS INTEGER) AS day,
                   TIMESTAMPTZ '1969-12-31 23:59:59.123456+00' + to_microseconds(i * 7) AS at, 'text é😀' || (hash(i) % 999) AS s,
                   repeat('long', 100) || i AS long, CASE WHEN i > 5000 THEN 'late' END AS half, NULL::VARCHAR AS nothing,
                   CASE WHEN i % 2 = 0 THEN (i / 3)::DOUBLE END AS f, {'in': i} AS st, chr(CAST(i % 2 AS INTEGER)) || 'x' AS z,
                   CASE WHEN i > 9000 THEN i END AS few, CASE WHEN i % 3 > 0 THEN i % 2 = 0 END AS b
            FROM range(10000) r(i)
            """);
        var snapshot = table.Open();
        var path = snapshot.FilePath(snapshot.Files[0]);
        Assert.Equal(Measure(long.MaxValue), Measure(0));
        Assert.Equal(snapshot.Files[0].Stats, Measure(0));

        string Measure(long bigFrom) =>
            new StatisticsQuery(snapshot.Schema, [], bigFrom: bigFrom).Measure(_lake.Connection, [path])[path].Stats;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void Rows_that_break_a_rule_are_counted_by_a_footer_and_by_a_scan(long bigFrom)
    {
        var table = _lake.Table();
        _lake.Append(table, """
            SELECT i AS n, CASE WHEN i % 5 > 0 THEN 'x' END AS s, i < 3 AS b, CASE WHEN i > 1 THEN true END AS t, {'in': i} AS st
            FROM range(10) r(i)
            """);
        var snapshot = table.Open();
        var path = snapshot.FilePath(snapshot.Files[0]);
        RowRule[] rules =
        [
            new("s", "s IS NULL", "") { NotNull = "s" }, new("big", "n > 7", ""), new("t", "t IS NULL", "") { NotNull = "t" },
            new("b", "b IS NULL", "") { NotNull = "b" }, new("st", "st IS NULL", "") { NotNull = "st" },
        ];
        var measure = new StatisticsQuery(snapshot.Schema, [], rules: rules, bigFrom: bigFrom).Measure(_lake.Connection, [path])[path];
        Assert.Equal([2, 2, 2, 0, 0], measure.Broken);
    }

    [Fact]
    public void Files_are_left_out_by_partition_and_by_bounds()
    {
        var table = _lake.Table();
        for (var day = 1; day <= 5; day++)
        {
            table.Write(_lake.Connection, $"""
                SELECT DATE '2026-01-0{day}' AS day, {day * 100} + i AS n, 'name ' || ({day * 100} + i) AS s,
                       TIMESTAMPTZ '2026-01-0{day} 00:00:00+00' + to_seconds(i) AS at, NULL::INTEGER AS nothing FROM range(10) r(i)
                """, new DeltaWrite { Mode = DeltaWriteMode.Append, PartitionBy = ["day"] });
        }

        var snapshot = table.Open();
        Assert.Equal(1, Left(DeltaPruning.Equal("day", new DateOnly(2026, 1, 3))));
        Assert.Equal(2, Left(DeltaPruning.In("day", new DateOnly(2026, 1, 3), new DateOnly(2026, 1, 5))));
        Assert.Equal(1, Left(DeltaPruning.Equal("n", 305)));
        Assert.Equal(0, Left(DeltaPruning.Equal("n", 399)));
        Assert.Equal(3, Left(DeltaPruning.Between("n", 209, 400)));
        Assert.Equal(2, Left(new DeltaPruning(new DeltaBound("n", DeltaComparison.Greater, 309))));
        Assert.Equal(1, Left(DeltaPruning.Equal("s", "name 404")));
        Assert.Equal(1, Left(DeltaPruning.Equal("at", new DateTimeOffset(2026, 1, 2, 0, 0, 5, TimeSpan.Zero))));
        Assert.Equal(0, Left(new DeltaPruning(new DeltaBound("nothing", DeltaComparison.IsNotNull))));
        Assert.Equal(5, Left(new DeltaPruning(new DeltaBound("nothing", DeltaComparison.IsNull))));
        Assert.Equal(0, Left(DeltaPruning.Equal("n", 305).And(DeltaPruning.Equal("day", new DateOnly(2026, 1, 1)))));
        // What cannot be compared keeps everything.
        Assert.Equal(5, Left(DeltaPruning.Equal("n", "305")));
        Assert.Equal(10, _lake.Rows(snapshot.ToSql(DeltaPruning.Equal("n", 305))).Count);
        Assert.Throws<DeltaSchemaException>(() => snapshot.ToSql(DeltaPruning.Equal("absent", 1)));

        int Left(DeltaPruning prune) => snapshot.FilesFor(prune).Count;
    }
}
