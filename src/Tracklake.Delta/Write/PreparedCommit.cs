namespace Tracklake.Delta;

/// <summary>What an operation wants to commit, and what it has read to come to it.</summary>
internal sealed class PreparedCommit
{
    /// <summary>The version that was read; null when there was no table.</summary>
    public required DeltaSnapshot? Read { get; init; }

    /// <summary>The operation's name in the history.</summary>
    public required string Operation { get; init; }

    public Dictionary<string, string> Parameters { get; init; } = [];

    public Dictionary<string, string> Metrics { get; init; } = [];

    public List<AddFile> Adds { get; init; } = [];

    /// <summary>The files that were written for this commit, to be taken back if it is not made.</summary>
    public List<AddFile> Written { get; init; } = [];

    public List<AddFile> Removes { get; init; } = [];

    public List<CdcFile> Changes { get; init; } = [];

    public ProtocolAction? Protocol { get; init; }

    public MetaData? MetaData { get; init; }

    public DeltaTransaction? Transaction { get; init; }

    public IReadOnlyDictionary<string, string>? Info { get; init; }

    /// <summary>False when rows are only rearranged.</summary>
    public bool DataChange { get; init; } = true;

    /// <summary>True when nothing was read: only then may others have added what they like.</summary>
    public bool IsBlindAppend { get; init; }

    /// <summary>Whether a file that another writer added meanwhile would have been read, had it been there.</summary>
    public Func<AddFile, bool> WouldRead { get; init; } = _ => false;

    public long RowsAdded => Adds.Sum(f => f.NumRecords ?? 0);

    public DeltaCommit Result(long version) =>
        new(version, false, RowsAdded, Adds.Count, Removes.Count, Adds.Sum(f => f.Size)) { Metrics = Metrics };
}
