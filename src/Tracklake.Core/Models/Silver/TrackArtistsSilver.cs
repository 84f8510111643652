using Tracklake.Models.Bronze;
using Tracklake.Zones;
using static Tracklake.Zones.ProcessedCredits;

namespace Tracklake.Models.Silver;

/// <summary>A row for each artist of a track.</summary>
public sealed class TrackArtistsSilver : SilverTable
{
    /// <summary>The track.</summary>
    public static readonly Column TrackId = ProcessedTracks.TrackId;

    /// <summary>The one instance.</summary>
    public static readonly TrackArtistsSilver Table = new();

    /// <inheritdoc/>
    public override string Name => "spotify_track_artists_silver";

    /// <inheritdoc/>
    public override string Description =>
        "One row for each artist credited on a track, in the order of the credits; never two artists in one row.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [TrackId, Position];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.References(TrackId, TracksSilver.Table, TrackId),
        Models.Checks.References(ArtistId, ArtistsSilver.Table, ArtistId),
        Models.Checks.Positive(Position),
    ];

    /// <inheritdoc/>
    protected override Materialization Define() => new NewestRecord(
        Query.From(BronzeTables.Credits).Where(((Expr)OwnerType).Eq("track")).Select(
            [TrackId.Is(OwnerId), Position.Is(Position), ArtistId.Is(ArtistId), .. RecordPlace]),
        [TrackId],
        [TrackId.Is(TrackId), Position.Is(Position), ArtistId.Is(ArtistId)]);
}
