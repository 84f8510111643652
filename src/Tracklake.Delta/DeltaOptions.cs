namespace Tracklake.Delta;

/// <summary>How tables are read and written; the defaults suit a local disk.</summary>
public sealed record DeltaOptions
{
    /// <summary>Where the time comes from: commit times, tombstones, retention.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where ids of files, tables and commits come from. A source that repeats repeats the names.</summary>
#pragma warning disable RS0030 // The one place that may: everything else is given ids.
    public Func<Guid> NewId { get; init; } = Guid.NewGuid;
#pragma warning restore RS0030

    /// <summary>Who writes, for the provenance of commits (protocol: Commit Provenance Information).</summary>
    public string EngineInfo { get; init; } = "Tracklake.Delta";

    /// <summary>DuckDB's name of the Parquet compression.</summary>
    public string Compression { get; init; } = "zstd";

    /// <summary>Rows of a Parquet row group.</summary>
    public int RowGroupSize { get; init; } = 122_880;

    /// <summary>A checkpoint is written every so many versions, unless the table's <c>delta.checkpointInterval</c> says
    /// otherwise; 0 for never.</summary>
    public int CheckpointInterval { get; init; } = 10;

    /// <summary>Whether a checksum file is written beside each commit (protocol: Version Checksum File).</summary>
    public bool WriteChecksums { get; init; } = true;

    /// <summary>How often an operation is done again from the new version when another writer's commit contradicts it.
    /// </summary>
    public int MaxAttempts { get; init; } = 10;

    /// <summary>Whether data files outside the table's folder may be read, as shallow clones have them. Off, a log
    /// cannot make this process open files of its choosing.</summary>
    public bool AllowFilesOutsideTable { get; init; }

    /// <summary>Where the log of the table in a folder is kept.</summary>
    public Func<string, ILogStore> OpenLog { get; init; } = path => new LocalLogStore(path);
}
