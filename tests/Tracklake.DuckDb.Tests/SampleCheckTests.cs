using Tracklake.Models.Silver;
using Tracklake.Pipeline;
using Tracklake.Releases;
using Tracklake.Storage;

namespace Tracklake.DuckDb.Tests;

/// <summary>Every run computes a sample of what it brought up to date in full, and compares.</summary>
public sealed class SampleCheckTests
{
    private static readonly string[] Changing =
    [
        "artist_stats", "duration_distribution", "explicit_share", "release_trends", "spotify_albums_silver",
        "spotify_artists_silver", "spotify_track_artists_silver", "spotify_track_observations_silver",
        "spotify_tracks_gold", "spotify_tracks_silver", "track_popularity_daily",
    ];

    [Fact]
    public async Task A_row_that_is_not_what_its_records_say_is_found_by_the_next_run()
    {
        using var home = new PipelineHome();
        await home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t1", ["a1"], "b1"), Some.Track("t2", ["a1"], "b1")));
        await home.RunAsync();
        await TamperAsync(home);
        await home.AddAsync("d2", Some.Day.AddDays(1), Some.Tracks(Some.Track("t3", ["a1"], "b1")));

        var run = await home.RunAsync();

        Assert.Equal(RunOutcome.Blocked, run.Result!.Outcome);
        Assert.Equal(
            "2 rows of a sample of silver.spotify_tracks_silver are not what computing them in full gives. "
            + "'tracklake verify' compares all of it.",
            run.Result.Checks.Single(c => c.Check == "sample_equals_full" && c.Failed).Message);
    }

    [Fact]
    public async Task A_sample_is_taken_of_every_table_that_is_brought_up_to_date_from_changes()
    {
        using var home = new PipelineHome();
        foreach (var day in Enumerable.Range(0, 3))
        {
            await home.AddAsync($"d{day}", Some.Day.AddDays(day), Some.Tracks(Some.Track("t1", ["a1"], "b1", popularity: day + 1)));
            var run = await home.RunAsync();
            var sampled = run.Result!.Checks.Where(c => c.Check == "sample_equals_full").ToList();
            Assert.Equal(
                day == 0 ? [] : Changing,
                sampled.Select(c => c.Subject[(c.Subject.IndexOf('.', StringComparison.Ordinal) + 1)..]).Order(StringComparer.Ordinal));
            Assert.All(sampled, c => Assert.False(c.Failed));
        }
    }

    /// <summary>Makes the release pin a version of the tracks in which one of them has another name.</summary>
    private static async Task TamperAsync(PipelineHome home)
    {
        using var session = DuckDbSession.InMemory(home.Engine);
        var table = home.Lake().Of(TracksSilver.Table);
        table.Update(session.Connection, "track_id = 't1'", new Dictionary<string, string> { ["track_name"] = "'Tampered'" });
        var release = await home.ReleaseAsync();
        var tables = release.Tables.ToDictionary();
        tables[TracksSilver.Table.QualifiedName] = tables[TracksSilver.Table.QualifiedName] with { Version = table.Open().Version };
        var key = $"spotify/state/releases/{release.Number:D6}.json";
        await home.Store.DeleteAsync(key, TestContext.Current.CancellationToken);
        await home.Store.PutJsonAsync(
            key, release with { Tables = tables }, ReleaseJson.Default.Release, TestContext.Current.CancellationToken);
    }
}
