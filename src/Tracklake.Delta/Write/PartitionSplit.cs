using System.Globalization;
using DuckDB.NET.Data;

namespace Tracklake.Delta;

/// <summary>
/// Splits a query's rows into one file a partition, each in the query's order. DuckDB's own PARTITION_BY mixes the rows of
/// its threads and starts new files when a hundred are open, so it is used only where one thread does it all; otherwise
/// the rows are written once in order and then taken out partition by partition.
/// </summary>
internal sealed class PartitionSplit(
    DuckDBConnection connection, string staging, string format, IReadOnlyList<string> data, string hive, int keys)
{
    /// <summary>DuckDB's threads share a file by row groups: up to one of them, there is one thread.</summary>
    private const int OneRowGroup = 100_000;

    private const int MostOpenFiles = 90;
    private const int MostUnsorted = 16;

    private string Keys => string.Join(", ", Enumerable.Range(0, keys).Select(Key));

    /// <summary>Writes <c>KEY=VALUE/../*.parquet</c> below the staging folder; the query ends with the keys' columns.
    /// </summary>
    public void Write(string select)
    {
        var rows = Path.Combine(staging, "rows.stage");
        Copy($"SELECT * FROM ({select})", rows, "FORMAT parquet, COMPRESSION snappy");
        var from = $"read_parquet({Sql.GlobPath(rows)}, hive_partitioning = false)";
        var partitions = Engine.Query(connection, $"SELECT count(*), {Keys} FROM {from} GROUP BY ALL ORDER BY {Keys}",
            r => (Rows: r.GetInt64(0), Values: Enumerable.Range(1, keys).Select(r.GetString).ToArray()));
        var count = partitions.Sum(p => p.Rows);
        if (count <= OneRowGroup && partitions.Count <= MostOpenFiles)
        {
            Engine.Execute(connection, $"COPY (SELECT * FROM {from}) TO {Sql.Text(staging)} "
                + $"({format}, PARTITION_BY ({Keys}), OVERWRITE_OR_IGNORE true)");
            return;
        }

        foreach (var (_, partition) in partitions)
        {
            var folder = Path.Combine([staging, .. partition.Select((v, i) => $"{Key(i)}={Uri.EscapeDataString(v)}")]);
            Directory.CreateDirectory(folder);
            var filter = string.Join(" AND ", partition.Select((v, i) => $"{Key(i)} = {Sql.Text(v)}"));
            Copy($"SELECT {string.Join(", ", data)} FROM {Source(partitions.Count, rows)} WHERE {filter}",
                Path.Combine(folder, "0.parquet"), format);
        }
    }

    // Of many partitions each would be a scan of everything; sorted, it is a scan of its own row groups.
    private string Source(int partitions, string rows)
    {
        if (partitions <= MostUnsorted) return $"read_parquet({Sql.GlobPath(rows)}, hive_partitioning = false)";
        var sorted = Path.Combine(staging, "sorted.stage");
        if (!File.Exists(sorted))
            Copy($"SELECT * EXCLUDE (file_row_number) FROM read_parquet({Sql.GlobPath(rows)}, hive_partitioning = false, "
                + $"file_row_number = true) ORDER BY {Keys}, file_row_number", sorted, "FORMAT parquet, COMPRESSION snappy");
        return $"read_parquet({Sql.GlobPath(sorted)}, hive_partitioning = false)";
    }

    private void Copy(string select, string path, string how) =>
        Engine.Execute(connection, $"COPY ({select}) TO {Sql.Text(path)} ({how})");

    private string Key(int index) => string.Create(CultureInfo.InvariantCulture, $"{hive}{index}");
}
