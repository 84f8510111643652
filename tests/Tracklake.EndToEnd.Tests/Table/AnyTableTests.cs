using System.Text.Json;
using Tracklake.EndToEnd.Tests.Fixture;

namespace Tracklake.EndToEnd.Tests.Table;

/// <summary>The verbs of <c>table</c> over tables of other origins, by their folders and without a home.</summary>
public sealed class AnyTableTests : IDisposable
{
    private const string Merged = "basic-with-inserts-merge";

    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("basic-decimal-table")]
    [InlineData("data-reader-map")]
    [InlineData("data-reader-nested-struct")]
    [InlineData("data-reader-escaped-chars")]
    [InlineData("dv-partitioned-with-checkpoint")]
    [InlineData("dv-with-columnmapping")]
    [InlineData("table-with-columnmapping-mode-id")]
    [InlineData("v2-checkpoint-json")]
    [InlineData("multi-part-checkpoint")]
    public async Task Table_of_Spark_is_read_as_Spark_reads_it(string name)
    {
        var file = Path.Combine(_home.Outside, "rows.parquet");

        await Done("read", GoldenTables.Delta(name), "--format", "parquet", "--out", file);

        using var duck = Duck.InMemory();
        var (ours, theirs) = ($"FROM read_parquet('{file}')", $"FROM read_parquet('{GoldenTables.Expected(name)}')");
        Assert.NotEqual("0", duck.Column($"SELECT count(*) {ours}")[0]);
        Assert.Equal(duck.Column($"SELECT count(*) {theirs}"), duck.Column($"SELECT count(*) {ours}"));
        Assert.Equal(["0"], duck.Column($"SELECT count(*) FROM (SELECT * {ours} EXCEPT ALL SELECT * {theirs})"));
        Assert.False(Directory.Exists(_home.Path));
    }

    [Fact]
    public async Task Nested_values_are_JSON_within_JSON_and_text_in_CSV()
    {
        var table = GoldenTables.Delta("data-reader-array-complex-objects");

        var json = (await Done("read", table, "--json")).Json[1];
        var csv = (await Done("read", table, "--format", "csv")).Output.Split('\n');

        Assert.Equal(1, json.GetProperty("list_of_maps")[0].GetProperty("1").GetInt32());
        Assert.Equal(1, json.GetProperty("3d_int_list")[0][0][0].GetInt32());
        Assert.Contains("\"[{\"\"val\"\":1},{\"\"val\"\":1},{\"\"val\"\":1}]\"", csv[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Null_is_an_empty_field_of_CSV_and_null_of_JSON()
    {
        var table = GoldenTables.Delta("data-reader-primitives");

        var csv = (await Done("read", table, "--format", "csv")).Output.Split('\n');
        var json = (await Done("read", table, "--format", "json")).Json;

        Assert.Contains(",,,,,,,,,", csv);
        Assert.Contains(json.EnumerateArray(), r => r.GetProperty("as_string").ValueKind == JsonValueKind.Null);
        Assert.Contains(json.EnumerateArray(), r => r.GetProperty("as_binary").ValueEquals(@"\x01\x01"));
    }

    [Fact]
    public async Task Values_that_have_no_equal_in_JSON_or_in_dotnet_are_kept_as_text()
    {
        var table = Written(
            """
            {"name":"day","type":"date","nullable":true,"metadata":{}},{"name":"big","type":"decimal(38,2)","nullable":true,"metadata":{}},
            {"name":"list","type":{"type":"array","elementType":"double","containsNull":true},"nullable":true,"metadata":{}},
            {"name":"note","type":"string","nullable":true,"metadata":{}}
            """,
            """
            SELECT DATE '0044-03-15 (BC)' AS day, 123456789012345678901234567890123456.78::DECIMAL(38, 2) AS big,
                ['nan'::DOUBLE, 1.5, '-inf'::DOUBLE, NULL] AS list, '' AS note
            UNION ALL SELECT NULL, NULL, NULL, NULL
            """);

        var row = (await Done("read", table, "--json")).Json[0];
        var csv = (await Done("read", table, "--format", "csv")).Output;

        Assert.Equal("0044-03-15 (BC)", row.GetProperty("day").GetString());
        Assert.Equal("123456789012345678901234567890123456.78", row.GetProperty("big").GetRawText());
        Assert.Equal("""["NaN",1.5,"-Infinity",null]""", row.GetProperty("list").GetRawText());
        Assert.EndsWith(",\"\"\n,,,\n", csv, StringComparison.Ordinal);
        (await _home.Command.RunAsync("table", "check", table)).MustSucceed();
    }

    [Fact]
    public async Task Time_that_the_history_says_finds_its_version_again()
    {
        var table = GoldenTables.Copy(Merged, _home.Outside);
        for (var version = 0; version < 2; version++)
        {
            var commit = Path.Combine(table, "_delta_log", $"{version:D20}.json");
            File.SetLastWriteTimeUtc(commit, new DateTime(2026, 3, 1 + version, 12, 0, 0, 1, DateTimeKind.Utc));
        }

        var history = (await Done("history", table, "--json")).Json;
        var first = await Done("read", table, "--timestamp", history[1].GetProperty("timestamp").GetString()!, "--json");
        var early = (await _home.Command.RunAsync("table", "read", table, "--timestamp", "2026-03-01")).MustEndWith(1);

        Assert.Equal("MERGE", history[0].GetProperty("operation").GetString());
        Assert.Equal((await Done("read", table, "--version", "0", "--json")).Output, first.Output);
        Assert.NotEqual((await Done("read", table, "--json")).Output, first.Output);
        Assert.Contains("every version is younger", early.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_listed_with_their_partitions_and_on_request_their_statistics()
    {
        var table = GoldenTables.Delta("dv-with-columnmapping");

        var plain = (await Done("files", table, "--json")).Json;
        var full = (await Done("files", table, "--json", "--stats")).Json;

        Assert.Equal(
            plain.GetProperty("rows").GetInt64(),
            plain.GetProperty("files").EnumerateArray().Sum(f => f.GetProperty("rows").GetInt64()));
        Assert.All(plain.GetProperty("files").EnumerateArray(), f => Assert.False(f.TryGetProperty("statistics", out _)));
        Assert.All(full.GetProperty("files").EnumerateArray(), f =>
            Assert.True(f.GetProperty("statistics").GetProperty("numRecords").GetInt64() > 0));
        Assert.Contains(full.GetProperty("files").EnumerateArray(), f => f.TryGetProperty("deleted_rows", out _));
    }

    [Fact]
    public async Task Table_is_restored_optimized_and_vacuumed_and_its_rows_stay_right()
    {
        var table = GoldenTables.Copy(Merged, _home.Outside);
        var before = await RowsAsync(table, "--version", "0");

        await Done("restore", table, "--version", "0");
        Assert.Equal(before, await RowsAsync(table));
        await Done("optimize", table, "--order-by", "id");
        Assert.Equal(before, await RowsAsync(table));
        Assert.Equal(1, (await Done("files", table, "--json")).Json.GetProperty("files").GetArrayLength());
        Assert.Contains("--force consents", (await Refused(2, "vacuum", table, "--retain-hours", "0")).Error, StringComparison.Ordinal);

        var later = _home.Command.With("NOW", "2036-01-01T00:00:00Z");
        var said = (await later.RunAsync("table", "vacuum", table, "--dry-run", "--json")).MustSucceed().Json.GetProperty("files");
        Assert.Equal(before, await RowsAsync(table, "--version", "0"));
        var deleted = (await later.RunAsync("table", "vacuum", table, "--json")).MustSucceed().Json.GetProperty("files");
        Assert.Equal(said.ToString(), deleted.ToString());

        Assert.NotEqual(0, said.GetArrayLength());
        Assert.Equal(before, await RowsAsync(table));
        await Done("check", table);
        Assert.Contains("is gone", (await Refused(1, "read", table, "--version", "0")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_of_an_appended_version_are_its_rows()
    {
        var changes = (await Done("changes", GoldenTables.Delta(Merged), "--from", "0", "--to", "0", "--json")).Json;

        Assert.Equal(100, changes.GetArrayLength());
        Assert.All(changes.EnumerateArray(), c => Assert.Equal("insert", c.GetProperty("_change_type").GetString()));
    }

    [Fact]
    public async Task Check_says_everything_that_is_wrong_and_ends_with_1()
    {
        var table = GoldenTables.Copy(Merged, _home.Outside);
        await Done("check", table);
        foreach (var file in Directory.EnumerateFiles(table, "*.parquet"))
            File.Delete(file);

        var text = await _home.Command.RunAsync("table", "check", table);
        var json = (await _home.Command.RunAsync("table", "check", table, "--json")).MustEndWith(1).Json;

        var problems = json.GetProperty("problems").GetArrayLength();
        Assert.Equal(problems + 1, text.MustEndWith(1).Output.TrimEnd().Split('\n').Length);
        Assert.False(json.GetProperty("is_right").GetBoolean());
        Assert.Contains("error", json.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_log_is_a_sentence_of_every_verb()
    {
        var table = GoldenTables.Copy(Merged, _home.Outside);
        var commit = Path.Combine(table, "_delta_log", $"{1:D20}.json");
        await File.WriteAllTextAsync(commit, "{\"add\":", TestContext.Current.CancellationToken);

        string[][] verbs =
        [
            ["read"], ["history"], ["files"], ["changes", "--from", "0"], ["optimize"], ["vacuum"], ["restore", "--version", "0"],
        ];
        foreach (var verb in verbs)
            Assert.Contains("version 1", (await Refused(1, [verb[0], table, .. verb[1..]])).Error, StringComparison.Ordinal);
    }

    /// <summary>A table of one file, as any writer could have made it.</summary>
    private string Written(string fields, string select)
    {
        var table = Path.Combine(_home.Outside, "written");
        var log = Directory.CreateDirectory(Path.Combine(table, "_delta_log")).FullName;
        var file = Path.Combine(table, "one.parquet");
        using (var duck = Duck.InMemory())
            duck.Column($"COPY ({select}) TO '{file}' (FORMAT parquet)");
        var schema = JsonSerializer.Serialize($$"""{"type":"struct","fields":[{{fields}}]}""");
        File.WriteAllText(Path.Combine(log, $"{0:D20}.json"),
            $$$"""
            {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
            {"metaData":{"id":"5fba94ed-9794-4965-ba6e-6ee3c0d22af9","format":{"provider":"parquet","options":{}},"schemaString":{{{schema}}},"configuration":{},"partitionColumns":[]}}
            {"add":{"path":"one.parquet","partitionValues":{},"size":{{{new FileInfo(file).Length}}},"modificationTime":0,"dataChange":true}}
            """);
        return table;
    }

    private async Task<CommandResult> Done(params string[] arguments) =>
        (await _home.Command.RunAsync(["table", .. arguments])).MustSucceed();

    private async Task<CommandResult> Refused(int exitCode, params string[] arguments)
    {
        var refused = (await _home.Command.RunAsync(["table", .. arguments])).MustEndWith(exitCode);
        Assert.StartsWith("tracklake: ", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Error, StringComparison.Ordinal);
        return refused;
    }

    private async Task<IReadOnlyList<string>> RowsAsync(string table, params string[] version) =>
        [.. (await Done(["read", table, "--format", "csv", .. version])).Output.Split('\n').Order(StringComparer.Ordinal)];
}
