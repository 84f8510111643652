using System.Globalization;
using DuckDB.NET.Data;

namespace Tracklake.Delta;

/// <summary>Finds what a predicate replaces. Over partition columns alone it is decided by the log; otherwise the files
/// that hold matching rows are rewritten without them.</summary>
internal sealed class ReplaceWhere(DeltaTable table, DeltaOptions options, DuckDBConnection connection, string? predicate)
{
    public Replacement Find(DeltaSnapshot? current, DeltaSnapshot target, List<AddFile> adds)
    {
        if (string.IsNullOrWhiteSpace(predicate))
            throw new DeltaException(table.Path, current?.Version, "a write in mode ReplaceWhere needs its predicate");
        CheckNewRows(target, adds);
        if (current is null) return Replacement.Nothing;
        if (WholeFiles(current) is { } whole)
            return new Replacement(whole, [], f => PartitionMatches(current, [f]) is not { Count: 0 });

        var rewrite = new FileRewrite(table, options, connection, current);
        var touched = rewrite.Touched(predicate);
        var kept = rewrite.Keep(touched, $"({predicate}) IS NOT TRUE");
        return new Replacement(touched, kept, _ => true)
        {
            Changes = touched.Count > 0 && target.IsOn(ChangeFeed.Property)
                ? new ChangeFeed(new DataFileWriter(table.Path, options), connection, target).Write(Changes(target, touched, adds), kept)
                : [],
        };
    }

    /// <summary>The files whose rows all match, when the predicate is over partition columns alone; else null.</summary>
    public List<AddFile>? WholeFiles(DeltaSnapshot current) =>
        PartitionMatches(current, current.Files) is { } matches
            ? [.. current.Files.Where(f => matches.Contains(Key(current, f)))]
            : null;

    private string Changes(DeltaSnapshot target, List<AddFile> touched, List<AddFile> adds) =>
        $"SELECT *, 'delete' AS {ChangeFeed.Type} FROM {new ScanSql(target).Select(touched)} WHERE ({predicate}) "
        + $"UNION ALL SELECT *, 'insert' FROM {new ScanSql(target).Select(adds)}";

    private void CheckNewRows(DeltaSnapshot target, List<AddFile> adds)
    {
        if (adds.Count == 0) return;
        var outside = PartitionMatches(target, adds) is { } matches
            ? adds.Where(f => !matches.Contains(Key(target, f))).Sum(f => f.NumRecords ?? 0)
            : Engine.Query(connection, $"SELECT count(*) FROM {new ScanSql(target).Select(adds)} WHERE ({predicate}) IS NOT TRUE",
                r => r.GetInt64(0))[0];
        if (outside > 0)
            throw new DeltaConstraintException(table.Path, target.Version, "replaceWhere",
                $"{outside} of the new rows do not match the predicate {predicate}; nothing was committed");
    }

    /// <summary>The partitions for which the predicate is true; null when it needs other columns as well.</summary>
    private HashSet<string>? PartitionMatches(DeltaSnapshot snapshot, IReadOnlyList<AddFile> files)
    {
        var fields = snapshot.PartitionColumns.Select(name => snapshot.Schema.Find(name)!).ToList();
        if (fields.Count == 0) return null;
        var keys = files.GroupBy(f => Key(snapshot, f)).Select(g => (g.Key, Sample: g.First())).ToList();
        var rows = keys.Select((k, i) => string.Create(CultureInfo.InvariantCulture,
            $"({i}, {string.Join(", ", fields.Select(f => Literal(f, k.Sample)))})"));
        // An impossible row gives the columns their names and types even when there are no files.
        var none = $"(-1, {string.Join(", ", fields.Select(f => PartitionValue.Literal(f.Type, null)))})";
        var sql = $"SELECT __i FROM (VALUES {string.Join(", ", rows.Prepend(none))}) "
            + $"p(__i, {Sql.Names(fields.Select(f => f.Name))}) WHERE ({predicate}) AND __i >= 0";
        try
        {
            return [.. Engine.Query(connection, sql, r => keys[r.GetInt32(0)].Key)];
        }
        catch (DuckDBException e) when (e.Message.Contains("Binder Error", StringComparison.Ordinal))
        {
            return null;
        }

        string Literal(DeltaField field, AddFile file) =>
            PartitionValue.Literal(field.Type, file.PartitionValues.GetValueOrDefault(snapshot.StorageName(field)));
    }

    private static string Key(DeltaSnapshot snapshot, AddFile file) => string.Join('\u0001', snapshot.PartitionColumns.Select(
        c => file.PartitionValues.GetValueOrDefault(snapshot.StorageName(snapshot.Schema.Find(c)!)) ?? ""));
}
