using Tracklake.Delta.Tests.Fixture;

namespace Tracklake.Delta.Tests.Golden;

/// <summary>Every table that Spark wrote reads as Spark's own expectation says.</summary>
public sealed class GoldenReadTests(ITestOutputHelper output) : IDisposable
{
    // Its expected data were written in another time zone than the table; other readers skip it too.
    private const string FaultOfItsOwn = "data-reader-partition-values";

    private static readonly Dictionary<string, (Type Exception, string Cause)> Refused = new()
    {
        ["deltalog-invalid-protocol-version"] = (typeof(DeltaUnsupportedException), "reader version 99"),
        ["deltalog-state-reconstruction-from-checkpoint-missing-metadata"] = (typeof(DeltaCorruptException), "no metaData"),
        ["deltalog-state-reconstruction-from-checkpoint-missing-protocol"] = (typeof(DeltaCorruptException), "no protocol"),
        ["deltalog-state-reconstruction-without-metadata"] = (typeof(DeltaCorruptException), "no metaData"),
        ["deltalog-state-reconstruction-without-protocol"] = (typeof(DeltaCorruptException), "no protocol"),
        ["data-reader-absolute-paths-escaped-chars"] = (typeof(DeltaCorruptException), "no metaData"),
        ["deltalog-commit-info"] = (typeof(DeltaCorruptException), "schemaString"),
        ["update-deleted-directory"] = (typeof(DeltaCorruptException), "schemaString"),
        ["no-delta-log-folder"] = (typeof(DeltaNotFoundException), "no table"),
        ["hive"] = (typeof(DeltaNotFoundException), "no table"),
        ["versions-not-contiguous"] = (typeof(DeltaCorruptException), "not contiguous"),
    };

    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void Every_table_with_expected_data_reads_equal_to_it()
    {
        GoldenTables.Need();
        _lake.Execute("SET TimeZone = 'Asia/Kathmandu'");
        var wrong = new List<string>();
        var equal = 0;
        foreach (var name in GoldenTables.WithExpected.Where(n => n != FaultOfItsOwn))
        {
            try
            {
                if (Difference(name) is { } difference) wrong.Add($"{name}: {difference}");
                else equal++;
            }
            catch (DeltaException e)
            {
                wrong.Add($"{name}: {e.Message}");
            }
        }

        output.WriteLine($"{equal} of Spark's tables read equal to their expected data");
        Assert.Empty(wrong);
        Assert.True(equal >= 70, $"only {equal} tables were there to be read");
    }

    [Fact]
    public void Every_table_that_must_be_refused_is_refused_for_its_own_reason()
    {
        GoldenTables.Need();
        foreach (var (name, (exception, cause)) in Refused)
        {
            var refused = Assert.ThrowsAny<DeltaException>(() => new DeltaTable(GoldenTables.Delta(name)).Open());
            output.WriteLine(refused.Message);
            Assert.IsType(exception, refused);
            Assert.Contains(cause, refused.Message, StringComparison.Ordinal);
            Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        }

        var unexpected = GoldenTables.Names.Except(GoldenTables.WithExpected).Except(Refused.Keys)
            .Where(n => Record.Exception(() => new DeltaTable(GoldenTables.Delta(n)).Open()) is not null);
        Assert.Empty(unexpected);
        output.WriteLine($"{Refused.Count} tables refused, each for its own reason");
    }

    [Theory]
    [InlineData("normal-a")]
    [InlineData("normal-b")]
    [InlineData("special-a")]
    [InlineData("special-b")]
    public void Two_spellings_of_an_absolute_path_are_one_file(string name)
    {
        GoldenTables.Need();
        Assert.Empty(new DeltaTable(GoldenTables.Delta($"canonicalized-paths-{name}")).Open().Files);
    }

    [Fact]
    public void Tables_of_the_hive_connector_read_as_many_rows_as_their_history_says()
    {
        GoldenTables.Need();
        var tables = Directory.GetDirectories(GoldenTables.Delta("hive"), "_delta_log", SearchOption.AllDirectories);
        Assert.NotEmpty(tables);
        foreach (var log in tables)
        {
            var snapshot = new DeltaTable(Path.GetDirectoryName(log)!).Open();
            if (snapshot.Files.All(f => File.Exists(snapshot.FilePath(f)))) Assert.NotEmpty(_lake.Rows(snapshot.ToSql()));
        }
    }

    private string? Difference(string name)
    {
        var snapshot = new DeltaTable(GoldenTables.Delta(name)).Open();
        var columns = string.Join(", ", snapshot.Schema.Fields.Select(f => $"\"{f.Name}\""));
        var got = Rows(columns, snapshot.ToSql());
        var wanted = Rows(columns, $"read_parquet('{GoldenTables.Expected(name)}/**/*.parquet', hive_partitioning = false)");
        if (got.SequenceEqual(wanted)) return null;
        return $"{got.Count} rows, {wanted.Count} expected; {got.Except(wanted).FirstOrDefault()} against "
            + wanted.Except(got).FirstOrDefault();
    }

    private List<string> Rows(string columns, string from) =>
        _lake.Query($"SELECT CAST(row({columns}) AS VARCHAR) FROM {from} ORDER BY 1");
}
