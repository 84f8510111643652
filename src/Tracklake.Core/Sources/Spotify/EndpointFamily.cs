namespace Tracklake.Sources.Spotify;

/// <summary>The kinds of request; Spotify counts its quotas, and takes endpoints away, per kind.</summary>
public enum EndpointFamily
{
    /// <summary>POST /api/token.</summary>
    Token,

    /// <summary>GET /artists/{id}.</summary>
    Artist,

    /// <summary>GET /artists?ids=.</summary>
    Artists,

    /// <summary>GET /artists/{id}/albums.</summary>
    ArtistAlbums,

    /// <summary>GET /albums/{id}.</summary>
    Album,

    /// <summary>GET /albums?ids=.</summary>
    Albums,

    /// <summary>GET /albums/{id}/tracks.</summary>
    AlbumTracks,

    /// <summary>GET /tracks/{id}.</summary>
    Track,

    /// <summary>GET /tracks?ids=.</summary>
    Tracks,

    /// <summary>GET /artists/{id}/top-tracks.</summary>
    TopTracks,

    /// <summary>GET /search.</summary>
    Search,
}
