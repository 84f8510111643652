namespace Tracklake.Sources.Spotify;

/// <summary>What the extraction must know of a body to go on; the rest of it is landing's business.</summary>
internal sealed record BodyFacts
{
    /// <summary>What a body holds at its top: one entity, or those of a batch or a page; nulls left out.</summary>
    public required IReadOnlyList<EntityFacts> Entities { get; init; }

    /// <summary>Where the body stands in its list, if it is a page of one.</summary>
    public PageFacts? Page { get; init; }
}

/// <summary>What the extraction must know of an artist, an album or a track.</summary>
internal sealed record EntityFacts
{
    /// <summary>Null for local tracks.</summary>
    public string? Id { get; init; }

    /// <summary>The id that it was asked for by, where a market had it replaced by another.</summary>
    public string? LinkedFrom { get; init; }

    public string? Name { get; init; }

    /// <summary>Whether there is a popularity, and it is a number.</summary>
    public bool HasPopularity { get; init; }

    public bool HasIsrc { get; init; }

    /// <summary>The first page of its tracks; full albums only.</summary>
    public BodyFacts? Tracks { get; init; }
}

/// <summary>Where a page stands in its list.</summary>
/// <param name="Next">The address of the next page; null after the last.</param>
/// <param name="Offset">Entries before this page.</param>
/// <param name="Total">Entries of the list as Spotify announces them; it drifts, so it proves nothing.</param>
/// <param name="Limit">The page size that it was cut to.</param>
/// <param name="Count">Entries of this page, nulls included.</param>
internal sealed record PageFacts(string? Next, int Offset, int? Total, int? Limit, int Count);
