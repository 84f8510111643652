using Tracklake.EndToEnd.Tests.Fixture;

namespace Tracklake.EndToEnd.Tests;

/// <summary>What a stranger does first: run in an empty home, look, run again.</summary>
public sealed class FirstRunTests(DemoHome demo)
{
    private const string Question = "select * from gold.artist_stats order by total_tracks desc, artist_id limit 3";

    private TracklakeCommand Tracklake => demo.Command;

    [Fact]
    public void First_run_in_an_empty_home_releases_tables_and_says_how_to_see_them()
    {
        Assert.Contains("as release 1", demo.FirstRun.Output, StringComparison.Ordinal);
        Assert.Contains("See it with: ./tracklake query", demo.FirstRun.Output, StringComparison.Ordinal);
        Assert.Contains("checks, 0 failed, 0 warnings", demo.FirstRun.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Second_run_has_nothing_to_do_and_changes_no_byte()
    {
        using var home = demo.Copy();
        var before = home.Hashes();

        var again = (await home.Command.RunAsync("run")).MustSucceed();

        Assert.StartsWith("Nothing to do: release 1 ", again.Output, StringComparison.Ordinal);
        Assert.Equal(before, home.Hashes());
    }

    [Fact]
    public async Task Tables_answer_in_every_format_with_the_same_values()
    {
        var parquet = Path.Combine(demo.Home.Outside, "answer.parquet");

        var table = (await Tracklake.RunAsync("query", Question)).MustSucceed().Output;
        var csv = await Tracklake.CsvAsync(Question);
        var json = (await Tracklake.RunAsync("query", Question, "--format", "json")).MustSucceed().Json;
        (await Tracklake.RunAsync("query", Question, "--format", "parquet", "--out", parquet)).MustSucceed();

        using var duck = Duck.InMemory();
        var ids = duck.Column($"SELECT artist_id FROM '{parquet}'");
        Assert.Equal(3, ids.Count);
        Assert.Equal(ids, json.EnumerateArray().Select(r => r.GetProperty("artist_id").GetString()));
        Assert.All(ids, id => Assert.Contains(id, table, StringComparison.Ordinal));
        Assert.Equal(ids, csv.Split('\n')[1..4].Select(row => row.Split(',')[0]));
    }

    [Fact]
    public async Task Layer_row_counts_say_what_the_tables_have()
    {
        var counted = await Tracklake.CsvAsync(
            "select layer || '.' || table_name || ' ' || row_count as counted from gold.layer_row_counts order by all");

        var tables = (await Tracklake.ChecksumsAsync()).Select(line => line[..line.LastIndexOf(' ')])
            .Where(line => !line.StartsWith("gold.layer_row_counts", StringComparison.Ordinal));
        var counts = counted.Trim().Split('\n')[1..];
        Assert.Equal(tables.Order(StringComparer.Ordinal), counts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Warehouse_holds_the_released_rows()
    {
        var released = (await Tracklake.ChecksumsAsync()).Select(line => line[..line.LastIndexOf(' ')]).ToList();

        using var warehouse = Duck.OfFile(demo.Home.Warehouse);
        var kept = released.Select(line => line.Split(' ')[0])
            .Select(table => $"{table} {warehouse.Column($"SELECT count(*) FROM {table}").Single()}");

        Assert.Equal(released, kept);
    }
}
