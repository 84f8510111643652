using Tracklake.Models.Examples;
using Tracklake.Models.Silver;
using static Tracklake.Models.Sql;
using static Tracklake.Zones.ProcessedTracks;

namespace Tracklake.Models.Gold;

/// <summary>A row a popularity category.</summary>
public sealed class PopularitySummary : GoldTable
{
    /// <summary>Tracks.</summary>
    public static readonly Column TrackCount = Column.Int64("track_count", "Number of tracks.").NotNull();

    /// <summary>Share.</summary>
    public static readonly Column SharePct = Column.Decimal("share_pct", 18, 2, "Percent of all tracks.");

    /// <summary>Average popularity.</summary>
    public static readonly Column AvgPopularity =
        Column.Decimal("avg_popularity", 18, 2, "Average popularity; null for the unknown.");

    /// <summary>Least popularity.</summary>
    public static readonly Column MinPopularity =
        Column.Int32("min_popularity", "Least popularity; null for the unknown.");

    /// <summary>Greatest popularity.</summary>
    public static readonly Column MaxPopularity =
        Column.Int32("max_popularity", "Greatest popularity; null for the unknown.");

    /// <summary>The one instance.</summary>
    public static readonly PopularitySummary Table = new();

    /// <inheritdoc/>
    public override string Name => "spotify_popularity_summary";

    /// <inheritdoc/>
    public override string Description => "One row a popularity category of tracks, the unknown among them.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [DerivedColumns.PopularityCategory];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.OneOf(DerivedColumns.PopularityCategory, "High", "Medium", "Low", "Unknown"),
        Models.Checks.RowsBetween(0, 4),
        Models.Checks.Positive(TrackCount),
        Models.Checks.Between(SharePct, 0m, 100m),
        Models.Checks.Between(AvgPopularity, 0m, 100m),
        Models.Checks.Compare(MinPopularity, BinaryOperator.LessOrEqual, MaxPopularity),
        Models.Checks.SumEquals(TrackCount, TracksSilver.Table, Count()),
    ];

    /// <inheritdoc/>
    protected override Materialization Define()
    {
        var allTracks = Column.Int64("all_tracks", "Number of all tracks.").NotNull();
        var all = Query.From(TracksSilver.Table).Select(allTracks.Is(Count())).As("n");
        var category = C("t", DerivedColumns.PopularityCategory);
        var popularity = C("t", Popularity);
        return new Whole(Query.From(TracksSilver.Table, "t").Join(all, on: true).GroupBy(category).Select(
            DerivedColumns.PopularityCategory.Is(category),
            TrackCount.Is(Count()),
            SharePct.Is(Percent(Count(), Max(all[allTracks]))),
            AvgPopularity.Is(Ratio(Sum(popularity), CountOf(popularity), 2)),
            MinPopularity.Is(Min(popularity)),
            MaxPopularity.Is(Max(popularity))));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("Unknown popularity is a category of its own and no zero")
            .Given(TracksSilver.Table, """
                track_id | popularity | popularity_category
                t1       | 80         | High
                t2       | 75         | High
                t3       | null       | Unknown
                """)
            .Expect("""
                popularity_category | track_count | share_pct | avg_popularity | min_popularity | max_popularity
                High                | 2           | 66.67     | 77.50          | 75             | 80
                Unknown             | 1           | 33.33     | null           | null           | null
                """),
    ];
}
