using System.Collections.Concurrent;
using Tracklake.Landing.Columns;
using Tracklake.Landing.Deriving;
using Tracklake.Landing.Parquet;
using Tracklake.Raw;
using Tracklake.Storage;
using Tracklake.Zones;

namespace Tracklake.Landing.Writing;

/// <summary>The files of one table and part, in both zones, from the first row group to the last.</summary>
internal sealed class TableFiles : IDisposable
{
    private readonly ProcessedTable table;
    private readonly DerivedRows derived;
    private readonly List<PendingObject> objects = [];
    private IReadOnlyList<CsvTable> csv = [];
    private CountingStream? stream;
    private ParquetTable? parquet;
    private TransformedFile? transformed;

    private TableFiles(ProcessedTable table)
    {
        this.table = table;
        derived = new DerivedRows(table);
    }

    /// <summary>Starts the files.</summary>
    /// <param name="store">Where they go.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="part">The part's number.</param>
    /// <param name="first">The first rows of the table, by which encodings are chosen.</param>
    /// <param name="options">How landing works.</param>
    /// <param name="chunk">Arrays to use again.</param>
    /// <param name="token">Ends the work.</param>
    public static async Task<TableFiles> OpenAsync(
        IObjectStore store, RawBatch batch, int part, TableRows first, LandingOptions options,
        ColumnChunk chunk, CancellationToken token)
    {
        var table = first.Table;
        var files = new TableFiles(table);
        try
        {
            await files.OpenParquetAsync(OpenAsync, first, options, chunk).ConfigureAwait(false);
            if (options.WriteCsv && !options.ProcessedOnly)
            {
                files.csv = [
                    new CsvTable((await OpenAsync(LandedKeys.Processed, ".csv").ConfigureAwait(false)).Stream, table.Columns),
                    new CsvTable(
                        (await OpenAsync(LandedKeys.Transformed, ".csv").ConfigureAwait(false)).Stream,
                        [.. table.Columns, .. files.derived.Columns]),
                ];
            }
            return files;
        }
        catch
        {
            await files.AbandonAsync().ConfigureAwait(false);
            throw;
        }

        async Task<PendingObject> OpenAsync(string zone, string extension)
        {
            var parquetKey = LandedKeys.File(zone, table.Name, batch.Source, batch.Name, part);
            var key = Path.ChangeExtension(parquetKey, extension);
            var pending = await PendingObject.OpenAsync(store, key, token).ConfigureAwait(false);
            files.objects.Add(pending);
            return pending;
        }
    }

    /// <summary>Writes the rows as a row group of each zone.</summary>
    public void WriteRowGroup(TableRows rows)
    {
        transformed?.BeginRowGroup();
        parquet!.WriteRowGroup(rows.Columns);
        if (transformed is null && csv.Count == 0)
            return;
        var more = derived.Compute(rows);
        transformed?.WriteRowGroup(more);
        if (csv.Count > 0)
        {
            csv[0].WriteRows(rows.Columns);
            csv[1].WriteRows([.. rows.Columns, .. more]);
        }
    }

    /// <summary>Writes the footers and makes the files visible.</summary>
    /// <param name="made">Gets the keys of those that were not there before, one by one as they become visible.</param>
    public async Task<IReadOnlyList<LandedFile>> CompleteAsync(ConcurrentBag<string> made)
    {
        foreach (var text in csv)
            text.Flush();
        transformed?.BeginFooter();
        parquet!.Close();
        transformed?.Close();
        Dispose();
        foreach (var pending in objects)
        {
            if (await pending.CompleteAsync().ConfigureAwait(false))
                made.Add(pending.Key);
        }
        var landed = new List<LandedFile> { new(LandedKeys.Processed, table.Name, objects[0].Key, parquet.Rows, stream!.Length) };
        if (HasTransformed)
        {
            landed.Add(new LandedFile(
                LandedKeys.Transformed, table.Name, objects[1].Key, transformed?.Rows ?? parquet.Rows,
                transformed?.Length ?? stream.Length));
        }
        return landed;
    }

    /// <summary>Gives the files up.</summary>
    public async Task AbandonAsync()
    {
        Dispose();
        foreach (var pending in objects)
            await pending.AbandonAsync().ConfigureAwait(false);
    }

    /// <summary>Lets go of the writers; the objects are complete or given up.</summary>
    public void Dispose()
    {
        parquet?.Dispose();
        transformed?.Dispose();
        stream?.Dispose();
    }

    // The objects of Parquet files come first, processed before transformed.
    private bool HasTransformed => objects.Count > 1;

    private async Task OpenParquetAsync(
        Func<string, string, Task<PendingObject>> open, TableRows first, LandingOptions options, ColumnChunk chunk)
    {
        var targets = new List<Stream> { (await open(LandedKeys.Processed, ".parquet").ConfigureAwait(false)).Stream };
        if (!options.ProcessedOnly)
        {
            var second = (await open(LandedKeys.Transformed, ".parquet").ConfigureAwait(false)).Stream;
            // Where nothing is derived both zones get the same bytes.
            if (derived.Columns.Any())
                transformed = new TransformedFile(second, [.. derived.Columns], options, chunk);
            targets.Add(transformed?.Processed ?? second);
        }
        stream = new CountingStream([.. targets]);
        var plain = first.Columns.Where(Distinctness.IsHigh).Select(c => c.Column.Name);
        parquet = new ParquetTable(stream, table.Columns, plain, options, chunk);
    }
}
