namespace Tracklake.Sources.Spotify;

/// <summary>What a record of the spool says.</summary>
internal enum SpoolMark
{
    /// <summary>A request was answered; the body follows.</summary>
    Answer,

    /// <summary>A request was answered with "not found".</summary>
    Missing,

    /// <summary>The app is refused a family today.</summary>
    Refused,

    /// <summary>A family takes no larger pages today.</summary>
    PageSize,

    /// <summary>All is answered and the batch decided: a <see cref="SealPlan"/> follows.</summary>
    Seal,
}

/// <summary>The header of a record of the spool.</summary>
internal sealed record SpoolRecord
{
    public required SpoolMark Mark { get; init; }

    /// <summary>The request's path and query; the family's name where the record is about one.</summary>
    public required string Key { get; init; }

    public required EndpointFamily Family { get; init; }

    public string? Subject { get; init; }

    public int? Status { get; init; }

    public string? Reason { get; init; }

    public int? PageSize { get; init; }

    public DateTimeOffset FetchedAt { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>SHA-256 of the body, lower-case hex; null where there is none.</summary>
    public string? Sha256 { get; init; }
}

/// <summary>
/// What goes into the batch, fixed before its first part is written: parts that a killed run wrote already must fit
/// those that the next one writes, whatever was configured in between.
/// </summary>
/// <param name="Keys">The answers, in the order of the batch.</param>
/// <param name="Notices">The batch's notices.</param>
internal sealed record SealPlan(IReadOnlyList<string> Keys, IReadOnlyList<string> Notices);
