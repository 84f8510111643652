using Tracklake.Raw;

namespace Tracklake.Sources.Imports;

/// <summary>What became of the files that a user gave.</summary>
public sealed record ImportResult
{
    /// <summary>What the files were.</summary>
    public required ImportKind Kind { get; init; }

    /// <summary>The raw batches that hold what was given: written now, or found to be there already.</summary>
    public required IReadOnlyList<RawBatch> Batches { get; init; }

    /// <summary>How many of <see cref="Batches"/> were written now.</summary>
    public required int Written { get; init; }

    /// <summary>Files of which something was taken into a batch that was written now.</summary>
    public required int FilesTaken { get; init; }

    /// <summary>Files whose bytes were known: from an earlier import, or from another file of this one.</summary>
    public required int FilesKnown { get; init; }

    /// <summary>Files that are none of what was looked for, and were left alone; relative paths.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Records that were given more than once, in files that are not the same.</summary>
    public long Duplicates { get; init; }

    /// <summary>What could not be used, and why.</summary>
    public IReadOnlyList<Rejection> Rejections { get; init; } = [];

    /// <summary>What a person should know, in sentences: the summary first.</summary>
    public required IReadOnlyList<string> Sentences { get; init; }
}
