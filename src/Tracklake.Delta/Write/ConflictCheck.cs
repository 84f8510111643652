namespace Tracklake.Delta;

/// <summary>Whether a commit may be placed on top of one that another writer made since it read the table (protocol:
/// Delta Log Entries; the rules are those of Spark's WriteSerializable level).</summary>
internal static class ConflictCheck
{
    /// <summary>The reason why not, or null when it may.</summary>
    public static string? Find(PreparedCommit mine, IReadOnlyList<LogLine> winner)
    {
        if (mine.Read is null) return "the table was created";
        // New metadata may name the version that it is made in, and speaks for every file that is there.
        if (mine.MetaData is not null) return "a version came in between while the metadata was being changed";
        if (winner.Any(l => l.Protocol is not null)) return "the protocol was changed";
        if (winner.Any(l => l.MetaData is not null)) return "the metadata was changed";
        if (mine.Transaction is { } txn && winner.Any(l => l.Txn?.AppId == txn.AppId))
            return $"the application {txn.AppId} committed another transaction";
        var removed = winner.Where(l => l.Remove is not null).Select(l => FileKey.Of(l.Remove!)).ToHashSet();
        if (removed.Count > 0)
        {
            if (mine.Removes.Find(f => removed.Contains(FileKey.Of(f))) is { } gone)
                return $"the file {gone.Path}, which this commit replaces, was removed";
            if (winner.Any(l => l.Remove is { DataChange: true }) && ReadsRemoved(mine, removed) is { } read)
                return $"the file {read}, which this commit has read, was removed";
        }

        // A blind append could as well have come after this commit; whatever read the table first could not.
        if (mine.DataChange && !IsBlindAppend(winner)
            && winner.FirstOrDefault(l => l.Add is { DataChange: true } add && mine.WouldRead(add)) is { } line)
            return $"the file {line.Add!.Path}, which this commit should have read, was added";
        return null;
    }

    private static string? ReadsRemoved(PreparedCommit mine, HashSet<FileKey> removed)
    {
        foreach (var key in removed)
        {
            if (mine.DataChange && mine.Read!.Loaded.State.Files.TryGetValue(key, out var file) && mine.WouldRead(file))
                return file.Path;
        }

        return null;
    }

    private static bool IsBlindAppend(IReadOnlyList<LogLine> winner) =>
        winner.FirstOrDefault(l => l.CommitInfo is not null)?.CommitInfo is { ValueKind: System.Text.Json.JsonValueKind.Object } info
        && info.TryGetProperty("isBlindAppend", out var blind) && blind.ValueKind == System.Text.Json.JsonValueKind.True;
}
