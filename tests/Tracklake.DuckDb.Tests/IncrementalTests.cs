using Tracklake.Models;
using Tracklake.Pipeline;
using Tracklake.Raw;

namespace Tracklake.DuckDb.Tests;

/// <summary>Whatever the order in which batches come, the tables are what computing them in full gives.</summary>
public sealed class IncrementalTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Any_history_gives_the_same_tables_run_by_run_and_at_once(int seed)
    {
        var random = new Random(seed);
        var history = Enumerable.Range(0, 6).Select(n => Batch(random, n)).ToList();
        using var stepwise = new PipelineHome();
        using var atOnce = new PipelineHome();
        foreach (var (name, day, bodies) in history)
        {
            await stepwise.AddAsync(name, day, bodies);
            await atOnce.AddAsync(name, day, bodies);
            // Some batches wait for a later run, so that runs of several batches occur as well.
            if (random.Next(3) > 0)
                Assert.NotEqual(RunOutcome.Blocked, (await stepwise.RunAsync()).Result?.Outcome);
        }
        await stepwise.RunAsync();
        await atOnce.RunAsync();

        Assert.Equal(await ContentAsync(atOnce), await ContentAsync(stepwise));
    }

    [Fact]
    public async Task A_simplified_record_does_not_erase_what_a_full_one_said()
    {
        using var home = new PipelineHome();
        await home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t1", ["a1"], isrc: "QZ-AAA-11-00001", popularity: 70)));
        await home.RunAsync();
        await home.AddAsync("d2", Some.Day.AddDays(1), Some.Page("b1", 1, isLast: true, "t1"));
        await home.RunAsync();

        Assert.Equal(
            ["t1|QZAAA1100001|70|100000|True|2"],
            await home.QueryAsync("""
                SELECT track_id, isrc, popularity, duration_ms, explicit, last_observed_on - first_observed_on + 1
                FROM silver.spotify_tracks_silver
                """));
    }

    [Fact]
    public async Task Credits_that_change_replace_the_earlier_ones()
    {
        using var home = new PipelineHome();
        await home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t1", ["a1", "a2", "a3"]), Some.Track("t2", ["a2"])));
        await home.RunAsync();
        await home.AddAsync("d2", Some.Day.AddDays(1), Some.Tracks(Some.Track("t1", ["a2", "a1"])));
        await home.RunAsync();

        Assert.Equal(
            ["t1|1|a2", "t1|2|a1", "t2|1|a2"],
            await home.QueryAsync("SELECT track_id, position, artist_id FROM silver.spotify_track_artists_silver ORDER BY ALL"));
    }

    [Fact]
    public async Task A_release_on_several_albums_is_one_recording()
    {
        using var home = new PipelineHome();
        await home.AddAsync("d1", Some.Day, Some.Tracks(
            Some.Track("t1", ["a1"], "b1", isrc: "QZAAA1100001", releaseDate: "1999"),
            Some.Track("t2", ["a1"], "b2", isrc: "QZAAA1100001", releaseDate: "2005-05"),
            Some.Track("t3", ["a1", "a2"], "b1", durationMs: 180_100, name: "Same", releaseDate: "1999"),
            Some.Track("t4", ["a1", "a2"], "b2", durationMs: 180_400, name: " same", releaseDate: "2005-05"),
            Some.Track("t5", ["a2", "a1"], "b2", durationMs: 180_400, name: "Same", releaseDate: "2005-05")));
        await home.RunAsync();

        Assert.Equal(
            ["2|2|1999-01-01", "2|2|1999-01-01"],
            await home.QueryAsync("""
                SELECT track_count, album_count, CAST(first_released_on AS VARCHAR)
                FROM silver.spotify_recordings_silver WHERE track_count > 1 ORDER BY ALL
                """));
    }

    private static (string Name, DateOnly Day, IReadOnlyList<(RawKind, string?, string)> Bodies) Batch(Random random, int ordinal)
    {
        // Days go back and forth: late batches and several on a day occur.
        var day = Some.Day.AddDays(random.Next(5));
        var tracks = Enumerable.Range(0, random.Next(1, 8)).Select(_ => Some.Track(
            "t" + random.Next(6), [.. Enumerable.Range(1, random.Next(1, 4)).Select(a => "a" + a)], "b" + random.Next(3),
            random.Next(60_000, 400_000), random.Next(4) == 0 ? null : random.Next(101),
            random.Next(2) == 0 ? null : "QZAAA110000" + random.Next(3))).ToList();
        List<(RawKind, string?, string)> bodies = [Some.Tracks(tracks), Some.Artist("a" + random.Next(1, 4), random.Next(101))];
        if (random.Next(2) == 0)
            bodies.Add(Some.Page("b1", random.Next(1, 5), random.Next(2) == 0, "t1", "t7"));
        return ($"{day:yyyy-MM-dd}-{ordinal}", day, bodies);
    }

    private static async Task<IReadOnlyList<string>> ContentAsync(PipelineHome home)
    {
        var release = await home.ReleaseAsync();
        return [.. AllModels.InOrder.Select(m => $"{m}: {release.Tables[m.QualifiedName].Rows} {release.Tables[m.QualifiedName].Checksum}")];
    }
}
