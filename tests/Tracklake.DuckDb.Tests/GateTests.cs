using DuckDB.NET.Data;
using Tracklake.Pipeline;
using Tracklake.Releases;

namespace Tracklake.DuckDb.Tests;

/// <summary>What does not pass is not seen; what was cut off is finished.</summary>
public sealed class GateTests
{
    [Fact]
    public async Task A_blocked_run_leaves_the_release_and_the_heads_as_they_were()
    {
        using var home = new PipelineHome();
        await home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t1", ["a1"])));
        await home.RunAsync();
        var before = await home.QueryAsync("SELECT * FROM gold.artist_stats");
        await home.AddAsync("d2", Some.Day.AddDays(1), Some.Tracks(Some.Track("t2", ["A, B"], isAmbiguous: true)));

        var outcome = await home.RunAsync();

        Assert.Equal(RunOutcome.Blocked, outcome.Result!.Outcome);
        Assert.Equal(
            ["silver.spotify_artists_silver.artist_name_is_one_artist"],
            outcome.Result.Blocking.Select(c => $"{c.Subject}.{c.Check}"));
        Assert.Equal(1, (await home.ReleaseAsync()).Number);
        Assert.Equal(before, await home.QueryAsync("SELECT * FROM gold.artist_stats"));
        var release = await home.ReleaseAsync();
        foreach (var model in Models.AllModels.InOrder)
        {
            var head = home.Lake().Of(model).Open();
            Assert.Equal(release.Tables[model.QualifiedName].Rows, head.RecordCount);
        }
    }

    [Fact]
    public async Task A_blocked_first_run_leaves_nothing_to_read()
    {
        using var home = new PipelineHome();
        await home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t2", ["A, B"], isAmbiguous: true)));

        var outcome = await home.RunAsync();

        Assert.Equal(RunOutcome.Blocked, outcome.Result!.Outcome);
        Assert.Null(outcome.Release);
        Assert.False(File.Exists(home.WarehouseFile));
        Assert.All(Models.AllModels.InOrder, m => Assert.False(home.Lake().Of(m).Exists));
    }

    [Fact]
    public async Task A_batch_that_blocked_waits_and_comes_in_when_what_blocked_is_gone()
    {
        using var home = new PipelineHome();
        await home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t1", ["a1"])));
        await home.AddAsync("d2", Some.Day.AddDays(1), Some.Tracks(Some.Track("t2", ["A, B"], isAmbiguous: true)));
        await home.RunAsync();
        var purge = new Purge(home.Parts, new NoProgress());
        var bad = await purge.SelectAsync(
            new PurgeSelection(null, null, Raw.BatchName.Parse("responses/d2")), TestContext.Current.CancellationToken);
        await purge.RunAsync(bad, TestContext.Current.CancellationToken);

        var outcome = await home.RunAsync();

        Assert.Equal(RunOutcome.Released, outcome.Result!.Outcome);
        Assert.Equal(["t1"], await home.QueryAsync("SELECT track_id FROM silver.spotify_tracks_silver"));
    }

    [Fact]
    public async Task A_run_cut_off_between_release_and_warehouse_is_finished_by_the_next()
    {
        using var home = new PipelineHome();
        await home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t1", ["a1"])));
        await home.RunAsync();
        await home.AddAsync("d2", Some.Day.AddDays(1), Some.Tracks(Some.Track("t2", ["a1"])));
        var whole = home.Parts;
        home.Parts = whole with { OpenWarehouse = () => new DyingWarehouse(whole.OpenWarehouse()) };
        await Assert.ThrowsAsync<IOException>(home.RunAsync);
        Assert.Equal("1", WarehouseRelease(home));

        home.Parts = whole;
        var outcome = await home.RunAsync();

        Assert.Equal(2, outcome.Release!.Number);
        Assert.Equal("2", WarehouseRelease(home));
        Assert.Equal(RunOutcome.Released, outcome.Result!.Outcome);
        Assert.Null((await home.RunAsync()).Plan);
    }

    [Fact]
    public async Task A_warehouse_that_says_something_else_blocks()
    {
        using var home = new PipelineHome();
        await home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t1", ["a1"])));
        await home.RunAsync();
        using (var warehouse = new DuckDBConnection($"Data Source={home.WarehouseFile}"))
        {
            warehouse.Open();
            using var command = warehouse.CreateCommand();
            command.CommandText = "UPDATE silver.spotify_tracks_silver SET duration_ms = duration_ms + 1";
            command.ExecuteNonQuery();
        }
        await home.AddAsync("d2", Some.Day.AddDays(1), Some.Tracks(Some.Track("t2", ["a1"])));

        var outcome = await home.RunAsync();

        Assert.Equal(RunOutcome.Blocked, outcome.Result!.Outcome);
        Assert.Contains("silver.spotify_tracks_silver", outcome.Result.Blocking.Select(c => c.Subject));
        Assert.Contains("warehouse_checksum_equal", outcome.Result.Blocking.Select(c => c.Check));
    }

    [Fact]
    public async Task Pages_that_were_not_read_are_told_with_the_names_of_the_albums()
    {
        using var home = new PipelineHome();
        await home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t1", ["a1"])), Some.Page("b1", 9, isLast: false, "t2", "t3"));

        var outcome = await home.RunAsync();

        Assert.Contains(
            "7 of 9 tracks are missing because 1 track pages were never paged on; the albums: Album b1 (2 of 9).",
            outcome.Result!.Notices);
    }

    private static string WarehouseRelease(PipelineHome home)
    {
        using var warehouse = home.Parts.OpenWarehouse();
        return warehouse.PublishedRelease().ToString() ?? "";
    }

    /// <summary>Dies when the release is already written and the warehouse is not.</summary>
    private sealed class DyingWarehouse(IWarehouse warehouse) : IWarehouse
    {
        public IReadOnlyList<TableState> Update(
            TableWork work, IProgress<TableState>? progress, CancellationToken cancellationToken) =>
            warehouse.Update(work, progress, cancellationToken);

        public void Publish(Release release) => throw new IOException("killed");

        public long? PublishedRelease() => warehouse.PublishedRelease();

        public void Dispose() => warehouse.Dispose();
    }

    private sealed class NoProgress : IRunObserver
    {
        public void Began(string task, int total)
        {
        }

        public void Advanced(string task, int done, int total, string what)
        {
        }

        public void Ended(TaskRecord task)
        {
        }
    }
}
