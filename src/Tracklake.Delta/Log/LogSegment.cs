namespace Tracklake.Delta;

/// <summary>The files from which one version of a table is rebuilt: a checkpoint, if any, and the commits after it.
/// </summary>
internal sealed record LogSegment(long Version, IReadOnlyList<LogFile> Checkpoint, IReadOnlyList<LogFile> Commits)
{
    /// <summary>Lists the log and chooses; null when there is no log at all.</summary>
    public static LogSegment? Find(string table, ILogStore log, long? version, long before = long.MaxValue)
    {
        var hint = before == long.MaxValue ? ReadHint(log) : null;
        if (hint <= (version ?? long.MaxValue))
        {
            var near = List(log, hint.Value);
            // The hint may name a checkpoint that is broken or gone: then the whole folder says what there is.
            if (Checkpoints(near, version ?? long.MaxValue, before).FirstOrDefault() is { } newest
                && (version is null || near.Any(f => f.Version >= version)))
                return Build(table, near, newest, version);
        }

        var all = List(log, 0);
        if (!all.Any(f => f.Kind == LogFileKind.Commit || f.IsCheckpoint)) return null;
        return Build(table, all, Checkpoints(all, version ?? long.MaxValue, before).FirstOrDefault(), version);
    }

    /// <summary>Complete checkpoints up to a version, newest first; a zero-byte part makes one incomplete.</summary>
    private static IEnumerable<IReadOnlyList<LogFile>> Checkpoints(List<LogFile> files, long upTo, long before) =>
        files.Where(f => f.IsCheckpoint && f.Version <= upTo && f.Version < before)
            .GroupBy(f => (f.Version, f.Kind, f.Parts, Name: f.Kind == LogFileKind.V2Checkpoint ? f.Name : ""))
            .Where(g => g.Select(f => f.Part).Distinct().Count() == g.Key.Parts)
            .OrderByDescending(g => g.Key.Version).ThenByDescending(g => g.Key.Kind)
            .ThenByDescending(g => g.Key.Name, StringComparer.Ordinal)
            .Select(g => g.OrderBy(f => f.Part).ToArray());

    private static LogSegment Build(string table, List<LogFile> files, IReadOnlyList<LogFile>? checkpoint, long? version)
    {
        var start = checkpoint is null ? 0 : checkpoint[0].Version + 1;
        var commits = files.Where(f => f.Kind == LogFileKind.Commit && f.Version >= start && f.Version <= version.GetValueOrDefault(long.MaxValue))
            .OrderBy(f => f.Version).ToList();
        var newest = files.Where(f => f.Kind == LogFileKind.Commit || f.IsCheckpoint)
            .Select(f => f.Version).DefaultIfEmpty(-1).Max();
        if (version > newest)
            throw new DeltaNotFoundException(table, version, $"there is no such version; the newest is {newest}");
        for (var i = 0; i < commits.Count; i++)
        {
            if (commits[i].Version == start + i) continue;
            if (i == 0 && checkpoint is null && version is not null)
                throw new DeltaNotFoundException(table, version,
                    $"it can no longer be rebuilt: version {start} is gone from the log and no checkpoint replaces it");
            throw new DeltaCorruptException(table, version,
                $"versions are not contiguous: {LogNames.Commit(start + i)} is missing before {commits[i].Name}");
        }

        if (version is not null && checkpoint is null && commits.Count == 0)
            throw new DeltaNotFoundException(table, version,
                "it can no longer be rebuilt: its commits are gone from the log and no checkpoint replaces them");
        var reached = start + commits.Count - 1;
        if (reached < (version ?? newest))
            throw new DeltaCorruptException(table, version, commits.Count == 0 && checkpoint is null
                ? "no complete checkpoint and no commit from which to start"
                : $"versions are not contiguous: {LogNames.Commit(reached + 1)} is missing");
        return new LogSegment(reached, checkpoint ?? [], Compact(commits, files));
    }

    // A compaction replaces the commits that it covers (protocol: Log Compaction Files).
    private static List<LogFile> Compact(List<LogFile> commits, List<LogFile> files)
    {
        var compactions = files.Where(f => f.Kind == LogFileKind.Compacted)
            .GroupBy(f => f.Version).ToDictionary(g => g.Key, g => g.ToList());
        if (compactions.Count == 0 || commits.Count == 0) return commits;
        var chosen = new List<LogFile>();
        var last = commits[^1].Version;
        for (var i = 0; i < commits.Count; i++)
        {
            // The newest commit is read itself: its provenance belongs to the snapshot.
            var best = compactions.GetValueOrDefault(commits[i].Version)?.Where(f => f.To < last)
                .OrderByDescending(f => f.To).Cast<LogFile?>().FirstOrDefault();
            chosen.Add(best ?? commits[i]);
            if (best is { } compaction) i += (int)(compaction.To - compaction.Version);
        }

        return chosen;
    }

    private static List<LogFile> List(ILogStore log, long from)
    {
        var files = new List<LogFile>();
        foreach (var entry in log.List(from))
        {
            if (LogNames.Parse(entry.Name) is not { Kind: not LogFileKind.Checksum } file) continue;
            if (file.IsCheckpoint && entry.Size == 0) continue;
            files.Add(file);
        }

        return files;
    }

    private static long? ReadHint(ILogStore log)
    {
        try
        {
            return log.Read(LogNames.LastCheckpoint) is { } bytes ? LogJson.ReadLastCheckpoint(bytes)?.Version : null;
        }
        catch (System.Text.Json.JsonException)
        {
            // Only a hint: a corrupt one costs a listing, nothing else (protocol: Last Checkpoint File).
            return null;
        }
    }
}
