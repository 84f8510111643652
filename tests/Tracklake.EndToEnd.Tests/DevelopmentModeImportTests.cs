using Tracklake.Core.Tests.Imports;
using Tracklake.EndToEnd.Tests.Fixture;

[assembly: AssemblyFixture(typeof(Tracklake.EndToEnd.Tests.DevelopmentModeImport))]

namespace Tracklake.EndToEnd.Tests;

/// <summary>A home with responses that were received with the access of new development apps; made once.</summary>
public sealed class DevelopmentModeImport : IDisposable
{
    private readonly TemporaryHome _home = new();
    private readonly Lazy<Task<CommandResult>> _import;

    public DevelopmentModeImport() => _import = new(() => Command.RunAsync("import", Folder));

    internal static string Folder => Path.Combine(SharedData.Folder("devmode_raw_2026_08"), "data", "raw");

    internal TemporaryHome Home => _home;

    internal TracklakeCommand Command => _home.Command.With("NOW", "2026-08-09T06:00:00Z");

    /// <summary>What the import said; the test skips where the data is absent.</summary>
    internal async Task<CommandResult> ImportedAsync()
    {
        Assert.True(Directory.Exists(Folder));
        return (await _import.Value).MustSucceed();
    }

    public void Dispose() => _home.Dispose();
}

/// <summary>Real responses, whose truth was counted by hand: what is there, what is missing, what is unknown.</summary>
public sealed class DevelopmentModeImportTests(DevelopmentModeImport devmode)
{
    [Theory]
    [InlineData("select count(*) from silver.spotify_albums_silver", "50")]
    [InlineData("select count(*) from silver.spotify_tracks_silver", "764")]
    [InlineData("select count(distinct track_id) from silver.spotify_tracks_silver", "764")]
    [InlineData("select count(*) from silver.spotify_artists_silver", "103")]
    [InlineData("select count(*) from silver.spotify_artists_silver where is_followed", "10")]
    public async Task Silver_has_what_the_responses_have(string question, string answer)
    {
        await devmode.ImportedAsync();

        Assert.Equal(answer, await devmode.Command.ValueAsync(question));
    }

    [Fact]
    public async Task Import_says_which_tracks_are_missing_and_why()
    {
        var said = (await devmode.ImportedAsync()).Output;

        Assert.Contains(
            "161 of 925 tracks are missing because 16 track pages were never paged on", said, StringComparison.Ordinal);
        Assert.Contains("Night Visions (Expanded Edition / Super Deluxe) (20 of 54)", said, StringComparison.Ordinal);
        Assert.Contains("$ome $exy $ongs 4 U (20 of 21)", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("silver.spotify_artists_silver", "popularity")]
    [InlineData("silver.spotify_albums_silver", "popularity")]
    [InlineData("silver.spotify_tracks_silver", "popularity")]
    [InlineData("silver.spotify_track_observations_silver", "popularity")]
    [InlineData("gold.artist_stats", "avg_popularity")]
    [InlineData("gold.spotify_popularity_summary", "avg_popularity")]
    public async Task Popularity_that_is_not_served_is_unknown_and_never_zero(string table, string column)
    {
        await devmode.ImportedAsync();

        Assert.Equal("0", await devmode.Command.ValueAsync($"select count({column}) from {table}"));
    }

    [Fact]
    public async Task Popularity_summary_says_unknown_for_every_track()
    {
        await devmode.ImportedAsync();

        Assert.Equal("Unknown,764", await devmode.Command.ValueAsync(
            "select popularity_category, track_count from gold.spotify_popularity_summary"));
    }

    [Fact]
    public async Task Importing_again_and_running_again_find_nothing_new()
    {
        await devmode.ImportedAsync();
        using var home = new TemporaryHome();
        home.CopyFrom(devmode.Home);
        var (lake, warehouse) = (home.Hashes("lake"), home.Hashes("warehouse"));

        var import = (await home.Command.RunAsync("import", DevelopmentModeImport.Folder)).MustSucceed();
        var run = (await home.Command.RunAsync("run")).MustSucceed();

        Assert.Contains("0 taken, 152 known already", import.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing to do", import.Output, StringComparison.Ordinal);
        Assert.StartsWith("Nothing to do", run.Output, StringComparison.Ordinal);
        Assert.Equal(lake, home.Hashes("lake"));
        Assert.Equal(warehouse, home.Hashes("warehouse"));
    }
}
