namespace Tracklake.Releases;

/// <summary>
/// What readers see: every table at one version, together. Releases are numbered and never changed; the newest is the
/// current one, and going back makes a new one with the tables of an old one.
/// </summary>
public sealed record Release
{
    /// <summary>From 1, without gaps.</summary>
    public required long Number { get; init; }

    /// <summary>The run that made it.</summary>
    public required long Run { get; init; }

    /// <summary>When it was published, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The release whose tables came back, when this one is a rollback.</summary>
    public long? RollbackTo { get; init; }

    /// <summary>The tables, by qualified name.</summary>
    public required IReadOnlyDictionary<string, ReleasedTable> Tables { get; init; }

    /// <summary>Whether its tables were computed anew from its batches alone: it builds on no earlier release.</summary>
    public bool FromScratch { get; init; }

    /// <summary>The raw batches that it added, as <c>source/name</c>.</summary>
    public required IReadOnlyList<string> Batches { get; init; }

    /// <summary>The raw batches whose rows it took out, as <c>source/name</c>.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>What a reader should know: what is missing, what is not served.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}

/// <summary>A table as a release pins it.</summary>
/// <param name="Version">Version of the Delta table.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Checksum">Sum over the rows of a hash of their content, provenance left out; equal on every engine.</param>
/// <param name="Definition">Hash of the model that computed it.</param>
/// <param name="LastDay">Of a bronze table: the last day that it has records of.</param>
public sealed record ReleasedTable(
    long Version, long Rows, string Checksum, string Definition, DateOnly? LastDay = null);
