using System.Globalization;

namespace Tracklake.Delta;

/// <summary>What follows a commit: its checksum and, every so often, a checkpoint. Both are only aids to readers, and
/// the commit is made: nothing here may fail it.</summary>
internal sealed class AfterCommit(DeltaTable table, ILogStore log, DeltaOptions options)
{
    public void Run(long version)
    {
        try
        {
            var snapshot = table.Latest();
            if (snapshot is null) return;
            // Another writer may be ahead already: its version has its own checksum, and a checkpoint may be of any.
            if (options.WriteChecksums && snapshot.Version == version) WriteChecksum(snapshot);
            if (IsDue(version, snapshot)) new CheckpointWriter(log, options).Write(snapshot);
        }
        catch (Exception e) when (e is IOException or DeltaException or DuckDB.NET.Data.DuckDBException
            or UnauthorizedAccessException)
        {
            // The next commit will try again.
        }
    }

    private bool IsDue(long version, DeltaSnapshot snapshot)
    {
        var interval = int.TryParse(snapshot.Property("delta.checkpointInterval"), NumberStyles.None,
            CultureInfo.InvariantCulture, out var said) ? said : options.CheckpointInterval;
        return interval > 0 && version > 0 && version % interval == 0 && CheckpointWriter.MayWrite(snapshot)
            && !(LastCheckpoint() > version - interval);
    }

    // Where writers crowd, a checkpoint is often of a later version than the one that asked for it.
    private long? LastCheckpoint()
    {
        try
        {
            return log.Read(LogNames.LastCheckpoint) is { } bytes ? LogJson.ReadLastCheckpoint(bytes)?.Version : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private void WriteChecksum(DeltaSnapshot snapshot)
    {
        var state = snapshot.Loaded.State;
        log.Replace(LogNames.Checksum(snapshot.Version), LogJson.Write(new VersionChecksum
        {
            TableSizeBytes = snapshot.SizeInBytes,
            NumFiles = state.Files.Count,
            InCommitTimestampOpt = InCommitTimestamp.Of(state.CommitInfo),
            SetTransactions = [.. state.Transactions.Values],
            DomainMetadata = [.. state.Domains.Values],
            Metadata = snapshot.MetaData,
            Protocol = snapshot.Protocol,
        }), durable: false);
    }
}
