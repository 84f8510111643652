namespace Tracklake.Simulator.Catalogue;

/// <summary>An invented track: one appearance of a recording on one album.</summary>
public sealed class SimulatedTrack
{
    /// <summary>The Spotify id: 22 base-62 digits.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The album that the track is on.</summary>
    public required SimulatedAlbum Album { get; init; }

    /// <summary>The performers, in order; the guests included.</summary>
    public required IReadOnlyList<SimulatedArtist> Artists { get; init; }

    /// <summary>The disc, counted from 1.</summary>
    public required int DiscNumber { get; init; }

    /// <summary>The number on its disc, counted from 1.</summary>
    public required int TrackNumber { get; init; }

    /// <summary>The length in milliseconds.</summary>
    public required int DurationMs { get; init; }

    /// <summary>Whether the lyrics are explicit.</summary>
    public required bool Explicit { get; init; }

    /// <summary>The recording's code; the same on every album that the recording appears on.</summary>
    public required string Isrc { get; init; }

    /// <summary>The countries in which it can be played.</summary>
    public required IReadOnlyList<string> Markets { get; init; }

    internal ObjectKey Key { get; init; }
}
