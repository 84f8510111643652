using DuckDB.NET.Data;

namespace Tracklake.Delta;

/// <summary>A Delta table in a local folder. Cheap to make; may be used by several threads, each with a connection of
/// its own.</summary>
public sealed class DeltaTable
{
    private readonly DeltaOptions _options;
    private readonly ILogStore _log;
    private readonly LogReader _reader;
    private readonly Lock _lock = new();
    private DeltaSnapshot? _latest;

    /// <summary>The table in a folder; touches nothing, and the table need not exist.</summary>
    public DeltaTable(string path, DeltaOptions? options = null)
    {
        Path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        _options = options ?? new DeltaOptions();
        _log = _options.OpenLog(Path);
        _reader = new LogReader(Path, _log);
    }

    /// <summary>The table's folder, absolute.</summary>
    public string Path { get; }

    /// <summary>Whether the folder has a log with a version or a checkpoint in it.</summary>
    public bool Exists =>
        _log.List(0).Any(e => LogNames.Parse(e.Name) is { } file && (file.Kind == LogFileKind.Commit || file.IsCheckpoint));

    /// <summary>
    /// Opens a version, the newest by default. Versions that were opened before are brought up to date by reading only
    /// what is new. Throws <see cref="DeltaNotFoundException"/> when there is no table or no such version,
    /// <see cref="DeltaCorruptException"/> when the log contradicts the protocol, and
    /// <see cref="DeltaUnsupportedException"/> when it needs a feature that is not there.
    /// </summary>
    public DeltaSnapshot Open(long? version = null)
    {
        var latest = Latest();
        if (latest is null) throw new DeltaNotFoundException(Path, version, "there is no table in this folder");
        if (version is null || version == latest.Version) return latest;
        if (version < 0 || version > latest.Version)
            throw new DeltaNotFoundException(Path, version, $"there is no such version; the newest is {latest.Version}");
        return new DeltaSnapshot(Path, _reader.Load(version)!, _options);
    }

    /// <summary>Opens the newest version that was made at a time or before it; the times are those of
    /// <see cref="History"/>. Throws <see cref="DeltaNotFoundException"/> when every version is younger.</summary>
    public DeltaSnapshot OpenAt(DateTimeOffset at)
    {
        var version = new HistoryReader(Path, _log).VersionAt(at, Open().Version);
        return version is null
            ? throw new DeltaNotFoundException(Path, null, $"every version is younger than {at:O}")
            : Open(version);
    }

    /// <summary>What was done, newest first, as far back as commits are kept.</summary>
    public IEnumerable<DeltaHistoryEntry> History() => new HistoryReader(Path, _log).Read(Open().Version, 0);

    /// <summary>
    /// A parenthesised SELECT of what changed from one version to another, both included: the table's columns as they
    /// are at the last one, <c>_change_type</c> (insert, delete, update_preimage, update_postimage),
    /// <c>_commit_version</c> and <c>_commit_timestamp</c> (protocol: Add CDC File). Versions that replaced files
    /// while <c>delta.enableChangeDataFeed</c> was off are refused.
    /// </summary>
    public string ChangesSql(long fromVersion, long? toVersion = null) =>
        new ChangeReader(this, _log, Open(toVersion)).Select(fromVersion);

    /// <summary>
    /// Writes the rows of a query, and creates the table where there is none. One file is written for each partition;
    /// rows that break a rule of the table are a <see cref="DeltaConstraintException"/>, columns that do not fit a
    /// <see cref="DeltaSchemaException"/>, and then nothing is committed. A process that is killed leaves the table at
    /// the old or the new version.
    /// </summary>
    public DeltaCommit Write(DuckDBConnection connection, string selectSql, DeltaWrite write) =>
        Write(connection, [new DeltaRows(selectSql)], write);

    /// <summary>Writes the rows of several queries of the same columns in one commit. They are run one after the other,
    /// so that the memory that one of them takes is enough. See <see cref="Write(DuckDBConnection, string, DeltaWrite)"/>.
    /// </summary>
    public DeltaCommit Write(DuckDBConnection connection, IReadOnlyList<DeltaRows> rows, DeltaWrite write)
    {
        ArgumentOutOfRangeException.ThrowIfZero(rows.Count);
        IReadOnlyList<DeltaRows> trimmed = [.. rows.Select(r => r with { SelectSql = Trim(r.SelectSql) })];
        return Commit(write.Transaction, new WriteOperation(this, _options, connection, trimmed, write).Prepare);
    }

    /// <summary>Adds files that are in the table's folder already, in the table's columns, with partition values, size
    /// and statistics as given: nothing is opened. The table must exist.</summary>
    public DeltaCommit AppendFiles(IReadOnlyList<AddFile> files, DeltaTransaction? transaction = null,
        IReadOnlyDictionary<string, string>? info = null) => Commit(transaction, current => new PreparedCommit
        {
            Read = current ?? throw new DeltaNotFoundException(Path, null, "there is no table to add files to"),
            Operation = "WRITE",
            Parameters = new() { ["mode"] = "Append", ["partitionBy"] = LogJson.Text(current.PartitionColumns) },
            Adds = [.. files],
            Transaction = transaction,
            Info = info,
            IsBlindAppend = true,
        });

    /// <summary>Brings the table up to date from a source, by key; see <see cref="DeltaMerge"/>. Files in which no row
    /// changes are left alone. Throws <see cref="DeltaConstraintException"/> when the source has a key twice.</summary>
    public DeltaCommit Merge(DuckDBConnection connection, DeltaMerge merge) => Commit(merge.Transaction,
        new MergeOperation(this, _options, connection, merge with { SourceSql = Trim(merge.SourceSql) }).Prepare);

    /// <summary>Deletes the rows for which an SQL predicate over the table's columns is true. Over partition columns
    /// alone no file is opened. Skipped when no row matches and there is no transaction to note.</summary>
    public DeltaCommit DeleteWhere(DuckDBConnection connection, string predicateSql, DeltaTransaction? transaction = null,
        IReadOnlyDictionary<string, string>? info = null) => Commit(transaction,
        new ChangeRowsOperation(this, _options, connection, predicateSql, null, transaction, info).Prepare);

    /// <summary>Sets columns, by name, to SQL expressions over the old row where a predicate is true. Skipped when no
    /// row matches and there is no transaction to note.</summary>
    public DeltaCommit Update(DuckDBConnection connection, string predicateSql, IReadOnlyDictionary<string, string> set,
        DeltaTransaction? transaction = null, IReadOnlyDictionary<string, string>? info = null) => Commit(transaction,
        new ChangeRowsOperation(this, _options, connection, predicateSql, set, transaction, info).Prepare);

    /// <summary>Makes a new version with the files and the schema of an old one.</summary>
    /// <param name="version">The version whose content comes back.</param>
    /// <param name="transaction">When the table already holds it, nothing is done.</param>
    /// <param name="info">What the caller wants to find again in the history.</param>
    public DeltaCommit Restore(long version, DeltaTransaction? transaction = null,
        IReadOnlyDictionary<string, string>? info = null) =>
        Commit(transaction, new RestoreOperation(this, version, transaction, info).Prepare);

    /// <summary>The newest version; null when there is no table.</summary>
    internal DeltaSnapshot? Latest()
    {
        lock (_lock)
        {
            var loaded = _latest is null ? _reader.Load(null) : _reader.Refresh(_latest.Loaded);
            if (loaded is null) return _latest = null;
            if (!ReferenceEquals(loaded, _latest?.Loaded)) _latest = new DeltaSnapshot(Path, loaded, _options);
            return _latest;
        }
    }

    /// <summary>
    /// Sets table properties, or removes those whose value is null, and the description (protocol: Table Properties). The
    /// protocol is raised where a property needs it. A new CHECK constraint (<c>delta.constraints.NAME</c>) is held
    /// against the rows that are there first.
    /// </summary>
    public DeltaCommit SetProperties(
        DuckDBConnection connection, IReadOnlyDictionary<string, string?> properties, string? description = null) =>
        Commit(null, new AlterOperation(this, _options, connection, properties, description).Prepare);

    /// <summary>Puts small files together, or sorts all of them; rows stay as they are. Skipped when there is nothing to
    /// gain.</summary>
    public DeltaCommit Optimize(DuckDBConnection connection, DeltaOptimize? optimize = null) =>
        Commit(null, new OptimizeOperation(this, _options, connection, optimize ?? new DeltaOptimize()).Prepare);

    /// <summary>Deletes the files that no version within the retention needs; see <see cref="DeltaVacuum"/>. Older
    /// versions can no longer be read then.</summary>
    public DeltaDeletion Vacuum(DeltaVacuum? vacuum = null) =>
        new VacuumOperation(this, _options, vacuum ?? new DeltaVacuum()).Run();

    /// <summary>Deletes commits and checkpoints that are older than the table's <c>delta.logRetentionDuration</c> (30
    /// days) and that a checkpoint replaces (protocol: Metadata Cleanup).</summary>
    public DeltaDeletion CleanUpLog(bool dryRun = false) => new LogCleanup(this, _log, _options).Run(dryRun);

    /// <summary>Writes a checkpoint of the newest version now (protocol: Checkpoints); commits do it by themselves every
    /// so often.</summary>
    public void Checkpoint() => new CheckpointWriter(_log, _options).Write(Open());

    private DeltaCommit Commit(DeltaTransaction? transaction, Func<DeltaSnapshot?, PreparedCommit?> prepare)
    {
        var commit = new Committer(this, _log, _options).Run(transaction, prepare);
        if (!commit.Skipped) new AfterCommit(this, _log, _options).Run(commit.Version);
        return commit;
    }

    private static string Trim(string sql) => sql.Trim().TrimEnd(';');
}
