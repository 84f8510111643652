using Tracklake.Models.Examples;
using Tracklake.Models.Silver;
using Tracklake.Zones;
using static Tracklake.Models.Sql;

namespace Tracklake.Models.Gold;

/// <summary>A row for each artist on each album.</summary>
public sealed class TracksGold : GoldTable
{
    /// <summary>The artist.</summary>
    public static readonly Column ArtistId = ProcessedArtists.ArtistId;

    /// <summary>The album.</summary>
    public static readonly Column AlbumId =
        Column.Text("album_id", "The album; 'unknown' for tracks whose album was not served.").NotNull();

    /// <summary>The artist's name.</summary>
    public static readonly Column Artist = Column.Text("artist", "The artist's name.").NotNull();

    /// <summary>The album's name.</summary>
    public static readonly Column Album = Column.Text("album", "The album's name.");

    /// <summary>Tracks.</summary>
    public static readonly Column TrackCount =
        Column.Int64("track_count", "Number of the album's tracks that the artist is credited on.").NotNull();

    /// <summary>Length in all.</summary>
    public static readonly Column TotalMinutes =
        Column.Decimal("total_minutes", 18, 2, "Length of these tracks in all, in minutes.");

    /// <summary>Explicit tracks.</summary>
    public static readonly Column ExplicitTracks =
        Column.Int64("explicit_tracks", "Number of these tracks that are explicit.").NotNull();

    /// <summary>Average popularity.</summary>
    public static readonly Column AvgPopularity = Column.Decimal(
        "avg_popularity", 18, 2, "Average popularity of the tracks that have one; null when none has.");

    /// <summary>The one instance.</summary>
    public static readonly TracksGold Table = new();

    /// <inheritdoc/>
    public override string Name => "spotify_tracks_gold";

    /// <inheritdoc/>
    public override string Description => "One row for each artist on each album: the artist's tracks there.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [ArtistId, AlbumId];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.Positive(TrackCount),
        Models.Checks.NotBlank(AlbumId),
        Models.Checks.Between(AvgPopularity, 0m, 100m),
        Models.Checks.Compare(ExplicitTracks, BinaryOperator.LessOrEqual, TrackCount),
        Models.Checks.Between(DerivedColumns.ReleaseYear, 1860, 2100),
        Models.Checks.References(ArtistId, ArtistsSilver.Table, ArtistId),
    ];

    /// <inheritdoc/>
    protected override Materialization Define()
    {
        var tracks = CreditedTracks;
        var albumId = Coalesce(tracks[ProcessedTracks.AlbumId], "unknown");
        var (duration, popularity) = (tracks[ProcessedTracks.DurationMs], tracks[ProcessedTracks.Popularity]);
        return new Whole(Query.From(tracks).GroupBy(tracks[ArtistId], albumId).Select(
            ArtistId.Is(tracks[ArtistId]),
            AlbumId.Is(albumId),
            Artist.Is(Min(tracks[ProcessedArtists.ArtistName])),
            Album.Is(Min(tracks[ProcessedAlbums.AlbumName.OrNull()])),
            DerivedColumns.ReleaseYear.Is(Min(tracks[DerivedColumns.ReleaseYear])),
            TrackCount.Is(Count()),
            TotalMinutes.Is(Ratio(Sum(duration), 60_000, 2)),
            ExplicitTracks.Is(Count(tracks[ProcessedTracks.Explicit])),
            AvgPopularity.Is(Ratio(Sum(popularity), CountOf(popularity), 2))));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("Tracks whose album was not served stand under the album 'unknown'")
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
                artist   | album_id | album | release_year | track_count | total_minutes | avg_popularity
                Nova     | b1       | Debut | 2020         | 2           | 6.83          | 40.00
                Nova     | unknown  | null  | null         | 1           | 5.17          | null
                Low Tide | b1       | Debut | 2020         | 1           | 4.00          | null
                """),
    ];
}
