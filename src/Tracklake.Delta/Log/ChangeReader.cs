using System.Globalization;

namespace Tracklake.Delta;

/// <summary>Writes the SELECT that reads what changed between versions (protocol: Reader Requirements for AddCDCFile):
/// a version's own change files where it has some, its added and removed files otherwise.</summary>
internal sealed class ChangeReader(DeltaTable table, ILogStore log, DeltaSnapshot last)
{
    /// <summary>The table's columns, <c>_change_type</c>, <c>_commit_version</c> and <c>_commit_timestamp</c>.</summary>
    public string Select(long from)
    {
        var history = new HistoryReader(table.Path, log).Read(last.Version, from)
            .ToDictionary(e => e.Version, e => e.Timestamp);
        var feedOn = from == 0 ? null : (bool?)table.Open(from - 1).IsOn(ChangeFeed.Property);
        var branches = new List<string>();
        for (var version = from; version <= last.Version; version++)
        {
            var lines = new LogReader(table.Path, log).ReadCommit(version)
                ?? throw new DeltaNotFoundException(table.Path, version, "its commit is gone from the log, so its changes are unknown");
            if (lines.Find(l => l.MetaData is not null)?.MetaData is { } metaData)
                feedOn = string.Equals(metaData.Configuration.GetValueOrDefault(ChangeFeed.Property), "true",
                    StringComparison.OrdinalIgnoreCase);
            foreach (var (sql, type) in Of(version, lines, feedOn ?? false))
                branches.Add(string.Create(CultureInfo.InvariantCulture,
                    $"SELECT {Columns()}, {type} AS {ChangeFeed.Type}, {version}::BIGINT AS _commit_version, ")
                    + $"TIMESTAMPTZ '{history[version].UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}+00' "
                    + $"AS _commit_timestamp FROM {sql}");
        }

        if (branches.Count == 0)
            branches.Add($"SELECT {Columns()}, '' AS {ChangeFeed.Type}, 0::BIGINT AS _commit_version, "
                + $"NULL::TIMESTAMPTZ AS _commit_timestamp FROM {new ScanSql(last).Select([])} WHERE false");
        return $"({string.Join(" UNION ALL ", branches)})";
    }

    private IEnumerable<(string Sql, string Type)> Of(long version, List<LogLine> lines, bool feedOn)
    {
        var changes = lines.Where(l => l.Cdc is not null).Select(l => l.Cdc!).ToList();
        if (changes.Count > 0)
        {
            var files = ChangeFeed.AsFiles(changes).ToList();
            yield return (new ScanSql(WithType()).Select(files), ChangeFeed.Type);
            yield break;
        }

        var adds = lines.Where(l => l.Add is { DataChange: true }).Select(l => l.Add!).ToList();
        var removes = lines.Where(l => l.Remove is { DataChange: true }).Select(l => l.Remove!).ToList();
        if (adds.Count > 0 && removes.Count > 0 && !feedOn)
            throw new DeltaException(table.Path, version,
                $"it replaced files while {ChangeFeed.Property} was off: which rows changed is not known");
        if (removes.Exists(r => r.PartitionValues is null && last.PartitionColumns.Count > 0))
            throw new DeltaException(table.Path, version, "its remove actions lack the partition values of the rows");
        if (adds.Exists(a => removes.Exists(r => LogPath.Decode(r.Path) == LogPath.Decode(a.Path))))
            throw new DeltaUnsupportedException(table.Path, version, "deletionVectors",
                "it changed deletion vectors without change files, from which changes are not read here");
        if (adds.Count > 0) yield return (new ScanSql(last).Select(adds), "'insert'");
        if (removes.Count > 0) yield return (new ScanSql(last).Select(removes.ConvertAll(AsFile)), "'delete'");
    }

    private static AddFile AsFile(RemoveFile file) => new()
    {
        Path = file.Path,
        PartitionValues = file.PartitionValues ?? AddFile.NoPartition,
        DeletionVector = file.DeletionVector,
        Tags = file.Tags,
    };

    private DeltaSnapshot WithType()
    {
        var schema = new DeltaSchema([.. last.Schema.Fields, new DeltaField(ChangeFeed.Type, DeltaType.String)]);
        var state = new LogState();
        state.Apply(new LogLine { Protocol = last.Protocol });
        state.Apply(new LogLine { MetaData = last.MetaData with { SchemaString = schema.ToJson() } });
        return new DeltaSnapshot(table.Path, new LoadedLog(last.Version, state, -1, null), last.Options);
    }

    private string Columns() => Sql.Names(last.Schema.Fields.Select(f => f.Name));
}
