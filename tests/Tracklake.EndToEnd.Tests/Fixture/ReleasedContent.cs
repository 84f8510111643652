namespace Tracklake.EndToEnd.Tests.Fixture;

/// <summary>What the current release holds, as the command says it.</summary>
internal static class ReleasedContent
{
    /// <summary>A line a table, <c>silver.name rows checksum</c>, of the layers asked for.</summary>
    public static async Task<IReadOnlyList<string>> ChecksumsAsync(
        this TracklakeCommand command, params string[] layers)
    {
        var listed = (await command.RunAsync("tables", "--json")).MustSucceed().Json;
        return
        [
            .. listed.EnumerateArray()
                .Select(t => $"{t.GetProperty("table")} {t.GetProperty("rows")} {t.GetProperty("checksum")}")
                .Where(line => layers.Length == 0 || layers.Any(l => line.StartsWith(l, StringComparison.Ordinal))),
        ];
    }

    /// <summary>Number of releases that there are.</summary>
    public static async Task<int> ReleasesAsync(this TracklakeCommand command) =>
        (await command.RunAsync("release", "list", "--json")).MustSucceed().Json.GetArrayLength();

    /// <summary>The first value of a query's first row, as text.</summary>
    public static async Task<string> ValueAsync(this TracklakeCommand command, string sql) =>
        (await command.CsvAsync(sql)).Split('\n')[1];

    /// <summary>The answer to a query as CSV.</summary>
    public static async Task<string> CsvAsync(this TracklakeCommand command, string sql) =>
        (await command.RunAsync("query", sql, "--format", "csv")).MustSucceed().Output;
}
