using Tracklake.EndToEnd.Tests.Fixture;

namespace Tracklake.EndToEnd.Tests;

/// <summary>
/// Killed at the moments that matter most and that random ones seldom meet: when a file appears after which something
/// else must follow.
/// </summary>
public sealed class KillAtTests(DemoHome demo)
{
    [Theory]
    [InlineData("spotify/state/runs/000001/plan.json")]
    [InlineData("lake/bronze/spotify_tracks_bronze/_delta_log")]
    [InlineData("lake/gold/artist_stats/_delta_log/00000000000000000000.json")]
    [InlineData("warehouse/warehouse.duckdb.next")]
    [InlineData("spotify/state/releases/000001.json")]
    [InlineData("warehouse/warehouse.duckdb")]
    [InlineData("spotify/state/applied/demo/2026-08-18.json")]
    [InlineData("spotify/state/applied/demo/2026-08-20.json")]
    public async Task First_run_killed_when_a_file_appears_ends_as_an_undisturbed_one(string file)
    {
        using var home = new TemporaryHome();
        Assert.True(await home.Command.RunUntilAsync(home.In(file), "run"), $"{file} never appeared.");

        (await home.Command.RunAsync("run")).MustSucceed();

        await SameAsDemoAsync(home, releases: 1);
    }

    [Theory]
    [InlineData("spotify/state/runs/000002/plan.json")]
    [InlineData("lake/silver/spotify_tracks_silver/_delta_log/00000000000000000001.json")]
    [InlineData("spotify/state/releases/000002.json")]
    [InlineData("spotify/state/applied/demo/2026-08-20.json")]
    public async Task Second_run_killed_when_a_file_appears_ends_as_an_undisturbed_one(string file)
    {
        using var home = new TemporaryHome();
        (await home.Command.WithDemo("2026-08-19", days: 2).RunAsync("run")).MustSucceed();
        Assert.True(await home.Command.RunUntilAsync(home.In(file), "run"), $"{file} never appeared.");

        (await home.Command.RunAsync("run")).MustSucceed();

        await SameAsDemoAsync(home, releases: 2);
    }

    [Theory]
    [InlineData("spotify/state/releases/000003.json")]
    [InlineData("spotify/state/held/demo/2026-08-21.json")]
    [InlineData("warehouse/warehouse.duckdb.next")]
    public async Task Rollback_killed_when_a_file_appears_is_finished_by_the_next_run(string file)
    {
        using var home = demo.Copy();
        var command = home.Command.WithDemo("2026-08-21", days: 3);
        (await command.RunAsync("run")).MustSucceed();
        var newer = await command.ChecksumsAsync();
        Assert.True(await command.RunUntilAsync(home.In(file), "release", "rollback"), $"{file} never appeared.");

        var run = (await command.RunAsync("run")).MustSucceed();

        Assert.StartsWith("Nothing to do", run.Output, StringComparison.Ordinal);
        await SameAsDemoAsync(home, releases: 3);
        (await command.RunAsync("runs", "clear")).MustSucceed();
        (await command.RunAsync("run")).MustSucceed();
        Assert.Equal(newer, await command.ChecksumsAsync());
    }

    private async Task SameAsDemoAsync(TemporaryHome home, int releases)
    {
        Assert.Equal(await demo.Command.ChecksumsAsync(), await home.Command.ChecksumsAsync());
        Assert.Equal(releases, await home.Command.ReleasesAsync());
        Assert.Empty(home.Leftovers());
        using var warehouse = Duck.OfFile(home.Warehouse);
        Assert.Equal([$"{releases}"], warehouse.Column("SELECT max(release) FROM meta.releases"));
        Assert.Equal(
            [await demo.Command.ValueAsync("select count(*) from bronze.spotify_tracks_bronze")],
            warehouse.Column("SELECT count(*) FROM bronze.spotify_tracks_bronze"));
    }
}
