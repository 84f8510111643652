using Tracklake.Models.Bronze;
using Tracklake.Models.Examples;
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

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("The credits of the newest record replace all earlier ones of the track")
            .Given(BronzeTables.Credits, """
                owner_type | owner_id | position | artist_id | artist_name | _source_offset
                track      | t1       | 1        | a1        | Nova        | 100
                track      | t1       | 2        | a2        | Low Tide    | 100
                track      | t2       | 1        | a1        | Nova        | 200
                album      | b1       | 1        | a1        | Nova        | 300
                """)
            .Expect("""
                track_id | position | artist_id
                t1       | 1        | a1
                t1       | 2        | a2
                t2       | 1        | a1
                """)
            .Then(BronzeTables.Credits, """
                owner_type | owner_id | position | artist_id | artist_name | _source_offset
                track      | t1       | 1        | a2        | Low Tide    | 100
                """)
            .Expect("""
                track_id | position | artist_id
                t1       | 1        | a2
                t2       | 1        | a1
                """),
    ];
}
