using System.Text;
using System.Text.Json;

namespace Tracklake.Delta;

/// <summary>Checks a log: every commit, every checkpoint against the replay, every checksum, the hint.</summary>
internal sealed class LogCheck(string table, ILogStore log, DeltaOptions options, Action<DeltaProblem> report)
{
    public void Run()
    {
        var files = log.List(0).Select(e => (Entry: e, File: LogNames.Parse(e.Name))).Where(e => e.File is not null)
            .Select(e => (e.Entry, File: e.File!.Value)).OrderBy(e => e.File.Version).ToList();
        var commits = files.Where(e => e.File.Kind == LogFileKind.Commit).Select(e => e.File.Version).ToList();
        for (var i = 1; i < commits.Count; i++)
        {
            if (commits[i] != commits[i - 1] + 1)
                Say(DeltaProblemLevel.Error, commits[i], LogNames.Commit(commits[i]),
                    $"the versions {commits[i - 1] + 1} to {commits[i] - 1} are missing before it (Delta Log Entries)");
        }

        foreach (var (entry, file) in files.Where(e => e.File.IsCheckpoint && e.Entry.Size == 0))
            Say(DeltaProblemLevel.Warning, file.Version, entry.Name, "the checkpoint is empty; readers skip it");
        CheckHint(files.ConvertAll(f => f.File));
        CheckVersions([.. files.Select(f => f.File)], commits);
    }

    private void CheckVersions(List<LogFile> files, List<long> commits)
    {
        // Replayed from the oldest commit when nothing was cleaned up, else from the oldest checkpoint on.
        LogState? state = commits is [0, ..] ? new LogState() : null;
        long? clock = null;
        var checkpoints = files.Where(f => f.IsCheckpoint).GroupBy(f => f.Version).ToDictionary(g => g.Key, g => g.ToList());
        var checksums = files.Where(f => f.Kind == LogFileKind.Checksum).Select(f => f.Version).ToHashSet();
        foreach (var version in commits.Concat(checkpoints.Keys).Distinct().Order())
        {
            if (commits.BinarySearch(version) >= 0) clock = Commit(version, state, clock);
            if (checkpoints.TryGetValue(version, out var parts)) state = Checkpoint(version, parts, state);
            if (state is not null && checksums.Contains(version)) Checksum(version, state);
        }
    }

    private long? Commit(long version, LogState? state, long? clock)
    {
        var name = LogNames.Commit(version);
        try
        {
            var lines = new LogReader(table, log).ReadCommit(version);
            if (lines is null) return clock;
            foreach (var add in lines.Where(l => l.Add is not null).Select(l => l.Add!)) CheckAdd(version, name, add);
            state?.Apply(lines);
            var at = InCommitTimestamp.Of(lines.Find(l => l.CommitInfo is not null)?.CommitInfo);
            if (at is not null && lines[0].CommitInfo is null)
                Say(DeltaProblemLevel.Error, version, name, "commitInfo is not the first action (In-Commit Timestamps)");
            if (at <= clock)
                Say(DeltaProblemLevel.Error, version, name, "its in-commit timestamp is not above the one before (In-Commit Timestamps)");
            return at ?? clock;
        }
        catch (Exception e) when (e is FormatException or DeltaException)
        {
            Say(DeltaProblemLevel.Error, version, name, e.Message);
            return clock;
        }
    }

    private void CheckAdd(long version, string name, AddFile add)
    {
        if (LogPath.Resolve(table, add.Path, options.AllowFilesOutsideTable) is null)
            Say(DeltaProblemLevel.Error, version, name, $"the path {add.Path} leaves the table");
        if (add.Size < 0) Say(DeltaProblemLevel.Error, version, name, $"{add.Path} is said to have {add.Size} bytes");
        if (add.Stats is not null && add.Statistics.NumRecords is null && add.DeletionVector is not null)
            Say(DeltaProblemLevel.Error, version, name, $"{add.Path} has a deletion vector and no numRecords (Deletion Vectors)");
    }

    private LogState? Checkpoint(long version, List<LogFile> files, LogState? replayed)
    {
        foreach (var group in files.GroupBy(f => (f.Kind, f.Parts, f.Kind == LogFileKind.V2Checkpoint ? f.Name : "")))
        {
            var parts = group.OrderBy(f => f.Part).ToList();
            if (parts.Exists(p => log.Stat(p.Name) is not { Size: > 0 })) continue;
            if (parts.Select(p => p.Part).Distinct().Count() != group.Key.Parts)
            {
                Say(DeltaProblemLevel.Warning, version, parts[0].Name, $"only {parts.Count} of {group.Key.Parts} parts are there");
                continue;
            }

            var state = new LogState();
            try
            {
                new CheckpointReader(table, log).Read(parts, state);
            }
            catch (Exception e) when (e is FormatException or JsonException or IOException or DuckDB.NET.Data.DuckDBException)
            {
                Say(DeltaProblemLevel.Error, version, parts[0].Name, $"the checkpoint cannot be read: {e.Message}");
                continue;
            }

            if (replayed is null) replayed = state;
            else if (Difference(replayed, state) is { } difference)
                Say(DeltaProblemLevel.Error, version, parts[0].Name, $"the checkpoint is not the state of the commits: {difference}");
        }

        return replayed;
    }

    private static string? Difference(LogState commits, LogState checkpoint)
    {
        if (checkpoint.Protocol is null || checkpoint.MetaData is null) return "it lacks the protocol or the metaData action";
        if (Json(new LogLine { Protocol = commits.Protocol }) != Json(new LogLine { Protocol = checkpoint.Protocol })) return "another protocol";
        if (commits.MetaData?.Id != checkpoint.MetaData.Id || commits.MetaData.SchemaString != checkpoint.MetaData.SchemaString)
            return "another table id or schema";
        if (commits.Files.Keys.Except(checkpoint.Files.Keys).Select(k => k.Path).FirstOrDefault() is { } lost)
            return $"it lacks the live file {lost}";
        if (checkpoint.Files.Keys.Except(commits.Files.Keys).Select(k => k.Path).FirstOrDefault() is { } dead)
            return $"it has the file {dead}, which is not live";
        if (commits.Transactions.FirstOrDefault(t => checkpoint.Transactions.GetValueOrDefault(t.Key)?.Version != t.Value.Version)
            is { Key: not null } txn)
            return $"it lacks the transaction of {txn.Key}";
        return null;
    }

    private void Checksum(long version, LogState state)
    {
        var name = LogNames.Checksum(version);
        try
        {
            if (log.Read(name) is not { } bytes || LogJson.ReadChecksum(bytes) is not { } said) return;
            var (files, size) = (state.Files.Count, state.Files.Values.Sum(f => f.Size));
            if (said.NumFiles != files || said.TableSizeBytes != size)
                Say(DeltaProblemLevel.Error, version, name, $"it says {said.NumFiles} files of {said.TableSizeBytes} bytes; the log "
                    + $"says {files} of {size} (Version Checksum File)");
        }
        catch (JsonException e)
        {
            Say(DeltaProblemLevel.Warning, version, name, $"the checksum cannot be read: {e.Message}");
        }
    }

    private void CheckHint(List<LogFile> files)
    {
        if (log.Read(LogNames.LastCheckpoint) is not { } bytes) return;
        try
        {
            var hint = LogJson.ReadLastCheckpoint(bytes);
            if (!files.Exists(f => f.IsCheckpoint && f.Version == hint?.Version))
                Say(DeltaProblemLevel.Warning, hint?.Version, LogNames.LastCheckpoint, "the checkpoint that it names is not there");
        }
        catch (JsonException e)
        {
            Say(DeltaProblemLevel.Warning, null, LogNames.LastCheckpoint, $"it cannot be read: {e.Message}");
        }
    }

    private static string Json(LogLine line) => Encoding.UTF8.GetString(LogJson.Line(line));

    private void Say(DeltaProblemLevel level, long? version, string subject, string message) =>
        report(new DeltaProblem(level, version, subject, message));
}
