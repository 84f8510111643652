using Tracklake.Models.Bronze;
using Tracklake.Models.Examples;
using static Tracklake.Zones.ProcessedTracks;

namespace Tracklake.Models.Silver;

/// <summary>A row a track.</summary>
public sealed class TracksSilver : SilverTable
{
    /// <summary>The one instance.</summary>
    public static readonly TracksSilver Table = new();

    /// <inheritdoc/>
    public override string Name => "spotify_tracks_silver";

    /// <inheritdoc/>
    public override string Description => "One row a track: each field as it was last served.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [TrackId];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.Between(Popularity, 0, 100),
        Models.Checks.NotNegative(DurationMs),
        Models.Checks.OneOf(DerivedColumns.LengthCategory, "Short", "Medium", "Long"),
        Models.Checks.OneOf(DerivedColumns.PopularityCategory, "High", "Medium", "Low", "Unknown"),
        Models.Checks.References(AlbumId, AlbumsSilver.Table, AlbumsSilver.AlbumId),
        Models.Checks.NotBlank(TrackId),
        Models.Checks.NoReplacementCharacter(TrackName).AsWarning(),
        Models.Checks.AtMost(DurationMs, 86_400_000).AsWarning(),
        Models.Checks.Positive(DiscNumber).AsWarning(),
        Models.Checks.Positive(TrackNumber).AsWarning(),
        Models.Checks.Matching(Isrc, "[A-Z]{2}[A-Z0-9]{3}[0-9]{7}", "an ISRC").AsWarning().AllowingPercent(5),
        Models.Checks.Implies(
            "unknown_popularity_is_unknown", ((Expr)Popularity).IsNull(),
            ((Expr)DerivedColumns.PopularityCategory).Eq("Unknown"),
            "A popularity that is not served must be Unknown, never a number."),
        Models.Checks.NullShareNearHistory(Popularity, 20).AsWarning(),
        Models.Checks.MeanNearHistory(DurationMs, 30).AsWarning(),
        Models.Checks.CategoriesNearHistory(DerivedColumns.LengthCategory, 20, "Short", "Medium", "Long").AsWarning(),
        Models.Checks.NeverShrinks().AsWarning(),
        Models.Checks.InOrder(FirstObservedOn, LastObservedOn),
        Models.Checks.NotInFuture(LastObservedOn).AsWarning(),
    ];

    /// <inheritdoc/>
    protected override Materialization Define() => new Folded(
        Query.All(BronzeTables.Tracks),
        [TrackId.Is(TrackId)],
        [
            Newest(TrackName), Newest(AlbumId), Newest(DiscNumber), Newest(TrackNumber), Newest(DurationMs),
            Newest(Explicit), Newest(IsLocal), Newest(Popularity), Newest(Isrc), .. ObservedDays,
        ],
        [
            DerivedColumns.DurationMinutes.Is(DerivedColumns.InMinutes(DurationMs)),
            DerivedColumns.LengthCategory.Is(DerivedColumns.LengthCategoryOf(DurationMs)),
            DerivedColumns.PopularityCategory.Is(DerivedColumns.PopularityCategoryOf(Popularity)),
        ]);

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("A simplified record does not erase what a full one said")
            .Given(BronzeTables.Tracks, """
                track_id | track_name | duration_ms | popularity | isrc         | is_full
                t1       | Nightjar   | 180000      | 70         | QZAAA1100001 | true
                t2       | Interlude  | 59000       | null       | null         | true
                """)
            .Expect("""
                track_id | track_name | duration_minutes | length_category | popularity_category | isrc
                t1       | Nightjar   | 3.00             | Medium          | High                | QZAAA1100001
                t2       | Interlude  | 0.98             | Short           | Unknown             | null
                """)
            .Then(BronzeTables.Tracks, """
                track_id | track_name      | duration_ms
                t1       | Nightjar (Live) | 300001
                """)
            .Expect("""
                track_id | track_name      | length_category | popularity | isrc         | last_observed_on
                t1       | Nightjar (Live) | Long            | 70         | QZAAA1100001 | 2026-01-02
                t2       | Interlude       | Short           | null       | null         | 2026-01-01
                """),
    ];
}
