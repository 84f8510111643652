using System.Text.Json;

namespace Tracklake.Delta;

/// <summary>A version of the table as its log tells it, with what a refresh needs.</summary>
internal sealed record LoadedLog(long Version, LogState State, long CheckpointVersion, LogEntry? Newest);

/// <summary>Rebuilds versions of a table from its log (protocol: Action Reconciliation).</summary>
internal sealed class LogReader(string table, ILogStore log)
{
    /// <summary>Loads a version, the newest by default; null when there is no log.</summary>
    public LoadedLog? Load(long? version)
    {
        var before = long.MaxValue;
        while (LogSegment.Find(table, log, version, before) is { } segment)
        {
            var state = new LogState();
            var checkpoint = -1L;
            if (segment.Checkpoint.Count > 0)
            {
                checkpoint = segment.Checkpoint[0].Version;
                if (!TryReadCheckpoint(segment, state, checkpoint, out var cause))
                {
                    // An unreadable checkpoint costs time, not the table, while an older one or all commits are there.
                    before = checkpoint;
                    try
                    {
                        if (LogSegment.Find(table, log, version, before) is not null) continue;
                    }
                    catch (DeltaException)
                    {
                    }

                    throw new DeltaCorruptException(table, checkpoint,
                        $"the checkpoint {segment.Checkpoint[0].Name} cannot be read: {cause!.Message}", cause);
                }
            }

            foreach (var file in segment.Commits) Apply(state, file);
            return new LoadedLog(segment.Version, state, checkpoint, log.Stat(LogNames.Commit(segment.Version)));
        }

        return null;
    }

    /// <summary>Brings a loaded version up to date, reading only what is new; null when there is no table any more.
    /// </summary>
    public LoadedLog? Refresh(LoadedLog from)
    {
        // If the newest file is not the one that was read, the folder holds another table by now.
        var newest = log.Stat(LogNames.Commit(from.Version));
        if (newest is null || newest != from.Newest) return Load(null);
        var version = from.Version;
        LogState? state = null;
        while (log.Read(LogNames.Commit(version + 1)) is { } bytes)
        {
            state ??= new LogState(from.State);
            version++;
            Apply(state, version, Parse(bytes, LogNames.Commit(version), version));
        }

        return state is null
            ? from
            : new LoadedLog(version, state, from.CheckpointVersion, log.Stat(LogNames.Commit(version)));
    }

    /// <summary>The actions of one commit, or null when there is no such version.</summary>
    public List<LogLine>? ReadCommit(long version) =>
        log.Read(LogNames.Commit(version)) is { } bytes ? Parse(bytes, LogNames.Commit(version), version) : null;

    private bool TryReadCheckpoint(LogSegment segment, LogState state, long version, out Exception? cause)
    {
        try
        {
            new CheckpointReader(table, log).Read(segment.Checkpoint, state);
            cause = null;
            return true;
        }
        catch (Exception e) when (e is DuckDB.NET.Data.DuckDBException or JsonException or IOException)
        {
            cause = e;
            return false;
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            throw new DeltaCorruptException(table, version, $"the checkpoint contradicts itself: {e.Message}", e);
        }
    }

    private void Apply(LogState state, LogFile file)
    {
        var bytes = log.Read(file.Name)
            ?? throw new DeltaCorruptException(table, file.Version, $"{file.Name} vanished while the log was read");
        var lines = Parse(bytes, file.Name, file.Version);
        if (file.Kind == LogFileKind.Compacted) lines.ForEach(state.Apply);
        else Apply(state, file.Version, lines);
    }

    private void Apply(LogState state, long version, List<LogLine> lines)
    {
        try
        {
            state.Apply(lines);
        }
        catch (FormatException e)
        {
            throw new DeltaCorruptException(table, version, $"the commit contradicts itself: {e.Message}", e);
        }
    }

    private List<LogLine> Parse(byte[] bytes, string name, long version)
    {
        try
        {
            var lines = new List<LogLine>();
            LogJson.ReadLines(bytes, lines.Add);
            // A commit that is empty is what an interrupted writer leaves on a store without atomic creation.
            return lines.Count > 0 ? lines : throw new DeltaCorruptException(table, version, $"{name} is empty");
        }
        catch (JsonException e)
        {
            throw new DeltaCorruptException(table, version, $"{name}, {e.Message}", e);
        }
    }
}
