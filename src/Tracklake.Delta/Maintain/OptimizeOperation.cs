using System.Globalization;
using DuckDB.NET.Data;

namespace Tracklake.Delta;

/// <summary>Writes small files of a partition into big ones, or all of them sorted; dataChange is false throughout
/// (protocol: Add File and Remove File).</summary>
internal sealed class OptimizeOperation(
    DeltaTable table, DeltaOptions options, DuckDBConnection connection, DeltaOptimize optimize)
{
    private readonly DataFileWriter _files = new(table.Path, options);

    public PreparedCommit? Prepare(DeltaSnapshot? current)
    {
        if (current is null) throw new DeltaNotFoundException(table.Path, null, "there is no table to optimize");
        foreach (var column in optimize.OrderBy)
        {
            if (current.Schema.Find(column) is null)
                throw new DeltaSchemaException(table.Path, current.Version, $"there is no column '{column}' to sort by");
        }

        var removes = new List<AddFile>();
        var adds = new List<AddFile>();
        try
        {
            foreach (var bin in Bins(current))
            {
                adds.AddRange(Rewrite(current, bin));
                removes.AddRange(bin);
            }

            if (removes.Count == 0) return null;
            Check(current, removes, adds);
        }
        catch
        {
            _files.Discard(adds);
            throw;
        }

        return new PreparedCommit
        {
            Read = current,
            Operation = "OPTIMIZE",
            Parameters = new() { ["predicate"] = "[]", ["zOrderBy"] = LogJson.Text(optimize.OrderBy) },
            Metrics = new()
            {
                ["numAddedFiles"] = Text(adds.Count),
                ["numRemovedFiles"] = Text(removes.Count),
                ["numAddedBytes"] = Text(adds.Sum(f => f.Size)),
                ["numRemovedBytes"] = Text(removes.Sum(f => f.Size)),
            },
            Adds = adds,
            Written = adds,
            Removes = removes,
            DataChange = false,
        };
    }

    private IEnumerable<List<AddFile>> Bins(DeltaSnapshot current)
    {
        var partitions = current.FilesFor(optimize.Only).GroupBy(f => string.Join('\u0001', current.PartitionColumns.Select(
            c => f.PartitionValues.GetValueOrDefault(current.StorageName(current.Schema.Find(c)!)) ?? "")));
        foreach (var partition in partitions.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (optimize.OrderBy.Count > 0)
            {
                yield return [.. partition];
                continue;
            }

            var bin = new List<AddFile>();
            foreach (var file in partition.Where(f => f.Size < optimize.TargetFileBytes * 3 / 4 || f.DeletionVector is not null))
            {
                if (bin.Count > 0 && bin.Sum(f => f.Size) + file.Size > optimize.TargetFileBytes)
                {
                    if (IsWorthIt(bin)) yield return bin;
                    bin = [];
                }

                bin.Add(file);
            }

            if (IsWorthIt(bin)) yield return bin;
        }
    }

    private static bool IsWorthIt(List<AddFile> bin) => bin.Count > 1 || bin.Exists(f => f.DeletionVector is not null);

    private List<AddFile> Rewrite(DeltaSnapshot current, List<AddFile> bin)
    {
        var scan = new ScanSql(current).Select(bin);
        if (optimize.OrderBy.Count == 0) return _files.Write(connection, $"SELECT * FROM {scan}", current, dataChange: false);
        // Every column decides in the end, so that the parts of one order never overlap.
        var order = optimize.OrderBy.Concat(current.Schema.Fields.Select(f => f.Name)).Distinct(StringComparer.OrdinalIgnoreCase);
        var sorted = $"SELECT * FROM {scan} ORDER BY {Sql.Names(order)}";
        var rows = Rows(bin) ?? Engine.Query(connection, $"SELECT count(*) FROM {scan}", r => r.GetInt64(0))[0];
        var parts = Math.Max(1, (bin.Sum(f => f.Size) + optimize.TargetFileBytes - 1) / optimize.TargetFileBytes);
        var each = Math.Max(1, (rows + parts - 1) / parts);
        var files = new List<AddFile>();
        for (var from = 0L; from < rows; from += each)
            files.AddRange(_files.Write(connection, parts == 1 ? sorted : string.Create(CultureInfo.InvariantCulture,
                $"SELECT * FROM ({sorted}) LIMIT {each} OFFSET {from}"), current, dataChange: false));
        return files;
    }

    // The rule of the operation, cheap to verify: as many rows as before.
    private void Check(DeltaSnapshot current, List<AddFile> removes, List<AddFile> adds)
    {
        if (Rows(removes) is { } before && Rows(adds) is { } after && before != after)
            throw new DeltaException(table.Path, current.Version,
                $"{before} rows were read and {after} written while files were put together; nothing was committed");
    }

    private static long? Rows(List<AddFile> files) => files.TrueForAll(f => f.NumRecords is not null)
        ? files.Sum(f => f.NumRecords!.Value) : null;

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
