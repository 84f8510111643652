using System.Text.Json;

namespace Tracklake.Delta;

/// <summary>One line of the log: exactly one of its actions is there (protocol: Actions).</summary>
internal sealed record LogLine
{
    public JsonElement? CommitInfo { get; init; }

    public ProtocolAction? Protocol { get; init; }

    public MetaData? MetaData { get; init; }

    public TxnAction? Txn { get; init; }

    public DomainMetadata? DomainMetadata { get; init; }

    public RemoveFile? Remove { get; init; }

    public AddFile? Add { get; init; }

    public CdcFile? Cdc { get; init; }

    public SidecarFile? Sidecar { get; init; }

    public CheckpointMetadata? CheckpointMetadata { get; init; }
}

/// <summary>Protocol: Protocol Evolution.</summary>
internal sealed record ProtocolAction
{
    public required int MinReaderVersion { get; init; }

    public required int MinWriterVersion { get; init; }

    public IReadOnlyList<string>? ReaderFeatures { get; init; }

    public IReadOnlyList<string>? WriterFeatures { get; init; }
}

/// <summary>Protocol: Change Metadata.</summary>
internal sealed record MetaData
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public FileFormat Format { get; init; } = new();

    /// <summary>Null in logs that lack it: said when the version is opened, after the protocol has been looked at.
    /// </summary>
    public string? SchemaString { get; init; }

    public IReadOnlyList<string> PartitionColumns { get; init; } = [];

    public IReadOnlyDictionary<string, string?> Configuration { get; init; } = AddFile.NoPartition;

    public long? CreatedTime { get; init; }
}

/// <summary>Protocol: Format Specification.</summary>
internal sealed record FileFormat
{
    public string Provider { get; init; } = "parquet";

    public IReadOnlyDictionary<string, string?> Options { get; init; } = AddFile.NoPartition;
}

/// <summary>Protocol: Add File and Remove File.</summary>
internal sealed record RemoveFile
{
    public required string Path { get; init; }

    public long? DeletionTimestamp { get; init; }

    public bool DataChange { get; init; } = true;

    public bool? ExtendedFileMetadata { get; init; }

    public IReadOnlyDictionary<string, string?>? PartitionValues { get; init; }

    public long? Size { get; init; }

    public string? Stats { get; init; }

    public IReadOnlyDictionary<string, string?>? Tags { get; init; }

    public DeletionVector? DeletionVector { get; init; }

    public long? BaseRowId { get; init; }

    public long? DefaultRowCommitVersion { get; init; }

    public static RemoveFile Of(AddFile file, long deletionTimestamp, bool dataChange) => new()
    {
        Path = file.Path,
        DeletionTimestamp = deletionTimestamp,
        DataChange = dataChange,
        ExtendedFileMetadata = true,
        PartitionValues = file.PartitionValues,
        Size = file.Size,
        DeletionVector = file.DeletionVector,
        BaseRowId = file.BaseRowId,
        DefaultRowCommitVersion = file.DefaultRowCommitVersion,
    };
}

/// <summary>Protocol: Transaction Identifiers.</summary>
internal sealed record TxnAction
{
    public required string AppId { get; init; }

    public required long Version { get; init; }

    public long? LastUpdated { get; init; }
}

/// <summary>Protocol: Add CDC File.</summary>
internal sealed record CdcFile
{
    public required string Path { get; init; }

    public IReadOnlyDictionary<string, string?> PartitionValues { get; init; } = AddFile.NoPartition;

    public long Size { get; init; }

    public bool DataChange { get; init; }

    public IReadOnlyDictionary<string, string?>? Tags { get; init; }
}

/// <summary>Protocol: Domain Metadata.</summary>
internal sealed record DomainMetadata
{
    public required string Domain { get; init; }

    public string Configuration { get; init; } = "";

    public bool Removed { get; init; }
}

/// <summary>Protocol: Sidecar File Information.</summary>
internal sealed record SidecarFile
{
    public required string Path { get; init; }

    public long SizeInBytes { get; init; }

    public long ModificationTime { get; init; }
}

/// <summary>Protocol: Checkpoint Metadata.</summary>
internal sealed record CheckpointMetadata
{
    public long Version { get; init; }
}
