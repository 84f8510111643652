using Tracklake.Models.Examples;
using Tracklake.Models.Silver;
using static Tracklake.Models.Sql;
using static Tracklake.Zones.ProcessedPlays;

namespace Tracklake.Models.Gold;

/// <summary>A row a day with plays.</summary>
public sealed class ListeningDaily : GoldTable
{
    /// <summary>Plays.</summary>
    public static readonly Column Plays = Column.Int64("plays", "Number of plays of tracks.").NotNull();

    /// <summary>Minutes of music.</summary>
    public static readonly Column Minutes =
        Column.Decimal("minutes", 18, 2, "Minutes of tracks played.").NotNull();

    /// <summary>Other plays.</summary>
    public static readonly Column OtherPlays =
        Column.Int64("other_plays", "Number of plays of podcasts, audiobooks and unknown content.").NotNull();

    /// <summary>Minutes of other content.</summary>
    public static readonly Column OtherMinutes =
        Column.Decimal("other_minutes", 18, 2, "Minutes of podcasts, audiobooks and unknown content.").NotNull();

    /// <summary>Distinct tracks.</summary>
    public static readonly Column DistinctTracks =
        Column.Int64("distinct_tracks", "Number of different tracks.").NotNull();

    /// <summary>Distinct artists.</summary>
    public static readonly Column DistinctArtists =
        Column.Int64("distinct_artists", "Number of different album artists by name.").NotNull();

    /// <summary>Skipped plays.</summary>
    public static readonly Column SkippedPlays =
        Column.Int64("skipped_plays", "Number of plays of tracks that were skipped.").NotNull();

    /// <summary>The one instance.</summary>
    public static readonly ListeningDaily Table = new();

    /// <inheritdoc/>
    public override string Name => "listening_daily";

    /// <inheritdoc/>
    public override string Description => "One row a day with plays; music and other content apart.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [DerivedColumns.PlayedOn];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.NotNegative(Plays),
        Models.Checks.NotNegative(OtherPlays),
        Models.Checks.Between(Minutes, 0m, 1_000_000m),
        Models.Checks.Compare(DistinctTracks, BinaryOperator.LessOrEqual, Plays),
        Models.Checks.Compare(DistinctArtists, BinaryOperator.LessOrEqual, Plays),
        Models.Checks.Compare(SkippedPlays, BinaryOperator.LessOrEqual, Plays),
        Models.Checks.NotInFuture(DerivedColumns.PlayedOn).AsWarning(),
        Models.Checks.SumEquals(Plays, PlaysSilver.Table, Count(), ((Expr)ContentType).Eq("track")),
        Models.Checks.SumEquals(OtherPlays, PlaysSilver.Table, Count(), !((Expr)ContentType).Eq("track")),
    ];

    /// <inheritdoc/>
    protected override Materialization Define()
    {
        var isTrack = ((Expr)ContentType).Eq("track");
        var zero = ((Expr)0).As(DataType.Int64);
        var trackMs = When(isTrack, MsPlayed).Else(zero);
        var otherMs = When(isTrack, zero).Else(MsPlayed);
        return new Whole(Query.From(PlaysSilver.Table).GroupBy(DerivedColumns.PlayedOn).Select(
            DerivedColumns.PlayedOn.Is(DerivedColumns.PlayedOn),
            Plays.Is(Count(isTrack)),
            Minutes.Is(Ratio(Coalesce(Sum(trackMs), zero), 60_000, 2)),
            OtherPlays.Is(Count(!isTrack)),
            OtherMinutes.Is(Ratio(Coalesce(Sum(otherMs), zero), 60_000, 2)),
            DistinctTracks.Is(CountDistinct(PlaysSilver.ContentKey, isTrack)),
            DistinctArtists.Is(CountDistinct(Creator, isTrack)),
            SkippedPlays.Is(Count(isTrack & (Expr)Skipped))));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("Podcasts are counted apart, and a day may have nothing else")
            .Given(PlaysSilver.Table, """
                played_at            | content_key | ms_played | played_on  | content_type | creator  | skipped
                2026-01-01T08:00:00Z | k1          | 180000    | 2026-01-01 | track        | Nova     | false
                2026-01-01T09:00:00Z | k1          | 30000     | 2026-01-01 | track        | Nova     | true
                2026-01-01T10:00:00Z | k2          | 210000    | 2026-01-01 | track        | Low Tide | null
                2026-01-01T11:00:00Z | k3          | 60000     | 2026-01-01 | track        | null     | null
                2026-01-02T08:00:00Z | k4          | 900000    | 2026-01-02 | episode      | Nova     | null
                """)
            .Expect("""
                played_on  | plays | minutes | other_plays | other_minutes | distinct_artists | skipped_plays
                2026-01-01 | 4     | 8.00    | 0           | 0.00          | 2                | 1
                2026-01-02 | 0     | 0.00    | 1           | 15.00         | 0                | 0
                """),
    ];
}
