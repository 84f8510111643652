using Tracklake.Raw;

namespace Tracklake.Sources.Imports.Responses;

/// <summary>A response within a file: what it is and where its bytes are in the file's UTF-8 content.</summary>
internal sealed record FoundBody(RawKind Kind, string? Subject, long Offset, long Length)
{
    /// <summary>SHA-256 of the bytes, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When an envelope says that it was fetched.</summary>
    public DateTimeOffset? FetchedAt { get; init; }

    /// <summary>The address that was asked, where an envelope says so.</summary>
    public string? Request { get; init; }

    /// <summary>The HTTP status, where an envelope says so.</summary>
    public int? Status { get; init; }

    /// <summary>Number of lines, of newline-delimited tracks.</summary>
    public long? Lines { get; init; }

    /// <summary>Whether it may have come within a larger document, so that its place belongs to its origin.</summary>
    public bool IsNested { get; init; }

    /// <summary>Whether a popularity occurs in it.</summary>
    public bool HasPopularity { get; init; }
}

/// <summary>What a file of stored responses holds.</summary>
/// <param name="Bodies">The responses, in order of offset.</param>
/// <param name="Rejections">What could not be used of it.</param>
/// <param name="Note">How the content differs from the file's bytes, in words.</param>
internal sealed record FileFindings(
    IReadOnlyList<FoundBody> Bodies, IReadOnlyList<Rejection> Rejections, string? Note)
{
    /// <summary>Whether it is newline-delimited: read again by lines, not as a whole.</summary>
    public bool IsLines { get; init; }

    public static FileFindings Rejected(string path, long offset, long? length, string code, string reason) =>
        new([], [new Rejection(path, offset, length, code, reason)], null);
}
