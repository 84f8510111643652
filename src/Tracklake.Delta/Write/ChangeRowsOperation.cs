using System.Globalization;
using DuckDB.NET.Data;

namespace Tracklake.Delta;

/// <summary>DELETE and UPDATE: the files with matching rows are written again.</summary>
internal sealed class ChangeRowsOperation(
    DeltaTable table, DeltaOptions options, DuckDBConnection connection, string predicate,
    IReadOnlyDictionary<string, string>? set, DeltaTransaction? transaction, IReadOnlyDictionary<string, string>? info)
{
    private readonly DataFileWriter _files = new(table.Path, options);

    public PreparedCommit? Prepare(DeltaSnapshot? current)
    {
        if (current is null) throw new DeltaNotFoundException(table.Path, null, "there is no table to change");
        foreach (var column in set?.Keys ?? [])
        {
            if (current.Schema.Find(column) is null)
                throw new DeltaSchemaException(table.Path, current.Version, $"there is no column '{column}' to set");
        }

        var partitions = new ReplaceWhere(table, options, connection, predicate);
        if (set is null && partitions.WholeFiles(current) is { } whole)
            return whole.Count == 0 && transaction is null ? null : Commit(current, whole, [], [], whole.Sum(f => f.NumRecords ?? 0));
        var touched = new FileRewrite(table, options, connection, current).Touched(predicate);
        if (touched.Count == 0) return transaction is null ? null : Commit(current, [], [], [], 0);
        var scan = new ScanSql(current).Select(touched);
        var matching = Engine.Query(connection, $"SELECT count(*) FROM {scan} t WHERE ({predicate})", r => r.GetInt64(0))[0];
        var written = _files.Write(connection, set is null
            ? $"SELECT * FROM {scan} t WHERE ({predicate}) IS NOT TRUE"
            : $"SELECT {Columns(current, $"({predicate})")} FROM {scan} t", current);
        var changes = current.IsOn(ChangeFeed.Property)
            ? new ChangeFeed(_files, connection, current).Write(Changes(current, scan), written)
            : [];
        return Commit(current, touched, written, changes, matching);
    }

    private PreparedCommit Commit(DeltaSnapshot current, List<AddFile> removes, List<AddFile> adds, List<CdcFile> changes, long rows)
    {
        var kept = adds.Sum(f => f.NumRecords ?? 0) - (set is null ? 0 : rows);
        return new PreparedCommit
        {
            Read = current,
            Operation = set is null ? "DELETE" : "UPDATE",
            Parameters = new() { ["predicate"] = LogJson.Text([predicate]) },
            Metrics = new()
            {
                [set is null ? "numDeletedRows" : "numUpdatedRows"] = Text(rows),
                ["numCopiedRows"] = Text(kept),
                ["numAddedFiles"] = Text(adds.Count),
                ["numRemovedFiles"] = Text(removes.Count),
            },
            Adds = adds,
            Written = [.. adds, .. ChangeFeed.AsFiles(changes)],
            Removes = removes,
            Changes = changes,
            Transaction = transaction,
            Info = info,
            WouldRead = _ => true,
        };
    }

    private string Changes(DeltaSnapshot current, string scan) => set is null
        ? $"SELECT *, 'delete' AS {ChangeFeed.Type} FROM {scan} t WHERE ({predicate})"
        : $"SELECT *, 'update_preimage' AS {ChangeFeed.Type} FROM {scan} t WHERE ({predicate}) UNION ALL "
            + $"SELECT {Columns(current, "true")}, 'update_postimage' FROM {scan} t WHERE ({predicate})";

    private string Columns(DeltaSnapshot current, string condition) => string.Join(", ", current.Schema.Fields.Select(f =>
    {
        var name = Sql.Name(f.Name);
        var value = set!.FirstOrDefault(p => string.Equals(p.Key, f.Name, StringComparison.OrdinalIgnoreCase)).Value;
        return value is null ? name
            : $"CASE WHEN {condition} THEN CAST({value} AS {DuckTypes.ToDuck(f.Type)}) ELSE {name} END AS {name}";
    }));

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
