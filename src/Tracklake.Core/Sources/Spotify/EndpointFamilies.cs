using Tracklake.Raw;

namespace Tracklake.Sources.Spotify;

/// <summary>What is known of each <see cref="EndpointFamily"/>.</summary>
internal static class EndpointFamilies
{
    /// <summary>The family as a person knows it from Spotify's reference.</summary>
    public static string Title(this EndpointFamily family) => family switch
    {
        EndpointFamily.Token => "POST /api/token",
        EndpointFamily.Artist => "GET /artists/{id}",
        EndpointFamily.Artists => "GET /artists?ids=",
        EndpointFamily.ArtistAlbums => "GET /artists/{id}/albums",
        EndpointFamily.Album => "GET /albums/{id}",
        EndpointFamily.Albums => "GET /albums?ids=",
        EndpointFamily.AlbumTracks => "GET /albums/{id}/tracks",
        EndpointFamily.Track => "GET /tracks/{id}",
        EndpointFamily.Tracks => "GET /tracks?ids=",
        EndpointFamily.TopTracks => "GET /artists/{id}/top-tracks",
        EndpointFamily.Search => "GET /search",
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, null),
    };

    /// <summary>What the bodies of a family are to the raw zone.</summary>
    public static RawKind Kind(this EndpointFamily family) => family switch
    {
        EndpointFamily.Artist => RawKind.Artist,
        EndpointFamily.Artists => RawKind.Artists,
        EndpointFamily.ArtistAlbums => RawKind.ArtistAlbumsPage,
        EndpointFamily.Album => RawKind.Album,
        EndpointFamily.Albums => RawKind.Albums,
        EndpointFamily.AlbumTracks => RawKind.AlbumTracksPage,
        EndpointFamily.Track => RawKind.Track,
        EndpointFamily.Tracks => RawKind.Tracks,
        EndpointFamily.TopTracks => RawKind.TopTracks,
        EndpointFamily.Search => RawKind.Search,
        EndpointFamily.Token => throw new ArgumentException("An access token is never stored."),
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, null),
    };

    /// <summary>
    /// Whether the extraction has another way when an app is refused the family: what Spotify took away in 2026.
    /// </summary>
    public static bool IsOptional(this EndpointFamily family) => family is
        EndpointFamily.Artists or EndpointFamily.Albums or EndpointFamily.Tracks or EndpointFamily.TopTracks;
}
