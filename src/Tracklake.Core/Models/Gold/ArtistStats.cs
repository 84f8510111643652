using Tracklake.Models.Examples;
using Tracklake.Models.Silver;
using Tracklake.Zones;
using static Tracklake.Models.Sql;

namespace Tracklake.Models.Gold;

/// <summary>A row an artist, over all tracks that the artist is credited on.</summary>
public sealed class ArtistStats : GoldTable
{
    /// <summary>The artist.</summary>
    public static readonly Column ArtistId = ProcessedArtists.ArtistId;

    /// <summary>The name.</summary>
    public static readonly Column Artist = Column.Text("artist", "The artist's name.").NotNull();

    /// <summary>Albums.</summary>
    public static readonly Column TotalAlbums =
        Column.Int64("total_albums", "Number of albums with a track that the artist is credited on.").NotNull();

    /// <summary>Tracks.</summary>
    public static readonly Column TotalTracks =
        Column.Int64("total_tracks", "Number of tracks that the artist is credited on.").NotNull();

    /// <summary>Average length.</summary>
    public static readonly Column AvgDurationMinutes =
        Column.Decimal("avg_duration_minutes", 18, 2, "Average length of the tracks in minutes.");

    /// <summary>Short tracks.</summary>
    public static readonly Column ShortTracks =
        Column.Int64("short_tracks", "Number of tracks under 3 minutes.").NotNull();

    /// <summary>Medium tracks.</summary>
    public static readonly Column MediumTracks =
        Column.Int64("medium_tracks", "Number of tracks of 3 to 5 minutes.").NotNull();

    /// <summary>Long tracks.</summary>
    public static readonly Column LongTracks =
        Column.Int64("long_tracks", "Number of tracks over 5 minutes.").NotNull();

    /// <summary>First release.</summary>
    public static readonly Column FirstRelease =
        Column.Date("first_release", "Earliest release among the albums; first day of a date of year or month precision.");

    /// <summary>Last release.</summary>
    public static readonly Column LastRelease =
        Column.Date("last_release", "Latest release among the albums; first day of a date of year or month precision.");

    /// <summary>Share of explicit tracks.</summary>
    public static readonly Column ExplicitPct =
        Column.Decimal("explicit_pct", 18, 2, "Percent of the tracks that are explicit, of those that say.");

    /// <summary>Average popularity.</summary>
    public static readonly Column AvgPopularity = Column.Decimal(
        "avg_popularity", 18, 2, "Average popularity of the tracks that have one; null when none has.");

    /// <summary>The one instance.</summary>
    public static readonly ArtistStats Table = new();

    /// <inheritdoc/>
    public override string Name => "artist_stats";

    /// <inheritdoc/>
    public override string Description => "One row an artist, over all tracks that the artist is credited on.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [ArtistId];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.References(ArtistId, ArtistsSilver.Table, ArtistId),
        Models.Checks.Positive(TotalTracks),
        Models.Checks.NotNegative(TotalAlbums),
        Models.Checks.Compare(TotalAlbums, BinaryOperator.LessOrEqual, TotalTracks),
        Models.Checks.NotNegative(ShortTracks),
        Models.Checks.NotNegative(MediumTracks),
        Models.Checks.NotNegative(LongTracks),
        Models.Checks.Between(ExplicitPct, 0m, 100m),
        Models.Checks.Between(AvgPopularity, 0m, 100m),
        Models.Checks.InOrder(FirstRelease, LastRelease),
        Models.Checks.RowsEqualDistinct(TrackArtistsSilver.Table, ArtistId),
        Models.Checks.NeverShrinks().AsWarning(),
        Models.Checks.NoRow(
            "lengths_add_up", (Expr)ShortTracks + MediumTracks + LongTracks > TotalTracks,
            "Short, medium and long tracks must not be more than all tracks."),
    ];

    /// <inheritdoc/>
    protected override Materialization Define()
    {
        var tracks = CreditedTracks;
        var (length, duration) = (tracks[DerivedColumns.LengthCategory], tracks[ProcessedTracks.DurationMs]);
        var (@explicit, popularity) = (tracks[ProcessedTracks.Explicit], tracks[ProcessedTracks.Popularity]);
        return new Whole(Query.From(tracks).GroupBy(tracks[ArtistId]).Select(
            ArtistId.Is(tracks[ArtistId]),
            Artist.Is(Min(tracks[ProcessedArtists.ArtistName])),
            TotalAlbums.Is(CountDistinct(tracks[ProcessedTracks.AlbumId])),
            TotalTracks.Is(Count()),
            AvgDurationMinutes.Is(Ratio(Sum(duration), CountOf(duration) * 60_000, 2)),
            ShortTracks.Is(Count(length.Eq("Short"))),
            MediumTracks.Is(Count(length.Eq("Medium"))),
            LongTracks.Is(Count(length.Eq("Long"))),
            FirstRelease.Is(Min(tracks[DerivedColumns.ReleasedOn])),
            LastRelease.Is(Max(tracks[DerivedColumns.ReleasedOn])),
            ExplicitPct.Is(Percent(Count(@explicit), CountOf(@explicit))),
            AvgPopularity.Is(Ratio(Sum(popularity), CountOf(popularity), 2))));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("What is unknown is left out of averages, and an artist credited twice on a track has it once")
            .Given(TracksSilver.Table, """
                track_id | album_id | duration_ms | length_category | explicit | popularity
                t1       | b1       | 170000      | Short           | true     | 40
                t2       | b1       | 240000      | Medium          | null     | null
                t3       | null     | 310000      | Long            | false    | null
                """)
            .Given(TrackArtistsSilver.Table, """
                track_id | position | artist_id
                t1       | 1        | a1
                t2       | 1        | a1
                t2       | 2        | a2
                t3       | 1        | a1
                t3       | 2        | a1
                """)
            .Given(ArtistsSilver.Table, """
                artist_id | artist_name
                a1        | Nova
                a2        | Low Tide
                """)
            .Given(AlbumsSilver.Table, """
                album_id | album_name | released_on | release_year
                b1       | Debut      | 2020-01-01  | 2020
                """)
            .Expect("""
                artist   | total_albums | total_tracks | avg_duration_minutes | short_tracks | medium_tracks
                Nova     | 1            | 3            | 4.00                 | 1            | 1
                Low Tide | 1            | 1            | 4.00                 | 0            | 1
                """)
            .Then(TracksSilver.Table, """
                track_id | album_id | duration_ms | length_category | explicit | popularity
                t2       | b1       | 240000      | Medium          | true     | null
                """)
            .Expect("""
                artist_id | artist   | first_release | last_release | explicit_pct | avg_popularity
                a1        | Nova     | 2020-01-01    | 2020-01-01   | 66.67        | 40.00
                a2        | Low Tide | 2020-01-01    | 2020-01-01   | 100.00       | null
                """),
    ];
}
