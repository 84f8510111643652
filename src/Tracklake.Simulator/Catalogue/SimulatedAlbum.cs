namespace Tracklake.Simulator.Catalogue;

/// <summary>An invented album, single or compilation.</summary>
public sealed class SimulatedAlbum
{
    private readonly Lazy<IReadOnlyList<SimulatedTrack>> _tracks;

    internal SimulatedAlbum(AlbumPlan plan, Func<SimulatedAlbum, IReadOnlyList<SimulatedTrack>> tracks)
    {
        Plan = plan;
        _tracks = new(() => tracks(this));
    }

    /// <summary>The Spotify id: 22 base-62 digits.</summary>
    public required string Id { get; init; }

    /// <summary>The name; empty for an album that was taken down.</summary>
    public required string Name { get; init; }

    /// <summary><c>album</c>, <c>single</c> or <c>compilation</c>.</summary>
    public required string AlbumType { get; init; }

    /// <summary>The artists to whom the album is credited, in order.</summary>
    public required IReadOnlyList<SimulatedArtist> Artists { get; init; }

    /// <summary>The day from which on the API knows the album.</summary>
    public required DateOnly ReleasedOn { get; init; }

    /// <summary>The release date as served: <c>yyyy-MM-dd</c>, <c>yyyy-MM</c>, <c>yyyy</c> or <c>0000</c>.</summary>
    public required string ReleaseDate { get; init; }

    /// <summary><c>day</c>, <c>month</c> or <c>year</c>.</summary>
    public required string ReleaseDatePrecision { get; init; }

    /// <summary>How many tracks the album has.</summary>
    public required int TotalTracks { get; init; }

    /// <summary>The Universal Product Code, with its check digit.</summary>
    public required string Upc { get; init; }

    /// <summary>The record label.</summary>
    public required string Label { get; init; }

    /// <summary>The countries in which at least one of the tracks can be played.</summary>
    public required IReadOnlyList<string> Markets { get; init; }

    /// <summary>The tracks, in the order of discs and numbers.</summary>
    public IReadOnlyList<SimulatedTrack> Tracks => _tracks.Value;

    internal AlbumPlan Plan { get; }
}
