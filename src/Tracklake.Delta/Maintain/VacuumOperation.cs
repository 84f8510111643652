namespace Tracklake.Delta;

/// <summary>Deletes files that no version within the retention needs. What is compared is where a file is, not how its
/// path is spelled in the log: other implementations have deleted live files by that.</summary>
internal sealed class VacuumOperation(DeltaTable table, DeltaOptions options, DeltaVacuum vacuum)
{
    public DeltaDeletion Run()
    {
        var snapshot = table.Open();
        FeatureGate.CheckWrite(table.Path, snapshot.Version, snapshot.Protocol, snapshot.MetaData);
        var own = Retention.OfFiles(snapshot);
        var retention = vacuum.Retention ?? own;
        if (retention < own && !vacuum.AllowShortRetention)
            throw new DeltaException(table.Path, snapshot.Version,
                $"a retention of {retention} is shorter than the table's {own}; AllowShortRetention consents");
        var before = options.Clock.GetUtcNow() - retention;
        var needed = Needed(snapshot, before.ToUnixTimeMilliseconds());
        var root = new DirectoryInfo(table.Path);
        var victims = Candidates(root, snapshot)
            .Where(f => f.LastWriteTimeUtc < before.UtcDateTime && !needed.Contains(f.FullName))
            .OrderBy(f => f.FullName, StringComparer.Ordinal).ToList();
        var deletion = new DeltaDeletion(
            [.. victims.Select(f => Path.GetRelativePath(table.Path, f.FullName))], victims.Sum(f => f.Length));
        if (vacuum.DryRun) return deletion;
        foreach (var file in victims) DurableFiles.Delete(file.FullName);
        foreach (var staging in root.EnumerateDirectories($"{DataFileWriter.StagingPrefix}*"))
        {
            if (!staging.EnumerateFileSystemInfos().Any()) Directory.Delete(staging.FullName);
        }

        return deletion;
    }

    private HashSet<string> Needed(DeltaSnapshot snapshot, long expiredBefore)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in snapshot.Loaded.State.Files.Values) Keep(file.Path, file.DeletionVector);
        foreach (var tombstone in snapshot.Loaded.State.Tombstones.Values)
        {
            if ((tombstone.DeletionTimestamp ?? 0) >= expiredBefore) Keep(tombstone.Path, tombstone.DeletionVector);
        }

        return needed;

        void Keep(string path, DeletionVector? vector)
        {
            if (LogPath.Resolve(table.Path, path) is { } full) needed.Add(full);
            if (vector is not { StorageType: "u" or "p" }) return;
            try
            {
                needed.Add(DeletionVectorReader.FilePath(table.Path, vector));
            }
            catch (FormatException e)
            {
                throw new DeltaCorruptException(table.Path, snapshot.Version,
                    $"the deletion vector of {path} is not readable, so nothing is deleted: {e.Message}", e);
            }
        }
    }

    // Everything but hidden files and the log; of the hidden ones the change data, folders of partitions, and what
    // killed writers of this library left behind.
    private static IEnumerable<FileInfo> Candidates(DirectoryInfo folder, DeltaSnapshot snapshot, bool root = true)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            // A link may lead out of the table.
            if (entry.LinkTarget is not null) continue;
            if (entry is DirectoryInfo child)
            {
                if (root && child.Name == LogNames.Folder)
                {
                    foreach (var leftover in child.EnumerateFiles(".*")) yield return leftover;
                }
                else if (!IsHidden(child.Name) || child.Name == ChangeFeed.Folder
                    || child.Name.StartsWith(DataFileWriter.StagingPrefix, StringComparison.Ordinal)
                    || snapshot.PartitionColumns.Any(c => child.Name.StartsWith($"{c}=", StringComparison.Ordinal)))
                {
                    foreach (var file in Candidates(child, snapshot, root: false)) yield return file;
                }
            }
            else if (entry is FileInfo file && !IsHidden(file.Name))
            {
                yield return file;
            }
        }
    }

    private static bool IsHidden(string name) => name[0] is '_' or '.';
}
