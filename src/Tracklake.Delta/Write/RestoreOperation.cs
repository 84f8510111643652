using System.Globalization;

namespace Tracklake.Delta;

/// <summary>Makes a new version with the files and the schema of an old one.</summary>
internal sealed class RestoreOperation(
    DeltaTable table, long version, DeltaTransaction? transaction, IReadOnlyDictionary<string, string>? info)
{
    public PreparedCommit? Prepare(DeltaSnapshot? current)
    {
        if (current is null) throw new DeltaNotFoundException(table.Path, version, "there is no table to restore");
        var old = table.Open(version);
        var wanted = old.Loaded.State.Files;
        var have = current.Loaded.State.Files;
        var adds = old.Files.Where(f => !have.ContainsKey(FileKey.Of(f))).ToList();
        var removes = current.Files.Where(f => !wanted.ContainsKey(FileKey.Of(f))).ToList();
        foreach (var file in adds)
        {
            if (!File.Exists(old.FilePath(file)))
                throw new DeltaNotFoundException(table.Path, version,
                    $"it cannot be restored: its file {file.Path} is gone, by a vacuum for one");
        }

        return new PreparedCommit
        {
            Read = current,
            Operation = "RESTORE",
            Parameters = new() { ["version"] = version.ToString(CultureInfo.InvariantCulture) },
            Metrics = new()
            {
                ["numRestoredFiles"] = Text(adds.Count),
                ["restoredFilesSize"] = Text(adds.Sum(f => f.Size)),
                ["numRemovedFiles"] = Text(removes.Count),
                ["removedFilesSize"] = Text(removes.Sum(f => f.Size)),
            },
            Adds = adds.ConvertAll(f => f with { DataChange = true }),
            Removes = removes,
            MetaData = old.MetaData == current.MetaData || Same(old.MetaData, current.MetaData) ? null : old.MetaData,
            Transaction = transaction,
            Info = info,
            WouldRead = _ => true,
        };
    }

    private static bool Same(MetaData old, MetaData current) =>
        old.SchemaString == current.SchemaString && old.Description == current.Description && old.Name == current.Name
        && old.PartitionColumns.SequenceEqual(current.PartitionColumns)
        && old.Configuration.Count == current.Configuration.Count
        && old.Configuration.All(p => current.Configuration.GetValueOrDefault(p.Key) == p.Value);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
