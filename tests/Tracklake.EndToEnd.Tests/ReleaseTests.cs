using Tracklake.EndToEnd.Tests.Fixture;

namespace Tracklake.EndToEnd.Tests;

/// <summary>Going back to an earlier release and forward again, for every reader.</summary>
public sealed class ReleaseTests(DemoHome demo)
{
    private const string Days =
        "SELECT string_agg(DISTINCT CAST(observed_on AS VARCHAR), ' ') FROM silver.spotify_track_observations_silver";

    [Fact]
    public async Task Diff_names_the_tables_that_a_new_day_changed()
    {
        using var home = await TwoReleasesAsync();

        var diff = (await home.Command.RunAsync("release", "diff", "--json")).MustSucceed().Json.EnumerateArray()
            .ToDictionary(t => t.GetProperty("table").GetString()!);

        var history = diff["silver.spotify_track_observations_silver"];
        Assert.True(history.GetProperty("rows_after").GetInt64() > history.GetProperty("rows_before").GetInt64());
        Assert.False(history.GetProperty("has_same_content").GetBoolean());
        var plays = diff["silver.spotify_plays_silver"];
        Assert.True(plays.GetProperty("has_same_content").GetBoolean());
    }

    [Fact]
    public async Task Rollback_gives_every_reader_the_earlier_tables_again()
    {
        using var home = await TwoReleasesAsync();

        (await home.Command.RunAsync("release", "rollback")).MustSucceed();

        Assert.Equal(await demo.Command.ChecksumsAsync(), await home.Command.ChecksumsAsync());
        Assert.Equal(3, await home.Command.ReleasesAsync());
        using var warehouse = Duck.OfFile(home.Warehouse);
        var before = await demo.Command.ValueAsync("select count(*) from silver.spotify_track_observations_silver");
        Assert.Equal([before], warehouse.Column("SELECT count(*) FROM silver.spotify_track_observations_silver"));
        Assert.Equal(["3"], warehouse.Column("SELECT max(release) FROM meta.releases"));
        Assert.DoesNotContain("2026-08-21", warehouse.Column(Days)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rolled_back_days_stay_out_until_they_are_let_in_again()
    {
        using var home = await TwoReleasesAsync();
        var command = home.Command.WithDemo("2026-08-21", days: 3);
        var newer = await command.ChecksumsAsync();
        (await command.RunAsync("release", "rollback")).MustSucceed();

        var held = (await command.RunAsync("run")).MustSucceed();
        (await command.RunAsync("runs", "clear")).MustSucceed();
        (await command.RunAsync("run")).MustSucceed();

        Assert.StartsWith("Nothing to do", held.Output, StringComparison.Ordinal);
        Assert.Equal(newer, await command.ChecksumsAsync());
        using var warehouse = Duck.OfFile(home.Warehouse);
        Assert.Contains("2026-08-21", warehouse.Column(Days)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Earlier_release_can_be_asked_while_a_newer_one_is_current()
    {
        const string count = "select count(*) from silver.spotify_track_observations_silver";
        using var home = await TwoReleasesAsync();

        var earlier = (await home.Command.RunAsync("query", count, "--release", "1", "--format", "csv")).MustSucceed();

        Assert.Equal(await demo.Command.CsvAsync(count), earlier.Output);
    }

    [Fact]
    public async Task Release_that_there_is_not_is_refused_with_what_to_do()
    {
        using var home = demo.Copy();

        var refused = (await home.Command.RunAsync("release", "rollback", "7")).MustEndWith(2);

        Assert.Contains("Release 1 is the only one", refused.Error, StringComparison.Ordinal);
    }

    private async Task<TemporaryHome> TwoReleasesAsync()
    {
        var home = demo.Copy();
        (await home.Command.WithDemo("2026-08-21", days: 3).RunAsync("run")).MustSucceed();
        return home;
    }
}
