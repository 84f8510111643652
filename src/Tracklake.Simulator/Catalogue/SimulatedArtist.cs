using Tracklake.Simulator.Search;

namespace Tracklake.Simulator.Catalogue;

/// <summary>An invented artist.</summary>
public sealed class SimulatedArtist
{
    /// <summary>The Spotify id: 22 base-62 digits.</summary>
    public required string Id { get; init; }

    /// <summary>The name; not unique, and not always ASCII.</summary>
    public required string Name { get; init; }

    /// <summary>The genres; none for many artists.</summary>
    public required IReadOnlyList<string> Genres { get; init; }

    /// <summary>
    /// Whether it is one of the artists that the catalogue is about; the others appear in their credits.
    /// </summary>
    public required bool IsFollowed { get; init; }

    /// <summary>Whether there are pictures of it.</summary>
    public required bool HasImages { get; init; }

    internal int Index { get; init; }

    /// <summary>What searches look for.</summary>
    internal IReadOnlyList<string> NameWords => field ??= SearchQuery.WordsOf(Name);
}
