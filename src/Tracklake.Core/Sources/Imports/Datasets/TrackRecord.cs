namespace Tracklake.Sources.Imports.Datasets;

/// <summary>A good row of a table of tracks.</summary>
internal sealed record TrackRecord
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<(string Id, string Name)> Artists { get; init; }

    public bool AreArtistsAmbiguous { get; init; }

    public (string Id, string Name)? Album { get; init; }

    public string? AlbumType { get; init; }

    public ReleaseDate? ReleasedOn { get; init; }

    public long? DurationMs { get; init; }

    public int? Popularity { get; init; }

    public bool? IsExplicit { get; init; }

    public string? Isrc { get; init; }

    public int? TrackNumber { get; init; }

    public int? DiscNumber { get; init; }

    public required string File { get; init; }

    public required long Row { get; init; }

    public required long Offset { get; init; }
}
