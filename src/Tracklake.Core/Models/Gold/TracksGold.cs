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
    protected override Materialization Define()
    {
        var albumId = Coalesce(C("t", ProcessedTracks.AlbumId), "unknown");
        return new Whole(Query.From(ArtistsOfTracks)
            .Join(new TableSource(ArtistsSilver.Table, "a"), C("c", ArtistId).Eq(C("a", ArtistId)))
            .Join(
                new TableSource(TracksSilver.Table, "t"), C("c", ProcessedTracks.TrackId).Eq(C("t", ProcessedTracks.TrackId)))
            .LeftJoin(
                new TableSource(AlbumsSilver.Table, "b"), C("t", ProcessedTracks.AlbumId).Eq(C("b", AlbumsSilver.AlbumId)))
            .GroupBy(C("c", ArtistId), albumId)
            .Select(
                ArtistId.Is(C("c", ArtistId)),
                AlbumId.Is(albumId),
                Artist.Is(Min(C("a", ProcessedArtists.ArtistName))),
                Album.Is(Min(C("b", ProcessedAlbums.AlbumName.OrNull()))),
                DerivedColumns.ReleaseYear.Is(Min(C("b", DerivedColumns.ReleaseYear))),
                TrackCount.Is(Count()),
                TotalMinutes.Is(Ratio(Sum(C("t", ProcessedTracks.DurationMs)), 60_000, 2)),
                ExplicitTracks.Is(Count(C("t", ProcessedTracks.Explicit))),
                AvgPopularity.Is(Ratio(
                    Sum(C("t", ProcessedTracks.Popularity)), CountOf(C("t", ProcessedTracks.Popularity)), 2))));
    }
}
