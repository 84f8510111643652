namespace Tracklake.Delta;

/// <summary>One version of a table; it never changes (protocol: Action Reconciliation).</summary>
public sealed class DeltaSnapshot
{
    private readonly HashSet<string> _partitions;
    private AddFile[]? _files;

    internal DeltaSnapshot(string tablePath, LoadedLog loaded, DeltaOptions options)
    {
        Options = options;
        TablePath = tablePath;
        Loaded = loaded;
        Version = loaded.Version;
        Protocol = loaded.State.Protocol
            ?? throw new DeltaCorruptException(tablePath, Version, "the log holds no protocol action");
        FeatureGate.CheckRead(tablePath, Version, Protocol);
        MetaData = loaded.State.MetaData
            ?? throw new DeltaCorruptException(tablePath, Version, "the log holds no metaData action");
        if (MetaData.Format.Provider != "parquet")
            throw new DeltaUnsupportedException(tablePath, Version, MetaData.Format.Provider,
                $"its files are {MetaData.Format.Provider}, not Parquet");
        try
        {
            Schema = DeltaSchema.FromJson(MetaData.SchemaString
                ?? throw new FormatException("the metaData action lacks its schemaString"));
        }
        catch (FormatException e)
        {
            throw new DeltaCorruptException(tablePath, Version, e.Message, e);
        }

        _partitions = new HashSet<string>(MetaData.PartitionColumns, StringComparer.OrdinalIgnoreCase);
        foreach (var column in MetaData.PartitionColumns)
        {
            if (Schema.Find(column) is null)
                throw new DeltaCorruptException(tablePath, Version, $"the partition column '{column}' is not in the schema");
        }

        Mapping = MappingOf(Protocol, MetaData);
    }

    /// <summary>The table's folder.</summary>
    public string TablePath { get; }

    /// <summary>The version, counted from 0.</summary>
    public long Version { get; }

    /// <summary>The columns.</summary>
    public DeltaSchema Schema { get; }

    /// <summary>The columns by whose values the files are split, in order.</summary>
    public IReadOnlyList<string> PartitionColumns => MetaData.PartitionColumns;

    /// <summary>What the table is, as its creator described it.</summary>
    public string? Description => MetaData.Description;

    /// <summary>The table's properties (protocol: Table Properties).</summary>
    public IReadOnlyDictionary<string, string?> Properties => MetaData.Configuration;

    /// <summary>The table's id, made once.</summary>
    public string TableId => MetaData.Id;

    /// <summary>The live files, ordered by path.</summary>
    public IReadOnlyList<AddFile> Files => _files ??=
        [.. Loaded.State.Files.Values.OrderBy(f => f.Path, StringComparer.Ordinal)];

    /// <summary>Rows, from the statistics; null when a file has none.</summary>
    public long? RecordCount
    {
        get
        {
            var count = 0L;
            foreach (var file in Loaded.State.Files.Values)
            {
                if (file.NumRecords is not { } rows) return null;
                count += rows;
            }

            return count;
        }
    }

    /// <summary>Bytes of the live files.</summary>
    public long SizeInBytes => Loaded.State.Files.Values.Sum(f => f.Size);

    internal DeltaOptions Options { get; }

    internal LoadedLog Loaded { get; }

    internal ProtocolAction Protocol { get; }

    internal MetaData MetaData { get; }

    internal ColumnMapping Mapping { get; }

    /// <summary>The newest transaction that the application committed; null when there is none (protocol: Transaction
    /// Identifiers).</summary>
    public long? TransactionVersion(string appId) =>
        Loaded.State.Transactions.TryGetValue(appId, out var txn) ? txn.Version : null;

    /// <summary>
    /// A parenthesised SELECT for a FROM clause of DuckDB: the schema's columns in order, with the schema's types, over
    /// an explicit list of files. Partition values come from the log, deleted rows are left out, columns that a file
    /// does not have are null. Files that were written by others are opened for their footers; a file that cannot be
    /// read is a <see cref="DeltaCorruptException"/>.
    /// </summary>
    public string ToSql(DeltaPruning? prune = null) => new ScanSql(this).Select(FilesFor(prune));

    /// <summary>The rows of some of the snapshot's files, as <see cref="ToSql(DeltaPruning?)"/> gives those of all: what
    /// a commit added, say.</summary>
    public string ToSql(IReadOnlyList<AddFile> files) => new ScanSql(this).Select(files);

    /// <summary>The live files that may hold rows within the bounds, ordered by path.</summary>
    public IReadOnlyList<AddFile> FilesFor(DeltaPruning? prune)
    {
        if (prune is null || prune.Bounds.Count == 0) return Files;
        var pruner = new Pruner(this, prune);
        return [.. Loaded.State.Files.Values.Where(pruner.MayHold).OrderBy(f => f.Path, StringComparer.Ordinal)];
    }

    /// <summary>Where a live file is on this machine; a path that leaves the table is a
    /// <see cref="DeltaCorruptException"/>.</summary>
    public string FilePath(AddFile file) => LogPath.Resolve(TablePath, file.Path, Options.AllowFilesOutsideTable)
        ?? throw new DeltaCorruptException(TablePath, Version, $"the path {file.Path} leaves the table's folder");

    internal bool IsPartition(string column) => _partitions.Contains(column);

    /// <summary>The column's key in partition values and statistics.</summary>
    internal string StorageName(DeltaField field) => Mapping == ColumnMapping.None ? field.Name : field.PhysicalName;

    internal string? Property(string key) => MetaData.Configuration.GetValueOrDefault(key);

    internal bool IsOn(string key) => string.Equals(Property(key), "true", StringComparison.OrdinalIgnoreCase);

    private static ColumnMapping MappingOf(ProtocolAction protocol, MetaData metaData)
    {
        var supported = protocol.MinReaderVersion == 2
            || (protocol.ReaderFeatures?.Contains("columnMapping") ?? false);
        return (supported ? metaData.Configuration.GetValueOrDefault("delta.columnMapping.mode") : null) switch
        {
            "name" => ColumnMapping.Name,
            "id" => ColumnMapping.Id,
            _ => ColumnMapping.None,
        };
    }
}
