using Tracklake.Models.Bronze;
using Tracklake.Models.Examples;
using Tracklake.Zones;
using static Tracklake.Models.Sql;
using static Tracklake.Zones.ProcessedTracks;

namespace Tracklake.Models.Silver;

/// <summary>A row a track a day: the history that Spotify itself does not keep.</summary>
public sealed class TrackObservationsSilver : SilverTable
{
    /// <summary>The day.</summary>
    public static readonly Column ObservedOn = ProcessedTable.ObservedOn;

    /// <summary>Best place among an artist's top tracks.</summary>
    public static readonly Column TopTracksRank =
        Column.Int32("top_tracks_rank", "Best place among an artist's top tracks on the day, from 1; else null.");

    /// <summary>The one instance.</summary>
    public static readonly TrackObservationsSilver Table = new();

    /// <inheritdoc/>
    public override string Name => "spotify_track_observations_silver";

    /// <inheritdoc/>
    public override string Description =>
        "One row a track a day on which it was seen: the history that Spotify itself does not keep.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [TrackId, ObservedOn];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.Between(Popularity, 0, 100),
        Models.Checks.Positive(TopTracksRank),
        Models.Checks.NotInFuture(ObservedOn).AsWarning(),
        Models.Checks.NullShareNearHistory(Popularity, 20).AsWarning(),
        Models.Checks.References(TrackId, TracksSilver.Table, TrackId),
    ];

    /// <inheritdoc/>
    protected override Materialization Define() => new ByDay(
        Query.From(BronzeTables.Tracks).GroupBy(TrackId, ObservedOn).Select(
            TrackId.Is(TrackId),
            ObservedOn.Is(ObservedOn),
            Popularity.Is(Max(Popularity)),
            TopTracksRank.Is(Min(When(((Expr)RankSource).Eq("top_tracks"), Rank).End()))),
        ObservedOn, LookBack: []);

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("A day has one row a track, and records that come late change the day that they are of")
            .Given(BronzeTables.Tracks, """
                track_id | track_name | popularity | rank | rank_source
                t1       | Nightjar   | 40         | 3    | search_relevance
                t1       | Nightjar   | 41         | 5    | top_tracks
                t2       | Interlude  | null       | null | null
                """)
            .Expect("""
                track_id | observed_on | popularity | top_tracks_rank
                t1       | 2026-01-01  | 41         | 5
                t2       | 2026-01-01  | null       | null
                """)
            .Then(BronzeTables.Tracks, """
                observed_on | track_id | track_name | popularity
                2026-01-02  | t1       | Nightjar   | 45
                2026-01-01  | t2       | Interlude  | 7
                """)
            .Expect("""
                track_id | observed_on | popularity | top_tracks_rank
                t1       | 2026-01-01  | 41         | 5
                t1       | 2026-01-02  | 45         | null
                t2       | 2026-01-01  | 7          | null
                """),
    ];
}
