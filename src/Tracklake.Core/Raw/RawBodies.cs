namespace Tracklake.Raw;

/// <summary>What each kind of body is.</summary>
public static class RawBodies
{
    /// <summary>Whether the body is newline-delimited, a record a line.</summary>
    public static bool IsLines(RawKind kind) => kind is RawKind.TrackLines or RawKind.PlayLines;

    /// <summary>The request of Spotify's Web API that a body of the kind answers, or what else the body is.</summary>
    public static string RequestOf(RawKind kind) => kind switch
    {
        RawKind.Artist => "GET /v1/artists/{id}",
        RawKind.Artists => "GET /v1/artists?ids=",
        RawKind.Album => "GET /v1/albums/{id}",
        RawKind.Albums => "GET /v1/albums?ids=",
        RawKind.ArtistAlbumsPage => "GET /v1/artists/{id}/albums",
        RawKind.AlbumTracksPage => "GET /v1/albums/{id}/tracks",
        RawKind.Track => "GET /v1/tracks/{id}",
        RawKind.Tracks => "GET /v1/tracks?ids=",
        RawKind.TopTracks => "GET /v1/artists/{id}/top-tracks",
        RawKind.Search => "GET /v1/search",
        RawKind.TrackLines => "a line of tracks (dataset)",
        RawKind.PlayLines => "a line of plays (streaming history)",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No request is known of this kind."),
    };
}
