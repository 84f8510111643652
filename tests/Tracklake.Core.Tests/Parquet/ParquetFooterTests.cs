using System.Globalization;
using DuckDB.NET.Data;
using Tracklake.Parquet;
using Tracklake.Raw;
using ParquetFileReader = ParquetSharp.ParquetFileReader;

namespace Tracklake.Core.Tests.Parquet;

/// <summary>Files that are made of the column chunks of others read like those others.</summary>
public sealed class ParquetFooterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tracklake-parquet-").FullName;
    private readonly DuckDBConnection _db = new("Data Source=:memory:");
    private int _copies;

    public ParquetFooterTests() => _db.Open();

    public void Dispose()
    {
        _db.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(1, 2048)]
    [InlineData(2048, 2048)]
    [InlineData(70_000, 2048)]
    [InlineData(300_000, 122_880)]
    public void A_copy_has_one_more_column_of_one_value(int rows, int rowsOfGroup)
    {
        var plain = Write("plain", $"""
            SELECT i, CASE WHEN i % 3 > 0 THEN 'text ' || i END AS s, i % 2 = 0 AS b, [i, NULL] AS list, i / 7 AS real,
                   CAST(i / 100 AS DECIMAL(18,2)) AS money, TIMESTAMPTZ '2026-11-09 00:00:00+00' + to_seconds(i) AS at
            FROM range({rows}) r(i)
            """, rowsOfGroup);
        foreach (var value in (long[])[0, 1, -1, 4711, long.MinValue, long.MaxValue])
        {
            var copy = Copy(plain, value);
            Assert.Equal(Hash($"SELECT *, {Literal(value)} AS _run_id FROM read_parquet('{plain}')"), Hash($"FROM read_parquet('{copy}')"));
            // The bounds that the footer says are used to leave row groups out, and to answer without reading.
            Assert.Equal([$"{rows}|{value}|{value}"], Query($"SELECT count(*), min(_run_id), max(_run_id) FROM read_parquet('{copy}')"));
            Assert.Equal(["0"], Query($"SELECT count(*) FROM read_parquet('{copy}') WHERE _run_id <> {Literal(value)}"));
            Assert.Equal(["0|true"], Query($"""
                SELECT sum(stats_null_count), bool_and(stats_min_value = '{value}' AND stats_max_value = '{value}' AND min_is_exact)
                FROM parquet_metadata('{copy}') WHERE path_in_schema = '_run_id'
                """));
        }
    }

    [Fact]
    public async Task A_copy_of_a_landed_file_is_read_by_Arrow_to_the_last_value_and_has_no_index_of_some_columns_only()
    {
        using var home = new Landing.LandingHome();
        var landed = await home.LandAsync(
            RawKind.TrackLines, string.Join('\n', Enumerable.Range(0, 5000).Select(i => $$"""{"id":"t{{i}}","name":"N","artists":[]}""")));
        var copy = Copy(home.Store.PathOf(landed.Files.First(f => f.Table == "tracks").Key), 42);
        using var reader = new ParquetFileReader(copy);
        using var group = reader.RowGroup(0);
        var ids = group.Column(0).LogicalReader<string>().ReadAll(5000);
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => $"t{i}"), ids);
        var runs = group.Column(group.MetaData.NumColumns - 1).LogicalReader<long?>().ReadAll(5000);
        Assert.All(runs, r => Assert.Equal(42, r));
        using var file = File.OpenRead(copy);
        Assert.DoesNotContain(true, ParquetFooter.Read(file).HasIndexes);
    }

    [Fact]
    public void Columns_of_another_file_are_added_nested_ones_too()
    {
        var one = Write("one", "SELECT i FROM range(5000) r(i)", 2048);
        var two = Write("two", "SELECT {'a': i, 'b': [i, i]} AS st, 'x' || i AS s FROM range(5000) r(i)", 2048);
        var both = Path.Combine(_folder, "both.parquet");
        using (var to = File.Create(both))
        {
            var (first, second) = (File.ReadAllBytes(one), File.ReadAllBytes(two));
            var (footer, more) = (ParquetFooter.Read(new MemoryStream(first)), ParquetFooter.Read(new MemoryStream(second)));
            to.Write(first.AsSpan(0, (int)footer.Start));
            to.Write(second.AsSpan(4, (int)more.Start - 4));
            more.Move([.. more.RowsOfGroups.Select(_ => footer.Start - 4)]);
            footer.Add(more);
            footer.Write(to);
        }

        Assert.Equal(
            Hash($"SELECT a.i, b.st, b.s FROM read_parquet('{one}') a POSITIONAL JOIN read_parquet('{two}') b"),
            Hash($"FROM read_parquet('{both}')"));
        using var reader = new ParquetFileReader(both);
        Assert.Equal(4, reader.FileMetaData.NumColumns);
        using var group = reader.RowGroup(0);
        Assert.Equal("x2047", group.Column(3).LogicalReader<string>().ReadAll(2048)[^1]);
    }

    [Fact]
    public void A_file_without_rows_gets_the_column()
    {
        var copy = Copy(Write("none", "SELECT 1 AS i WHERE false", 2048), 5);
        Assert.Equal(["i|INTEGER", "_run_id|BIGINT"], Query($"SELECT column_name, column_type FROM (DESCRIBE FROM read_parquet('{copy}'))"));
        Assert.Empty(Query($"FROM read_parquet('{copy}')"));
    }

    [Fact]
    public void A_footer_that_is_read_and_written_is_the_same_to_the_byte()
    {
        var plain = Write("plain", "SELECT i, 'x' || i AS s, {'a': i, 'b': [i]} AS nested FROM range(9000) r(i)", 2048);
        Assert.Equal(FooterOf(plain), Rewritten(plain));
    }

    [Fact]
    public void Files_that_others_wrote_get_the_column_too()
    {
        var files = SharedFiles.Parquet().ToList();
        Assert.SkipWhen(files.Count == 0, "the golden tables are not beside the project (../shared): no file that somebody else wrote was read");
        foreach (var file in files)
        {
            List<string> expected;
            try
            {
                expected = Query($"SELECT count(*), bit_xor(hash(t)) FROM (SELECT *, 12 AS _run_id FROM read_parquet('{file}', hive_partitioning = false)) t");
            }
            catch (DuckDBException)
            {
                // Types that DuckDB does not read, or files that are damaged on purpose.
                continue;
            }
            var copy = Copy(file, 12);
            Assert.Equal(expected, Query($"SELECT count(*), bit_xor(hash(t)) FROM (FROM read_parquet('{copy}')) t"));
            Assert.Equal(
                Query($"SELECT count(*) FROM parquet_schema('{file}')").Select(n => $"{int.Parse(n, CultureInfo.InvariantCulture) + 1}"),
                Query($"SELECT count(*) FROM parquet_schema('{copy}')"));
        }
    }

    [Fact]
    public void What_is_no_whole_Parquet_file_is_refused()
    {
        var bytes = File.ReadAllBytes(Write("plain", "SELECT i, 'x' || i AS s FROM range(3000) r(i)", 2048));
        foreach (var length in (int[])[0, 4, 7, 8, bytes.Length / 2, bytes.Length - 1])
            Assert.Throws<InvalidDataException>(() => ParquetFooter.Read(new MemoryStream(bytes[..length])));
        var footer = bytes.Length - 8 - BitConverter.ToInt32(bytes.AsSpan()[^8..]);
        // Lists in lists without an end.
        var deep = new byte[100_000];
        Array.Fill(deep, (byte)0x19);
        BitConverter.GetBytes(deep.Length - 8).CopyTo(deep, deep.Length - 8);
        "PAR1"u8.CopyTo(deep.AsSpan(deep.Length - 4));
        Assert.Throws<InvalidDataException>(() => ParquetFooter.Read(new MemoryStream(deep)));
        var random = new Random(1);
        for (var i = 0; i < 3000; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[random.Next(footer, bytes.Length)] = (byte)random.Next(256);
            try
            {
                ParquetFooter.CopyWith(new MemoryStream(damaged), new ConstantColumn("n", 1), new MemoryStream());
            }
            catch (InvalidDataException)
            {
                // That, or a footer that says something else; never another exception, never without an end.
            }
        }
    }

    private static string Literal(long value) => value == long.MinValue
        ? "(-9223372036854775807 - 1)::BIGINT"
        : $"({value.ToString(CultureInfo.InvariantCulture)})::BIGINT";

    private static byte[] FooterOf(string path)
    {
        using var file = File.OpenRead(path);
        var start = (int)ParquetFooter.Read(file).Start;
        return File.ReadAllBytes(path)[start..];
    }

    private static byte[] Rewritten(string path)
    {
        using var file = File.OpenRead(path);
        using var written = new MemoryStream();
        ParquetFooter.Read(file).Write(written);
        return written.ToArray();
    }

    private string Copy(string path, long value)
    {
        var copy = Path.Combine(_folder, $"copy-{++_copies}.parquet");
        using var from = File.OpenRead(path);
        using var to = File.Create(copy);
        ParquetFooter.CopyWith(from, new ConstantColumn("_run_id", value), to);
        return copy;
    }

    private string Write(string name, string sql, int rowsOfGroup)
    {
        var path = Path.Combine(_folder, name + ".parquet");
        Query($"COPY ({sql}) TO '{path}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {rowsOfGroup})");
        return path;
    }

    private List<string> Hash(string query) => Query($"SELECT count(*), bit_xor(hash(t)) FROM ({query}) t");

    private List<string> Query(string sql)
    {
        using var command = _db.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) switch
            {
                bool truth => truth ? "true" : "false",
                var value => Convert.ToString(value, CultureInfo.InvariantCulture),
            })));
        }
        return rows;
    }
}

/// <summary>Parquet files that nobody here wrote.</summary>
internal static class SharedFiles
{
    public static IEnumerable<string> Parquet()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var golden = Path.Combine(at.FullName, "..", "shared", "golden");
            if (Directory.Exists(golden))
            {
                return Directory.EnumerateFiles(golden, "*.parquet", SearchOption.AllDirectories)
                    .Where(f => !f.Contains("_delta_log", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
            }
        }
        return [];
    }
}
