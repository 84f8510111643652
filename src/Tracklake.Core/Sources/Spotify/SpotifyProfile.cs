namespace Tracklake.Sources.Spotify;

/// <summary>What the app may ask, as found on one day; null where that day did not show it.</summary>
public sealed record SpotifyProfile
{
    /// <summary>Families that the app was refused.</summary>
    public required IReadOnlyList<EndpointFamily> Refused { get; init; }

    /// <summary>The largest page of an artist's albums that was not rejected.</summary>
    public required int ArtistAlbumsPage { get; init; }

    /// <summary>The largest page of an album's tracks that was not rejected.</summary>
    public required int AlbumTracksPage { get; init; }

    /// <summary>Whether artists have a popularity.</summary>
    public bool? ArtistPopularity { get; init; }

    /// <summary>Whether full tracks have a popularity.</summary>
    public bool? TrackPopularity { get; init; }

    /// <summary>Whether full tracks have been had in bulk, and with them the ISRCs.</summary>
    public bool? Isrc { get; init; }

    /// <summary>Whether batches are refused: the mark of an app created since February 2026.</summary>
    public bool IsNewDevelopment => Refused.Contains(EndpointFamily.Artists);
}
