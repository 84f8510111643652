namespace Tracklake.Delta;

/// <summary>How files are put together (the operation that Spark calls OPTIMIZE). Rows stay as they are.</summary>
public sealed record DeltaOptimize
{
    /// <summary>Bytes that a file should have; files of three quarters of it are left alone.</summary>
    public long TargetFileBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Columns to sort by, so that bounds get narrow: then every file is written again.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>Which files are looked at; all by default.</summary>
    public DeltaPruning? Only { get; init; }
}

/// <summary>Which files are deleted from the disk: those that no version within the retention needs.</summary>
public sealed record DeltaVacuum
{
    /// <summary>How long files of old versions stay; by default what the table's
    /// <c>delta.deletedFileRetentionDuration</c> says, which is 7 days.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>Consent to a shorter retention than the table's: writers that are at work now, and readers of old
    /// versions, lose their files.</summary>
    public bool AllowShortRetention { get; init; }

    /// <summary>Says what would be deleted, and deletes nothing.</summary>
    public bool DryRun { get; init; }
}

/// <summary>Files that were, or would be, deleted.</summary>
/// <param name="Files">Paths relative to the table's folder, ordered.</param>
/// <param name="Bytes">Their bytes.</param>
public sealed record DeltaDeletion(IReadOnlyList<string> Files, long Bytes);
