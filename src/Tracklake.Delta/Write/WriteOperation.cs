using System.Globalization;
using DuckDB.NET.Data;

namespace Tracklake.Delta;

/// <summary>Append, overwrite and replace-where, and the creation of a table by its first write.</summary>
internal sealed class WriteOperation(
    DeltaTable table, DeltaOptions options, DuckDBConnection connection, IReadOnlyList<DeltaRows> rows, DeltaWrite write)
{
    private readonly DataFileWriter _files = new(table.Path, options);

    public PreparedCommit? Prepare(DeltaSnapshot? current)
    {
        var plan = new SchemaPlan(table.Path, current);
        var offered = plan.Offered(connection, rows[0].SelectSql);
        var schema = current is null ? plan.ForCreation(offered, write) : plan.ForExisting(offered, write);
        var (protocol, metaData) = current is null
            ? TableCreation.Create(table.Path, schema, write, options)
            : (null, Changed(current, schema));
        var target = metaData is null
            ? current!
            : TableCreation.Target(table.Path, current, protocol, metaData, options);
        var adds = new List<AddFile>();
        try
        {
            foreach (var part in rows)
            {
                var isAsOffered = target.PartitionColumns.Count == 0 && SchemaPlan.AreSame(schema.Fields, offered.Fields);
                adds.AddRange(_files.Write(
                    connection, SchemaPlan.Project(schema, offered, part.SelectSql), target, partition: part.Partition,
                    writeFiles: isAsOffered ? part.WriteFiles : null));
            }
            return Build(current, target, protocol, metaData, adds);
        }
        catch
        {
            _files.Discard(adds);
            throw;
        }
    }

    private PreparedCommit? Build(DeltaSnapshot? current, DeltaSnapshot target, ProtocolAction? protocol,
        MetaData? metaData, List<AddFile> adds)
    {
        var replaced = write.Mode switch
        {
            DeltaWriteMode.Append => Replacement.Nothing,
            DeltaWriteMode.Overwrite => new Replacement(current?.Files.ToList() ?? [], [], _ => true),
            _ => new ReplaceWhere(table, options, connection, write.ReplaceWhere).Find(current, target, adds),
        };
        if (write.SkipIfEmpty && current is not null && adds.Count == 0 && replaced.Removes.Count == 0 && metaData is null)
            return null;
        var written = adds.Concat(replaced.Kept).ToList();
        var parameters = new Dictionary<string, string>
        {
            ["mode"] = write.Mode == DeltaWriteMode.Append ? "Append" : "Overwrite",
            ["partitionBy"] = LogJson.Text(target.PartitionColumns),
        };
        if (write is { Mode: DeltaWriteMode.ReplaceWhere, ReplaceWhere: { } predicate }) parameters["predicate"] = predicate;
        return new PreparedCommit
        {
            Read = current,
            Operation = current is null ? "CREATE TABLE AS SELECT" : "WRITE",
            Parameters = parameters,
            Metrics = new Dictionary<string, string>
            {
                ["numFiles"] = Text(written.Count),
                ["numOutputRows"] = Text(written.Sum(f => f.NumRecords ?? 0)),
                ["numOutputBytes"] = Text(written.Sum(f => f.Size)),
                ["numRemovedFiles"] = Text(replaced.Removes.Count),
            },
            Adds = written,
            Written = [.. written, .. ChangeFeed.AsFiles(replaced.Changes)],
            Changes = replaced.Changes,
            Removes = replaced.Removes,
            Protocol = protocol,
            MetaData = metaData,
            Transaction = write.Transaction,
            Info = write.Info,
            IsBlindAppend = write.Mode == DeltaWriteMode.Append,
            WouldRead = replaced.WouldRead,
        };
    }

    private MetaData? Changed(DeltaSnapshot current, DeltaSchema schema)
    {
        if (write.PartitionBy.Count > 0
            && !write.PartitionBy.SequenceEqual(current.PartitionColumns, StringComparer.OrdinalIgnoreCase))
            throw new DeltaSchemaException(table.Path, current.Version,
                $"it is partitioned by [{string.Join(", ", current.PartitionColumns)}], not by "
                + $"[{string.Join(", ", write.PartitionBy)}]");
        var json = schema.ToJson();
        return ReferenceEquals(schema, current.Schema) || json == current.Schema.ToJson()
            ? null
            : current.MetaData with { SchemaString = json };
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a write takes away: files that go, files that keep the rows of theirs that stay, and what else it would
/// have read.</summary>
internal sealed record Replacement(List<AddFile> Removes, List<AddFile> Kept, Func<AddFile, bool> WouldRead)
{
    /// <summary>The change files, where rows of a file were kept and the table has a change feed.</summary>
    public List<CdcFile> Changes { get; init; } = [];

    public static Replacement Nothing => new([], [], _ => false);
}
