using System.Collections.Concurrent;
using Tracklake.Landing.Columns;
using Tracklake.Landing.Parquet;
using Tracklake.Raw;
using Tracklake.Storage;
using Tracklake.Zones;

namespace Tracklake.Landing.Writing;

/// <summary>The files of one part: a table's are started when it has its first rows.</summary>
internal sealed class PartFiles(
    IObjectStore store, RawBatch batch, int part, LandingOptions options, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, TableFiles> files = [];
    private readonly ColumnChunk chunk = new();

    /// <summary>Writes rows and forgets them.</summary>
    public async Task WriteAsync(TableRows rows)
    {
        if (!files.TryGetValue(rows.Table.Name, out var table))
        {
            table = await TableFiles.OpenAsync(store, batch, part, rows, options, chunk, cancellationToken)
                .ConfigureAwait(false);
            files.Add(rows.Table.Name, table);
        }
        table.WriteRowGroup(rows);
        rows.Clear();
    }

    /// <summary>Makes the files visible.</summary>
    /// <param name="made">Gets the keys of those that were not there before, one by one as they become visible.</param>
    public async Task<IReadOnlyList<LandedFile>> CompleteAsync(ConcurrentBag<string> made)
    {
        var landed = new List<LandedFile>();
        foreach (var table in ProcessedTables.All)
        {
            if (files.TryGetValue(table.Name, out var open))
                landed.AddRange(await open.CompleteAsync(made).ConfigureAwait(false));
        }
        return landed;
    }

    /// <summary>Gives up what is not visible yet.</summary>
    public async Task AbandonAsync()
    {
        foreach (var table in files.Values)
            await table.AbandonAsync().ConfigureAwait(false);
    }
}
