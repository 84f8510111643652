using Tracklake.Delta.Tests.Fixture;

namespace Tracklake.Delta.Tests.Hostile;

/// <summary>Logs that somebody wrote to mislead a reader.</summary>
public sealed class MaliciousLogTests : IDisposable
{
    private const string Protocol = """{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}""";

    private const string MetaData = """
        {"metaData":{"id":"x","format":{"provider":"parquet","options":{}},"schemaString":"{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":\"integer\",\"nullable\":true,\"metadata\":{}}]}","partitionColumns":[],"configuration":{}}}
        """;

    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("../outside.parquet")]
    [InlineData("a/../../outside.parquet")]
    [InlineData("%2E%2E/outside.parquet")]
    [InlineData("/etc/hostname")]
    [InlineData("file:///etc/hostname")]
    [InlineData("s3://bucket/file.parquet")]
    [InlineData("https://example.com/file.parquet")]
    public void Files_outside_the_table_are_never_opened(string path)
    {
        var snapshot = Table(Protocol, MetaData, Add(path)).Open();
        var refused = Assert.Throws<DeltaCorruptException>(() => snapshot.ToSql());
        Assert.Contains("leaves the table", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,\"readerFeatures\":[\"catalogManaged\"],\"writerFeatures\":[\"catalogManaged\"]}}", "catalogManaged")]
    [InlineData("{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,\"readerFeatures\":[\"variantType\"],\"writerFeatures\":[\"variantType\"]}}", "variantType")]
    [InlineData("{\"protocol\":{\"minReaderVersion\":4,\"minWriterVersion\":7}}", "reader version 4")]
    [InlineData("{\"protocol\":{\"minReaderVersion\":0,\"minWriterVersion\":2}}", "reader version 0")]
    [InlineData("{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7}}", "without a list")]
    public void Unknown_features_are_refused_by_name(string protocol, string named)
    {
        var refused = Assert.ThrowsAny<DeltaException>(() => Table(protocol, MetaData).Open());
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_writer_feature_can_be_read_but_neither_written_nor_vacuumed()
    {
        var table = Table("""{"protocol":{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["rowTracking"]}}""", MetaData);
        Assert.Empty(_lake.Rows(table));
        Assert.Equal("rowTracking", Assert.Throws<DeltaUnsupportedException>(() => _lake.Append(table, "SELECT 1 AS a")).Feature);
        Assert.Throws<DeltaUnsupportedException>(() => table.Vacuum());
        Assert.Throws<DeltaUnsupportedException>(() => table.CleanUpLog());
    }

    [Theory]
    [InlineData("{\"commitInfo\":{\"\\ud800\":1}}")]
    [InlineData("{\"commitInfo\":{\"operation\":\"\\udc00\"}}")]
    [InlineData("{\"commitInfo\":{\"operationParameters\":{\"by\":[\"\\ud800\"]}}}")]
    public void A_commit_info_that_is_not_unicode_is_refused_with_its_version(string commitInfo)
    {
        var table = Table(Protocol, MetaData, commitInfo);
        var refused = Assert.Throws<DeltaCorruptException>(() => table.Open());
        Assert.Contains("commitInfo has text that is not Unicode", refused.Message, StringComparison.Ordinal);
        Assert.Contains(new TableCheck(table).Run(_lake.Connection), p => p.Message.Contains("not Unicode", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("two adds", "two actions for the file")]
    [InlineData("add and remove", "two actions for the file")]
    [InlineData("two protocols", "two protocol")]
    [InlineData("two metadata", "two metaData")]
    [InlineData("sidecar", "only checkpoints may hold")]
    public void A_commit_that_contradicts_itself_is_refused(string what, string said)
    {
        var table = what switch
        {
            "two adds" => Table(Protocol, MetaData, Add("x.parquet"), Add("%78.parquet")),
            "add and remove" => Table(Protocol, MetaData, Add("x.parquet"), """{"remove":{"path":"x.parquet","dataChange":true}}"""),
            "two protocols" => Table(Protocol, Protocol, MetaData),
            "two metadata" => Table(Protocol, MetaData, MetaData),
            _ => Table(Protocol, MetaData, """{"sidecar":{"path":"x","sizeInBytes":1,"modificationTime":1}}"""),
        };
        var refused = Assert.Throws<DeltaCorruptException>(() => table.Open());
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("decimal(99,2)")]
    [InlineData("interval")]
    [InlineData("variant")]
    public void A_type_that_is_not_known_is_refused(string type)
    {
        var refused = Assert.Throws<DeltaCorruptException>(
            () => Table(Protocol, MetaData.Replace("integer", type, StringComparison.Ordinal)).Open());
        Assert.Contains(type, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_nested_without_end_is_refused_without_end_of_the_process()
    {
        var deep = string.Concat(Enumerable.Repeat("""{\"type\":\"array\",\"containsNull\":true,\"elementType\":""", 20_000));
        Assert.Throws<DeltaCorruptException>(
            () => Table(Protocol, MetaData.Replace("\\\"integer\\\"", deep, StringComparison.Ordinal)).Open());
    }

    [Fact]
    public void An_empty_commit_is_refused()
    {
        var table = Table(Protocol, MetaData);
        File.WriteAllText(Path.Combine(table.Path, "_delta_log", LogNames.Commit(1)), "");
        Assert.Throws<DeltaCorruptException>(() => table.Open());
    }

    [Fact]
    public void A_column_name_cannot_smuggle_SQL()
    {
        var table = _lake.Table();
        _lake.Append(table, "SELECT 1 AS \"a\"\"b'--\"");
        Assert.Equal(["(1)"], _lake.Rows(table));
        _lake.Append(table, "SELECT 2 AS \"a\"\"b'--\"");
        Assert.Single(table.Open().FilesFor(DeltaPruning.Equal("a\"b'--", 2)));
    }

    [Fact]
    public void A_deletion_vector_with_a_wrong_checksum_is_refused()
    {
        Golden.GoldenTables.Need();
        var copy = Path.Combine(_lake.Folder, "dv");
        CopyFolder(Golden.GoldenTables.Delta("log-replay-dv-key-cases"), copy);
        foreach (var vector in Directory.GetFiles(copy, "*.bin"))
        {
            var bytes = File.ReadAllBytes(vector);
            bytes[20] ^= 1;
            File.WriteAllBytes(vector, bytes);
        }

        var refused = Assert.Throws<DeltaCorruptException>(() => new DeltaTable(copy).Open().ToSql());
        Assert.Contains("checksum", refused.Message, StringComparison.Ordinal);
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static string Add(string path) =>
        $$$"""{"add":{"path":"{{{path}}}","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true}}""";

    private DeltaTable Table(params string[] lines)
    {
        var table = _lake.Table();
        Directory.CreateDirectory(Path.Combine(table.Path, "_delta_log"));
        File.WriteAllLines(Path.Combine(table.Path, "_delta_log", LogNames.Commit(0)), lines.Select(l => l.Trim()));
        return table;
    }
}
