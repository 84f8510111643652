using Tracklake.DuckDb.Planning;
using Tracklake.Landing;
using Tracklake.Models;
using Tracklake.Models.Gold;
using Tracklake.Models.Silver;
using Tracklake.Pipeline;
using Tracklake.Pipeline.Planning;
using Tracklake.Raw;
using Tracklake.Releases;
using Tracklake.Storage;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Tests;

/// <summary>What a plan says of models and of rows is what a run then does.</summary>
public sealed class PlanTests
{
    /// <summary>Without the artists that have one track only, and without one column.</summary>
    private static readonly ChangedModel Fewer = new(ArtistStats.Table, select => select with
    {
        Filter = new ColumnRef("credited_tracks", Zones.ProcessedArtists.ArtistId).Ne("a2"),
        Outputs = [.. select.Outputs.Where(o => o.Column != ArtistStats.LongTracks)],
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_model_is_told_with_the_SQL_that_the_release_was_computed_by()
    {
        using var home = await ReleasedAsync();

        var changes = await ChangesAsync(home, Fewer.AmongAll());

        var changed = Assert.Single(changes, c => c.Kind == ChangeKind.Changed);
        Assert.Equal("gold.artist_stats", changed.Table);
        var lines = changed.Diff!.Split('\n');
        Assert.Contains("--- gold.artist_stats of release 1", lines);
        Assert.Contains("+++ gold.artist_stats as it is now", lines);
        Assert.Contains("-    count(CASE WHEN credited_tracks.length_category = 'Long' THEN 1 END) AS long_tracks,", lines);
        Assert.Contains("--- long_tracks bigint not null", lines);
        Assert.Contains("+WHERE credited_tracks.artist_id <> 'a2'", lines);
        Assert.Equal(
            ["gold.layer_row_counts"], changes.Where(c => c.Kind == ChangeKind.Affected).Select(c => c.Table));
    }

    [Fact]
    public async Task Unchanged_models_are_the_same()
    {
        using var home = await ReleasedAsync();

        Assert.All(await ChangesAsync(home, AllModels.InOrder), c => Assert.Equal(ChangeKind.Same, c.Kind));
    }

    [Fact]
    public async Task New_and_removed_models_are_told_and_what_is_affected_through_what()
    {
        using var home = await ReleasedAsync();
        var release = await home.ReleaseAsync();
        var other = release with
        {
            Tables = release.Tables.Where(t => t.Key != "silver.spotify_tracks_silver").Append(
                new("gold.gone", release.Tables["gold.artist_stats"])).ToDictionary(),
        };

        var changes = await new ModelComparison(new DefinitionLog(home.Store))
            .CompareAsync(AllModels.InOrder, other, Token);

        Assert.Equal(
            [("silver.spotify_tracks_silver", ChangeKind.New), ("gold.gone", ChangeKind.Removed)],
            changes.Where(c => c.Kind is ChangeKind.New or ChangeKind.Removed).Select(c => (c.Table, c.Kind)));
        Assert.Equal(["silver.spotify_tracks_silver"], Of(changes, "gold.release_trends").Through);
        Assert.Equal(ChangeKind.Same, Of(changes, "gold.track_popularity_daily").Kind);
    }

    [Fact]
    public async Task A_home_without_definitions_says_so_and_names_the_change_without_its_SQL()
    {
        using var home = await ReleasedAsync();
        Directory.Delete(Path.Combine(home.Root, "spotify", "state", "definitions"), recursive: true);

        var changed = Of(await ChangesAsync(home, Fewer.AmongAll()), "gold.artist_stats");

        Assert.Equal((ChangeKind.Changed, null), (changed.Kind, changed.Diff));
        Assert.Contains("Release 1 kept no text of the definition", changed.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rows_and_values_that_a_changed_model_changes_are_shown_and_nothing_is_written()
    {
        using var home = await ReleasedAsync();
        var doubled = new ChangedModel(ArtistStats.Table, select => select with
        {
            Filter = new ColumnRef("credited_tracks", ProcessedArtists.ArtistId).Ne("a2"),
            Outputs =
            [
                .. select.Outputs.Where(o => o.Column != ArtistStats.LongTracks)
                    .Select(
                        o => o.Column == ArtistStats.TotalTracks ? o with { Value = Sql.Count() + Sql.Count() } : o),
            ],
        });
        var before = Directory.GetFiles(home.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .ToList();

        var changes = await TrialAsync(home, doubled.AmongAll(), []);

        Assert.Equal(["gold.artist_stats", "gold.layer_row_counts"], changes.Select(c => c.Table));
        var change = changes[0];
        Assert.Equal(
            (3L, 2L, 0L, 1L, 2L), (change.RowsBefore, change.RowsAfter, change.Added, change.Removed, change.Changed));
        Assert.Equal(["artist_id=a2"], change.RemovedKeys);
        Assert.Equal(["long_tracks"], change.GoneColumns);
        var column = Assert.Single(change.Columns);
        Assert.Equal(("total_tracks", 2L), (column.Column, column.Differing));
        Assert.Equal(
            [new ValueChange("artist_id=a1", "2", "4"), new ValueChange("artist_id=a3", "1", "2")], column.Examples);
        Assert.Equal(
            [new ValueChange("layer=gold, table_name=artist_stats", "3", "2")],
            Assert.Single(changes[1].Columns).Examples);
        Assert.Equal(
            before, Directory.GetFiles(home.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_new_model_shows_the_rows_that_it_would_have()
    {
        using var home = await ReleasedAsync();
        var release = await home.ReleaseAsync();
        var older = release with { Tables = release.Tables.Where(t => t.Key != "gold.artist_stats").ToDictionary() };

        var change = Assert.Single(await TrialAsync(home, AllModels.InOrder, [], older, ArtistStats.Table));

        Assert.Equal((null, 3L, 3L), (change.RowsBefore, change.RowsAfter, change.Added));
    }

    [Fact]
    public async Task Waiting_batches_change_what_the_run_then_changes()
    {
        using var home = await ReleasedAsync();
        await home.AddAsync(
            "d2", Some.Day.AddDays(1),
            Some.Tracks(Some.Track("t1", ["a1"], popularity: 77), Some.Track("t9", ["a1", "a4"], album: "b9")));
        var landed = await LandAsideAsync(home, "d2");

        var told = await TrialAsync(home, AllModels.InOrder, [landed]);
        await home.RunAsync();

        var tracks = told.Single(c => c.Table == "silver.spotify_tracks_silver");
        Assert.Equal((1L, 0L), (tracks.Added, tracks.Removed));
        Assert.Equal(["track_id=t9"], tracks.AddedKeys);
        Assert.Contains(
            new ValueChange("track_id=t1", "50", "77"), tracks.Columns.Single(c => c.Column == "popularity").Examples);
        var release = await home.ReleaseAsync();
        Assert.All(told, c => Assert.Equal(release.Tables[c.Table].Rows, c.RowsAfter));
        var untold = release.Tables.Keys.Except(told.Select(c => c.Table));
        var first = await home.Releases.ReadAsync(1, Token);
        Assert.All(untold, t => Assert.Equal(first.Tables[t].Checksum, release.Tables[t].Checksum));
        Assert.All(
            told.Where(c => c.IsNone),
            c => Assert.Equal(first.Tables[c.Table].Checksum, release.Tables[c.Table].Checksum));
    }

    [Fact]
    public async Task What_a_run_reads_and_writes_is_told_with_files_and_bytes()
    {
        using var home = await ReleasedAsync();
        await home.AddAsync("d2", Some.Day.AddDays(1), Some.Tracks(Some.Track("t9", ["a1"])));
        var landed = await LandAsideAsync(home, "d2");
        var release = await home.ReleaseAsync();
        var forecast = new RefreshForecast([landed], _ => true, release, new ReleasedSizes(home.Lake(), release).Of);

        var planned = RefreshPlan.Of(AllModels.InOrder, [landed], release).Select(forecast.Of)
            .ToDictionary(t => t.Table);

        var files = landed.Files.Where(f => f is { Zone: LandedKeys.Processed, Table: "tracks" }).ToList();
        var bronze = planned["bronze.spotify_tracks_bronze"];
        Assert.Equal("1 new row", bronze.Writes);
        Assert.Equal(
            [new PlannedRead("processed.tracks", new StoredAmount(files.Count, files.Sum(f => f.Bytes), 1))],
            bronze.Reads);
        var stats = planned["gold.artist_stats"].Reads.ToDictionary(r => r.Table, r => r.Amount);
        var snapshot = home.Lake().Of(TracksSilver.Table, release);
        Assert.Equal(
            new StoredAmount(snapshot.Files.Count, snapshot.SizeInBytes, snapshot.RecordCount),
            stats["silver.spotify_tracks_silver"]);
        Assert.Equal([Some.Day.AddDays(1)], planned["silver.spotify_track_observations_silver"].Days);
        Assert.Equal("nothing", planned["gold.listening_daily"].Writes);
        Assert.All(planned.Values, t => Assert.NotEqual("", t.Why));
    }

    [Fact]
    public async Task A_run_over_wrong_models_does_nothing()
    {
        using var home = new PipelineHome();
        await home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t1", ["a1"])));
        var wrong = new ChangedModel(ArtistStats.Table, select => select with { GroupBy = [] });
        home.Parts = home.Parts with { Models = wrong.AmongAll() };
        var before = Directory.GetFiles(home.Root, "*", SearchOption.AllDirectories);

        var refused = await Assert.ThrowsAsync<ModelException>(home.RunAsync);

        Assert.Contains("gold.artist_stats, column artist_id", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(home.Root, "*", SearchOption.AllDirectories));
    }

    /// <summary>Three artists; a1 has two tracks, one of them with a2.</summary>
    private static async Task<PipelineHome> ReleasedAsync()
    {
        var home = new PipelineHome();
        await home.AddAsync(
            "d1", Some.Day,
            Some.Tracks(Some.Track("t1", ["a1"]), Some.Track("t2", ["a1", "a2"]),
                Some.Track("t3", ["a3"], album: "b3")));
        await home.RunAsync();
        return home;
    }

    private static async Task<IReadOnlyList<ModelChange>> ChangesAsync(
        PipelineHome home, IReadOnlyList<Model> models) =>
        await new ModelComparison(new DefinitionLog(home.Store)).CompareAsync(models, await home.ReleaseAsync(), Token);

    private static ModelChange Of(IEnumerable<ModelChange> changes, string table) =>
        changes.Single(c => c.Table == table);

    private static async Task<IReadOnlyList<TableChange>> TrialAsync(
        PipelineHome home, IReadOnlyList<Model> models, IReadOnlyList<LandedBatch> batches, Release? release = null,
        Model? only = null)
    {
        var trial = new Trial(models, release ?? await home.ReleaseAsync(), batches, () => []);
        return new DataPlan(home.Lake(), home.Engine, key => PathOf(home, key)).Run(trial, only, Token);
    }

    private static async Task<LandedBatch> LandAsideAsync(PipelineHome home, string name)
    {
        var store = new OverlayObjectStore(Aside(home), home.Store);
        var raw = await new RawZone(home.Store).ReadAsync("responses", name, Token);
        return await new Lander(store, new LandingOptions { Parallelism = 1 }).LandAsync(raw, Token);
    }

    private static FolderObjectStore Aside(PipelineHome home) =>
        new(Path.Combine(home.Engine.TemporaryFolder, "aside"));

    private static string PathOf(PipelineHome home, string key) =>
        File.Exists(Aside(home).PathOf(key)) ? Aside(home).PathOf(key) : home.Store.PathOf(key);
}
