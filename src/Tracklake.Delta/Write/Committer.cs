using System.Collections.Concurrent;

namespace Tracklake.Delta;

/// <summary>Commits by optimistic concurrency: prepare, try to take the next version, and when another writer took it,
/// move on top of it or start again (protocol: Delta Log Entries, Creation of New Log Entries).</summary>
internal sealed class Committer(DeltaTable table, ILogStore log, DeltaOptions options)
{
    private const int MostRebases = 10_000;

    // Writers of one process queue up for a table's next version: each attempt that loses costs an fsync.
    private static readonly ConcurrentDictionary<string, Lock> Gates = new();

    /// <summary>Runs an operation; <paramref name="prepare"/> is called again with the newer version when a conflict
    /// asks for it, and says null when there is nothing to do.</summary>
    public DeltaCommit Run(DeltaTransaction? transaction, Func<DeltaSnapshot?, PreparedCommit?> prepare)
    {
        var reader = new LogReader(table.Path, log);
        for (var attempt = 1; ; attempt++)
        {
            var snapshot = table.Latest();
            if (snapshot is not null) FeatureGate.CheckWrite(table.Path, snapshot.Version, snapshot.Protocol, snapshot.MetaData);
            if (transaction is not null && snapshot?.TransactionVersion(transaction.AppId) >= transaction.Version)
                return Skipped(snapshot);
            if (prepare(snapshot) is not { } prepared) return Skipped(snapshot);
            CheckAppendOnly(prepared);
            // An exception from here leaves the files: the commit's fate may be unknown, and vacuum takes orphans.
            if (TryCommit(prepared, reader, out var version, out var conflict)) return prepared.Result(version);
            new DataFileWriter(table.Path, options).Discard(prepared.Written);
            if (attempt >= options.MaxAttempts)
                throw new DeltaConflictException(table.Path, version,
                    $"{conflict} by another writer, in {attempt} attempts; do the operation again");
        }
    }

    // Protocol: Append-only Tables.
    private void CheckAppendOnly(PreparedCommit prepared)
    {
        if (prepared is not { DataChange: true, Removes.Count: > 0 } || prepared.Read?.IsOn("delta.appendOnly") != true) return;
        new DataFileWriter(table.Path, options).Discard(prepared.Written);
        throw new DeltaConstraintException(table.Path, prepared.Read.Version, "delta.appendOnly",
            $"{prepared.Operation} would remove rows from a table that only grows");
    }

    private static DeltaCommit Skipped(DeltaSnapshot? snapshot) => new(snapshot?.Version ?? -1, true, 0, 0, 0, 0);

    private bool TryCommit(PreparedCommit prepared, LogReader reader, out long version, out string? conflict)
    {
        version = (prepared.Read?.Version ?? -1) + 1;
        conflict = null;
        var lastTimestamp = InCommitTimestamp.Of(prepared.Read?.Loaded.State.CommitInfo);
        var txnId = options.NewId().ToString("D");
        using var turn = Gates.GetOrAdd(table.Path, _ => new Lock()).EnterScope();
        for (var rebase = 0; rebase < MostRebases; rebase++)
        {
            var lines = Lines(prepared, lastTimestamp, txnId);
            if (log.TryCreate(LogNames.Commit(version), LogJson.Write(lines))) return true;
            var winner = reader.ReadCommit(version)
                ?? throw new DeltaConflictException(table.Path, version, "the version was taken and vanished again");
            conflict = ConflictCheck.Find(prepared, winner);
            if (conflict is not null) return false;
            lastTimestamp = InCommitTimestamp.Of(winner.Find(l => l.CommitInfo is not null)?.CommitInfo) ?? lastTimestamp;
            version++;
        }

        conflict = "every version was taken";
        return false;
    }

    private List<LogLine> Lines(PreparedCommit prepared, long? lastTimestamp, string txnId)
    {
        var now = options.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var configuration = (prepared.MetaData ?? prepared.Read?.MetaData)?.Configuration;
        var inCommit = InCommitTimestamp.IsOn(configuration) ? Math.Max(now, (lastTimestamp ?? -1) + 1) : (long?)null;
        var info = new CommitInfo
        {
            InCommitTimestamp = inCommit,
            Timestamp = inCommit ?? now,
            Operation = prepared.Operation,
            OperationParameters = prepared.Parameters,
            ReadVersion = prepared.Read?.Version,
            IsolationLevel = prepared.DataChange ? "WriteSerializable" : "SnapshotIsolation",
            IsBlindAppend = prepared.IsBlindAppend,
            OperationMetrics = prepared.Metrics,
            UserMetadata = prepared.Info is { Count: > 0 } bag ? LogJson.Text(bag) : null,
            EngineInfo = options.EngineInfo,
            TxnId = txnId,
        };
        var lines = new List<LogLine> { new() { CommitInfo = LogJson.Element(info) } };
        if (prepared.Protocol is not null) lines.Add(new LogLine { Protocol = prepared.Protocol });
        if (prepared.MetaData is not null) lines.Add(new LogLine { MetaData = prepared.MetaData });
        if (prepared.Transaction is { } txn)
            lines.Add(new LogLine { Txn = new TxnAction { AppId = txn.AppId, Version = txn.Version, LastUpdated = now } });
        lines.AddRange(prepared.Removes.Select(f => new LogLine { Remove = RemoveFile.Of(f, now, prepared.DataChange) }));
        lines.AddRange(prepared.Adds.Select(f => new LogLine { Add = f }));
        lines.AddRange(prepared.Changes.Select(f => new LogLine { Cdc = f }));
        return lines;
    }
}
