using Tracklake.Models.Examples;
using Tracklake.Models.Silver;
using static Tracklake.Models.Sql;
using static Tracklake.Zones.ProcessedPlays;

namespace Tracklake.Models.Gold;

/// <summary>A row an album artist of the tracks played.</summary>
public sealed class ListeningTopArtists : GoldTable
{
    /// <summary>The name.</summary>
    public static readonly Column Artist =
        Column.Text("artist", "The album artist's name; the export has no id.").NotNull();

    /// <summary>Minutes.</summary>
    public static readonly Column Minutes = Column.Decimal("minutes", 18, 2, "Minutes played.").NotNull();

    /// <summary>First play.</summary>
    public static readonly Column FirstPlayedOn =
        Column.Date("first_played_on", "UTC day of the first play.").NotNull();

    /// <summary>Last play.</summary>
    public static readonly Column LastPlayedOn = Column.Date("last_played_on", "UTC day of the last play.").NotNull();

    /// <summary>Place.</summary>
    public static readonly Column PlayRank =
        Column.Int64("play_rank", "Place by minutes played, then by name, from 1.").NotNull();

    /// <summary>The one instance.</summary>
    public static readonly ListeningTopArtists Table = new();

    /// <inheritdoc/>
    public override string Name => "listening_top_artists";

    /// <inheritdoc/>
    public override string Description => "One row an album artist of the tracks played, ranked by minutes.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [Artist];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.Positive(PlayRank),
        Models.Checks.Unique(PlayRank),
        Models.Checks.MinBetween(PlayRank, 1, 1),
        Models.Checks.Positive(ListeningDaily.Plays),
        Models.Checks.Compare(ListeningDaily.DistinctTracks, BinaryOperator.LessOrEqual, ListeningDaily.Plays),
        Models.Checks.InOrder(FirstPlayedOn, LastPlayedOn),
    ];

    /// <inheritdoc/>
    protected override Materialization Define()
    {
        var length = Column.Int64("length_ms", "Length of the plays.").NotNull();
        var perArtist = Query.From(PlaysSilver.Table)
            .Where(((Expr)ContentType).Eq("track") & ((Expr)Creator).IsNotNull())
            .GroupBy(Creator)
            .Select(
                Artist.Is(Creator),
                ListeningDaily.Plays.Is(Count()),
                ListeningDaily.DistinctTracks.Is(CountDistinct(PlaysSilver.ContentKey)),
                length.Is(Sum(MsPlayed)),
                FirstPlayedOn.Is(Min(DerivedColumns.PlayedOn)),
                LastPlayedOn.Is(Max(DerivedColumns.PlayedOn)))
            .As("p");
        return new Whole(Query.From(perArtist).Select(
            Artist.Is(perArtist[Artist]),
            PlayRank.Is(RowNumber([], Desc(perArtist[length]), Asc(perArtist[Artist]))),
            ListeningDaily.Plays.Is(perArtist[ListeningDaily.Plays]),
            Minutes.Is(Ratio(perArtist[length], 60_000, 2)),
            ListeningDaily.DistinctTracks.Is(perArtist[ListeningDaily.DistinctTracks]),
            FirstPlayedOn.Is(perArtist[FirstPlayedOn]),
            LastPlayedOn.Is(perArtist[LastPlayedOn])));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("Artists with the same minutes are ranked by name; plays without one and podcasts are left out")
            .Given(PlaysSilver.Table, """
                played_at            | content_key | ms_played | played_on  | content_type | creator  | skipped
                2026-01-01T08:00:00Z | k1          | 180000    | 2026-01-01 | track        | Nova     | false
                2026-01-01T09:00:00Z | k1          | 30000     | 2026-01-01 | track        | Nova     | true
                2026-01-01T10:00:00Z | k2          | 210000    | 2026-01-01 | track        | Low Tide | null
                2026-01-01T11:00:00Z | k3          | 60000     | 2026-01-01 | track        | null     | null
                2026-01-02T08:00:00Z | k4          | 900000    | 2026-01-02 | episode      | Nova     | null
                """)
            .Expect("""
                artist   | play_rank | plays | minutes | distinct_tracks | first_played_on | last_played_on
                Low Tide | 1         | 1     | 3.50    | 1               | 2026-01-01      | 2026-01-01
                Nova     | 2         | 2     | 3.50    | 1               | 2026-01-01      | 2026-01-01
                """),
    ];
}
