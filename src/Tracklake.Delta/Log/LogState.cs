namespace Tracklake.Delta;

/// <summary>A logical file: decoded path and deletion vector (protocol: Action Reconciliation).</summary>
internal readonly record struct FileKey(string Path, string? DeletionVector)
{
    public static FileKey Of(AddFile file) => new(LogPath.Decode(file.Path), file.DeletionVector?.UniqueId);

    public static FileKey Of(RemoveFile file) => new(LogPath.Decode(file.Path), file.DeletionVector?.UniqueId);
}

/// <summary>The state of a table while its log is replayed, oldest first (protocol: Action Reconciliation).</summary>
internal sealed class LogState
{
    private readonly HashSet<FileKey> _seen = [];

    public LogState()
    {
    }

    public LogState(LogState other)
    {
        Protocol = other.Protocol;
        MetaData = other.MetaData;
        CommitInfo = other.CommitInfo;
        Files = new Dictionary<FileKey, AddFile>(other.Files);
        Tombstones = new Dictionary<FileKey, RemoveFile>(other.Tombstones);
        Transactions = new Dictionary<string, TxnAction>(other.Transactions);
        Domains = new Dictionary<string, DomainMetadata>(other.Domains);
    }

    public ProtocolAction? Protocol { get; private set; }

    public MetaData? MetaData { get; private set; }

    /// <summary>The provenance of the newest commit only; null right after a checkpoint.</summary>
    public System.Text.Json.JsonElement? CommitInfo { get; private set; }

    public Dictionary<FileKey, AddFile> Files { get; } = [];

    public Dictionary<FileKey, RemoveFile> Tombstones { get; } = [];

    public Dictionary<string, TxnAction> Transactions { get; } = [];

    public Dictionary<string, DomainMetadata> Domains { get; } = [];

    /// <summary>Applies one commit; a FormatException says how its actions contradict each other.</summary>
    public void Apply(IReadOnlyList<LogLine> commit)
    {
        _seen.Clear();
        CommitInfo = null;
        var protocols = 0;
        var metaDatas = 0;
        foreach (var line in commit)
        {
            if (line.Sidecar is not null || line.CheckpointMetadata is not null)
                throw new FormatException("a commit holds actions that only checkpoints may hold");
            if (line.Protocol is not null && ++protocols > 1) throw new FormatException("two protocol actions");
            if (line.MetaData is not null && ++metaDatas > 1) throw new FormatException("two metaData actions");
            if (line.Add is { } add && !_seen.Add(FileKey.Of(add)))
                throw new FormatException($"two actions for the file {add.Path}");
            if (line.Remove is { } remove && !_seen.Add(FileKey.Of(remove)))
                throw new FormatException($"two actions for the file {remove.Path}");
            Apply(line);
        }
    }

    public void Apply(LogLine line)
    {
        if (line.Add is { } add)
        {
            var key = FileKey.Of(add);
            if (key.Path.Length == 0) throw new FormatException("a file without a path");
            Files[key] = add;
            Tombstones.Remove(key);
        }
        else if (line.Remove is { } remove)
        {
            var key = FileKey.Of(remove);
            Files.Remove(key);
            Tombstones[key] = remove;
        }
        else if (line.MetaData is { } metaData)
        {
            MetaData = metaData;
        }
        else if (line.Protocol is { } protocol)
        {
            Protocol = protocol;
        }
        else if (line.Txn is { } txn)
        {
            Transactions[txn.AppId] = txn;
        }
        else if (line.DomainMetadata is { } domain)
        {
            if (domain.Removed) Domains.Remove(domain.Domain);
            else Domains[domain.Domain] = domain;
        }
        else if (line.CommitInfo is { } info)
        {
            CommitInfo = info;
        }
    }
}
