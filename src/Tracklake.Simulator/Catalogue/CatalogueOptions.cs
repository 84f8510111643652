namespace Tracklake.Simulator.Catalogue;

/// <summary>
/// How large the simulated catalogue is. Artists are made when asked for, so large numbers cost nothing.
/// </summary>
public sealed record CatalogueOptions
{
    /// <summary>How many artists the catalogue is about; each brings two guests who appear in its credits.</summary>
    public int FollowedArtists { get; init; } = 30;

    /// <summary>About how many albums and singles an artist has on <see cref="ReferenceDay"/>.</summary>
    public int AlbumsPerArtist { get; init; } = 10;

    /// <summary>About how many tracks an album has; singles have one to three.</summary>
    public int TracksPerAlbum { get; init; } = 12;

    /// <summary>The day on which the sizes above hold; earlier days have fewer albums, later ones more.</summary>
    public DateOnly ReferenceDay { get; init; } = new(2026, 11, 1);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(FollowedArtists, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(FollowedArtists, 1_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(AlbumsPerArtist, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(AlbumsPerArtist, 300);
        ArgumentOutOfRangeException.ThrowIfLessThan(TracksPerAlbum, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(TracksPerAlbum, 90);
    }
}
