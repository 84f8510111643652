using System.Globalization;
using Tracklake.Catalog;
using Tracklake.Models;
using Tracklake.Models.Rendering;
using Tracklake.Queries;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Queries;

/// <summary>The query service on one machine: DuckDB straight over the zones' Parquet files.</summary>
/// <param name="settings">How DuckDB is opened.</param>
/// <param name="pathOf">The file of a landed object.</param>
public sealed class FileQueryService(DuckDbSettings settings, Func<string, string> pathOf) : IQueryService, IFileSchemas
{
    private readonly DuckDbSession _session = DuckDbSession.InMemory(settings);

    /// <inheritdoc/>
    public QueryAnswer Run(PredefinedQuery query, IReadOnlyList<LandedFile> files, long scanLimitBytes)
    {
        _session.Execute("CREATE SCHEMA IF NOT EXISTS transformed");
        var scanned = 0L;
        foreach (var table in query.Query.Reads)
        {
            var paths = files
                .Where(f => f.Zone == LandedKeys.Transformed && f.Table == table.Name && IsParquet(f.Key))
                .Select(f => pathOf(f.Key))
                .ToList();
            scanned += BytesOf(paths, ColumnsRead(query.Query, table));
            _session.Execute($"CREATE OR REPLACE VIEW {table.QualifiedName} AS {SelectFrom(table, paths)}");
        }
        if (scanned > scanLimitBytes)
        {
            return new QueryAnswer(query.Name, [], scanned, $"The query {query.Name} would scan {scanned:N0} bytes, more "
                + $"than the limit of {scanLimitBytes:N0}; raise analyze.scan_limit_bytes to run it.");
        }
        var sql = new DuckDbRenderer().Render(query.Query);
        var rows = _session.Rows($"SELECT * FROM ({sql}) ORDER BY ALL")
            .Select(r => r.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)).ToArray())
            .ToList();
        return new QueryAnswer(query.Name, rows, scanned, null);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyList<CatalogColumn>> ColumnsOf(IReadOnlyList<string> keys)
    {
        if (keys.Count == 0)
            return new Dictionary<string, IReadOnlyList<CatalogColumn>>();
        var keyOf = keys.ToDictionary(pathOf, k => k, StringComparer.Ordinal);
        return _session.Rows(
                $"""
                SELECT file_name, name, COALESCE(logical_type, converted_type, type)
                FROM parquet_schema({DuckDbSession.FileList(keyOf.Keys)})
                WHERE num_children IS NULL
                """)
            .GroupBy(r => keyOf[(string)r[0]!], r => new CatalogColumn((string)r[1]!, (string)r[2]!))
            .ToDictionary(g => g.Key, g => (IReadOnlyList<CatalogColumn>)[.. g]);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private static bool IsParquet(string key) => key.EndsWith(".parquet", StringComparison.Ordinal);

    private static string SelectFrom(Table table, List<string> paths) => paths.Count > 0
        ? $"SELECT * FROM read_parquet({DuckDbSession.FileList(paths)})"
        : "SELECT " + string.Join(", ", table.Columns.Select(c =>
            $"CAST(NULL AS {DuckDbRenderer.TypeName(c.Type)}) AS {c.Name}")) + " WHERE FALSE";

    /// <summary>Compressed bytes of the columns that a query reads; a count of rows reads none.</summary>
    private long BytesOf(List<string> paths, List<string> columns)
    {
        if (paths.Count == 0 || columns.Count == 0)
            return 0;
        return _session.Number(
            $"""
            SELECT sum(total_compressed_size) FROM parquet_metadata({DuckDbSession.FileList(paths)})
            WHERE path_in_schema IN ({string.Join(", ", columns.Select(DuckDbSession.Quoted))})
            """);
    }

    private static List<string> ColumnsRead(Query query, Table table) =>
        [.. ColumnsOfQuery.In(query).Select(c => c.Name).Distinct().Intersect(table.Columns.Select(c => c.Name))];
}
