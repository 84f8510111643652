using Tracklake.Models;
using Tracklake.Models.Gold;
using Tracklake.Models.Silver;
using Tracklake.Pipeline;
using Tracklake.Releases;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Tests;

/// <summary>What a run will do to each table follows from what was landed and what is released.</summary>
public sealed class RefreshPlanTests
{
    [Fact]
    public void The_first_run_computes_everything() =>
        Assert.All(Plan(null, Landed(Some.Day, "tracks")), r => Assert.Equal((RefreshKind.Rebuild, "it is new"), (r.Kind, r.Reason)));

    [Fact]
    public void A_new_day_folds_and_computes_its_day_only()
    {
        var plan = Plan(Released(Some.Day), Landed(Some.Day.AddDays(1), "tracks", "credits"));

        Assert.Equal(RefreshKind.Fold, Of(plan, TracksSilver.Table).Kind);
        Assert.Equal([Some.Day.AddDays(1)], Of(plan, TrackObservationsSilver.Table).Days);
        Assert.Equal(
            [Some.Day.AddDays(1), Some.Day.AddDays(2), Some.Day.AddDays(8)], Of(plan, TrackPopularityDaily.Table).Days);
        Assert.Equal(RefreshKind.Groups, Of(plan, ArtistStats.Table).Kind);
        Assert.Equal(
            (RefreshKind.Whole, "it depends on all rows of a source at once"),
            (Of(plan, PopularitySummary.Table).Kind, Of(plan, PopularitySummary.Table).Reason));
        Assert.Equal(RefreshKind.Unchanged, Of(plan, PlaysSilver.Table).Kind);
        Assert.Equal(RefreshKind.Unchanged, Of(plan, ListeningDaily.Table).Kind);
    }

    [Fact]
    public void A_late_day_computes_the_keys_of_its_records_anew_and_says_why()
    {
        var plan = Plan(Released(Some.Day), Landed(Some.Day.AddDays(-1), "tracks"));

        var tracks = Of(plan, TracksSilver.Table);
        Assert.Equal(RefreshKind.Keys, tracks.Kind);
        Assert.Equal("2026-10-31 is not after 2026-11-01, the last day of bronze.spotify_tracks_bronze", tracks.Reason);
        Assert.Equal(RefreshKind.Append, plan[2].Kind);
    }

    [Fact]
    public void A_changed_definition_is_computed_anew_with_all_that_reads_it()
    {
        var released = Released(Some.Day);
        var tables = new Dictionary<string, ReleasedTable>(released.Tables);
        tables[TrackObservationsSilver.Table.QualifiedName] = tables[TrackObservationsSilver.Table.QualifiedName] with { Definition = "old" };

        var plan = Plan(released with { Tables = tables }, Landed(Some.Day.AddDays(1), "tracks"));

        Assert.Equal("its definition changed", Of(plan, TrackObservationsSilver.Table).Reason);
        Assert.Equal(RefreshKind.Rebuild, Of(plan, TrackPopularityDaily.Table).Kind);
        Assert.Equal(RefreshKind.Fold, Of(plan, TracksSilver.Table).Kind);
    }

    [Fact]
    public void Nothing_landed_changes_nothing() =>
        Assert.All(Plan(Released(Some.Day)), r => Assert.Equal(RefreshKind.Unchanged, r.Kind));

    [Fact]
    public void Models_come_after_what_they_read()
    {
        var seen = new HashSet<Table>();
        foreach (var model in AllModels.InOrder)
        {
            Assert.All(model.Reads.OfType<Model>(), read => Assert.Contains(read, seen));
            seen.Add(model);
        }
    }

    [Fact]
    public void Keys_and_columns_are_declared_once_in_lower_snake_case()
    {
        foreach (var model in AllModels.InOrder)
        {
            Assert.Equal(model.Columns.Count, model.Columns.Select(c => c.Name).Distinct().Count());
            Assert.All(model.Keys, key => Assert.Contains(model.Columns, c => c.Name == key.Name));
            Assert.All(model.Columns, c => Assert.Matches("^_?[a-z][a-z0-9_]*$", c.Name));
            Assert.All(model.Columns, c => Assert.EndsWith(".", c.Description, StringComparison.Ordinal));
        }
    }

    private static IReadOnlyList<TableRefresh> Plan(Release? released, params IReadOnlyList<LandedBatch> batches) =>
        RefreshPlan.Of(AllModels.InOrder, batches, released);

    private static TableRefresh Of(IReadOnlyList<TableRefresh> plan, Model model) => plan.Single(r => r.Model == model);

    private static LandedBatch Landed(DateOnly day, params IReadOnlyList<string> tables) => new()
    {
        Source = "responses",
        Name = $"{day:yyyy-MM-dd}",
        ObservedOn = day,
        Conservation = [],
        Files = [.. tables.Select(t => new LandedFile(LandedKeys.Processed, t, t, 1, 1))],
    };

    private static Release Released(DateOnly lastDay) => new()
    {
        Number = 1,
        Run = 1,
        At = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
        Batches = [],
        Tables = AllModels.InOrder.ToDictionary(
            m => m.QualifiedName, m => new ReleasedTable(0, 1, "0", RefreshPlan.DefinitionOf(m), lastDay)),
    };
}
