using System.Text.Json.Serialization;

namespace Tracklake.Delta;

/// <summary>A live data file of a table (protocol: Add File and Remove File).</summary>
public sealed record AddFile
{
    private FileStatistics? _statistics;

    /// <summary>Where the file is, as the log spells it: URI-encoded, relative to the table's folder.</summary>
    public required string Path { get; init; }

    /// <summary>The values of the partition columns as text; null for null (protocol: Partition Value
    /// Serialization). Keyed by physical name where the table maps columns.</summary>
    public IReadOnlyDictionary<string, string?> PartitionValues { get; init; } = NoPartition;

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <summary>When the file was written, in milliseconds since 1970-01-01T00:00:00Z.</summary>
    public long ModificationTime { get; init; }

    /// <summary>False when the file only rearranges rows that the table already had.</summary>
    public bool DataChange { get; init; } = true;

    /// <summary>The file's statistics as JSON text (protocol: Per-file Statistics), if the writer left any.</summary>
    public string? Stats { get; init; }

    /// <summary>What a writer noted about the file.</summary>
    public IReadOnlyDictionary<string, string?>? Tags { get; init; }

    /// <summary>Which rows of the file are deleted (protocol: Deletion Vectors).</summary>
    public DeletionVector? DeletionVector { get; init; }

    /// <summary>The first row id of the file (protocol: Row Tracking).</summary>
    public long? BaseRowId { get; init; }

    /// <summary>The version that first held the file (protocol: Row Tracking).</summary>
    public long? DefaultRowCommitVersion { get; init; }

    /// <summary>Who clustered the file (protocol: Clustered Table).</summary>
    public string? ClusteringProvider { get; init; }

    /// <summary>Live rows, from the statistics and the deletion vector; null when the statistics do not say.</summary>
    [JsonIgnore]
    public long? NumRecords => Statistics.NumRecords - (DeletionVector?.Cardinality ?? 0);

    internal static IReadOnlyDictionary<string, string?> NoPartition { get; } = new Dictionary<string, string?>();

    /// <summary>The statistics, parsed once; empty when there are none or they cannot be read.</summary>
    [JsonIgnore]
    internal FileStatistics Statistics => _statistics ??= FileStatistics.Parse(Stats);
}

/// <summary>Where a set of deleted rows is stored (protocol: Deletion Vector Descriptor Schema).</summary>
public sealed record DeletionVector
{
    /// <summary><c>u</c> relative file, <c>p</c> absolute file, <c>i</c> inline.</summary>
    public required string StorageType { get; init; }

    /// <summary>The file's encoded name or the vector itself, by storage type.</summary>
    public required string PathOrInlineDv { get; init; }

    /// <summary>Byte offset within the file.</summary>
    public int? Offset { get; init; }

    /// <summary>Bytes of the vector.</summary>
    public int SizeInBytes { get; init; }

    /// <summary>Rows that are deleted.</summary>
    public long Cardinality { get; init; }

    /// <summary>What tells one vector of a file from another (protocol: Derived Fields).</summary>
    [JsonIgnore]
    public string UniqueId => Offset is null ? StorageType + PathOrInlineDv : $"{StorageType}{PathOrInlineDv}@{Offset}";
}
