namespace Tracklake.Delta;

/// <summary>What the log says about one version (protocol: Commit Provenance Information); writers may leave any of it
/// out.</summary>
/// <param name="Version">The version.</param>
/// <param name="Timestamp">When it was made: the in-commit timestamp, else the commit file's time.</param>
/// <param name="Operation">What was done, such as <c>WRITE</c>.</param>
public sealed record DeltaHistoryEntry(long Version, DateTimeOffset Timestamp, string? Operation)
{
    /// <summary>The operation's parameters as text.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The operation's metrics as text.</summary>
    public IReadOnlyDictionary<string, string> Metrics { get; init; } = new Dictionary<string, string>();

    /// <summary>What the caller noted: the object of <see cref="DeltaWrite.Info"/> when this library wrote it.</summary>
    public IReadOnlyDictionary<string, string> Info { get; init; } = new Dictionary<string, string>();

    /// <summary>What the caller noted, as the log has it.</summary>
    public string? UserMetadata { get; init; }

    /// <summary>Who wrote.</summary>
    public string? EngineInfo { get; init; }

    /// <summary>The version that the writer had read.</summary>
    public long? ReadVersion { get; init; }

    /// <summary>Whether the writer had read nothing of the table.</summary>
    public bool? IsBlindAppend { get; init; }
}
