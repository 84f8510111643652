using Tracklake.Storage;
using Tracklake.Zones;

namespace Tracklake.Catalog;

/// <summary>Reads the columns of files; an engine's part of a crawl.</summary>
public interface IFileSchemas
{
    /// <summary>The columns of each file, by its key.</summary>
    IReadOnlyDictionary<string, IReadOnlyList<CatalogColumn>> ColumnsOf(IReadOnlyList<string> keys);
}

/// <summary>
/// Finds the schema of each zone's tables in the files that a run brought, keeps its versions and reports drift. It
/// looks at new files only: a crawl costs what the run brings.
/// </summary>
/// <param name="store">Where the catalog is kept.</param>
/// <param name="schemas">Reads the columns of files.</param>
public sealed class Crawler(IObjectStore store, IFileSchemas schemas)
{
    private const string CatalogZone = "spotify/state/catalog/";

    // The columns of all files of a long history would not fit into memory.
    private const int FilesAtOnce = 500;

    /// <summary>Crawls the files of some batches.</summary>
    public async Task<Crawl> CrawlAsync(IReadOnlyList<LandedBatch> batches, CancellationToken cancellationToken)
    {
        var files = batches.SelectMany(b => b.Files).Where(f => f.Key.EndsWith(".parquet", StringComparison.Ordinal)).ToList();
        var drifts = new List<Drift>();
        var tables = files.GroupBy(f => (f.Zone, f.Table)).ToList();
        foreach (var table in tables)
        {
            var last = await LatestAsync(table.Key.Zone, table.Key.Table, cancellationToken).ConfigureAwait(false);
            foreach (var (file, columns) in ColumnsOf(table))
            {
                if (last is not null && last.Columns.SequenceEqual(columns))
                    continue;
                var next = new CatalogTable(
                    table.Key.Zone, table.Key.Table, (last?.Version ?? 0) + 1, columns, file.Key);
                await store.PutJsonAsync(
                    KeyOf(next.Zone, next.Table, next.Version), next, CatalogJson.Default.CatalogTable, cancellationToken)
                    .ConfigureAwait(false);
                if (last is not null)
                    drifts.Add(new Drift(next.Zone, next.Table, next.Version, [.. Changes(last.Columns, next.Columns)]));
                last = next;
            }
        }
        return new Crawl(files.Count, tables.Count, drifts);
    }

    /// <summary>The latest version of a table; null when the catalog does not have it.</summary>
    public async Task<CatalogTable?> LatestAsync(string zone, string table, CancellationToken cancellationToken)
    {
        string? key = null;
        await foreach (var item in store.ListAsync($"{CatalogZone}{zone}/{table}/", cancellationToken).ConfigureAwait(false))
            key = item.Key;
        return key is null
            ? null
            : await store.GetJsonAsync(key, CatalogJson.Default.CatalogTable, cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<(LandedFile File, IReadOnlyList<CatalogColumn> Columns)> ColumnsOf(IEnumerable<LandedFile> files)
    {
        foreach (var some in files.Chunk(FilesAtOnce))
        {
            var columns = schemas.ColumnsOf([.. some.Select(f => f.Key)]);
            foreach (var file in some)
                yield return (file, columns[file.Key]);
        }
    }

    private static string KeyOf(string zone, string table, int version) => $"{CatalogZone}{zone}/{table}/{version:D4}.json";

    private static IEnumerable<string> Changes(IReadOnlyList<CatalogColumn> before, IReadOnlyList<CatalogColumn> now)
    {
        foreach (var column in now)
        {
            var old = before.FirstOrDefault(c => c.Name == column.Name);
            if (old is null)
                yield return $"{column.Name} {column.Type} is new";
            else if (old.Type != column.Type)
                yield return $"{column.Name} was {old.Type} and is {column.Type}";
        }
        foreach (var column in before.Where(c => now.All(n => n.Name != c.Name)))
            yield return $"{column.Name} {column.Type} is gone";
        if (now.Select(c => c.Name).Order(StringComparer.Ordinal).SequenceEqual(before.Select(c => c.Name).Order(StringComparer.Ordinal))
            && !now.Select(c => c.Name).SequenceEqual(before.Select(c => c.Name)))
            yield return "the order of the columns changed";
    }
}
