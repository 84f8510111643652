using Tracklake.Models.Silver;
using Tracklake.Zones;

namespace Tracklake.Models.Gold;

/// <summary>A gold table: what dashboards read.</summary>
public abstract class GoldTable : Model
{
    /// <inheritdoc/>
    public sealed override Layer Layer => Layer.Gold;

    /// <summary>A column under an alias.</summary>
    protected static ColumnRef C(string alias, Column column) => new(alias, column);

    /// <summary>Each artist of each track once, as <c>c</c>: some credits name an artist twice.</summary>
    protected static SubquerySource ArtistsOfTracks { get; } = Query
        .From(TrackArtistsSilver.Table).GroupBy(ProcessedTracks.TrackId, ProcessedArtists.ArtistId)
        .Select(
            ProcessedTracks.TrackId.Is(ProcessedTracks.TrackId),
            ProcessedArtists.ArtistId.Is(ProcessedArtists.ArtistId))
        .As("c");

    /// <summary>
    /// Each artist of each track, with what tables of artists need of artist, track and album: several tables share it,
    /// so that an engine joins it once for all of them.
    /// </summary>
    protected static SubquerySource CreditedTracks { get; } = Query.From(ArtistsOfTracks)
        .Join(
            new TableSource(ArtistsSilver.Table, "a"),
            C("c", ProcessedArtists.ArtistId).Eq(C("a", ProcessedArtists.ArtistId)))
        .Join(
            new TableSource(TracksSilver.Table, "t"), C("c", ProcessedTracks.TrackId).Eq(C("t", ProcessedTracks.TrackId)))
        .LeftJoin(
            new TableSource(AlbumsSilver.Table, "b"), C("t", ProcessedTracks.AlbumId).Eq(C("b", AlbumsSilver.AlbumId)))
        .Select(
            ProcessedArtists.ArtistId.Is(C("c", ProcessedArtists.ArtistId)),
            ProcessedArtists.ArtistName.Is(C("a", ProcessedArtists.ArtistName)),
            ProcessedTracks.AlbumId.Is(C("t", ProcessedTracks.AlbumId)),
            ProcessedTracks.DurationMs.Is(C("t", ProcessedTracks.DurationMs)),
            DerivedColumns.LengthCategory.Is(C("t", DerivedColumns.LengthCategory)),
            ProcessedTracks.Explicit.Is(C("t", ProcessedTracks.Explicit)),
            ProcessedTracks.Popularity.Is(C("t", ProcessedTracks.Popularity)),
            ProcessedAlbums.AlbumName.OrNull().Is(C("b", ProcessedAlbums.AlbumName.OrNull())),
            DerivedColumns.ReleasedOn.Is(C("b", DerivedColumns.ReleasedOn)),
            DerivedColumns.ReleaseYear.Is(C("b", DerivedColumns.ReleaseYear)))
        .AsShared("credited_tracks");
}
