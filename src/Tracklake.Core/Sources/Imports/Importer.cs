using Tracklake.Sources.Imports.Datasets;
using Tracklake.Sources.Imports.Files;
using Tracklake.Sources.Imports.History;
using Tracklake.Sources.Imports.Responses;
using Tracklake.Storage;

namespace Tracklake.Sources.Imports;

/// <summary>
/// Takes a user's files into the raw zone. Everything is taken once: the same bytes given again, under whatever name,
/// are found to be there already.
/// </summary>
/// <param name="store">The object store that holds the raw zone.</param>
/// <param name="clock">Says what today is, for files that do not say their day.</param>
/// <param name="parquet">Reads Parquet files; null where no engine is at hand, and they are refused.</param>
public sealed class Importer(IObjectStore store, TimeProvider clock, IParquetRows? parquet = null)
{
    /// <summary>Takes a file, a zip or a folder.</summary>
    /// <param name="path">What to import.</param>
    /// <param name="options">What cannot be found out from the files.</param>
    /// <param name="progress">Told after each file.</param>
    /// <param name="cancellationToken">Ends the import; no batch is half there then.</param>
    /// <exception cref="ImportException">There is nothing at the path that can be imported.</exception>
    public async Task<ImportResult> ImportAsync(
        string path, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        using var tree = InputTree.Open(path);
        return await ((options.As ?? Detection.KindOf(tree)) switch
        {
            ImportKind.History => new HistoryImport(store, clock).RunAsync(tree, progress, cancellationToken),
            ImportKind.Dataset => new DatasetImport(store, clock, parquet)
                .RunAsync(tree, options, progress, cancellationToken),
            _ => new ResponsesImport(store, clock).RunAsync(tree, options, progress, cancellationToken),
        }).ConfigureAwait(false);
    }
}
