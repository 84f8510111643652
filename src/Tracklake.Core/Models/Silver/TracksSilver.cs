using Tracklake.Models.Bronze;
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
}
