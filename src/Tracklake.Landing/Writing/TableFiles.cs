using System.Collections.Concurrent;
using Tracklake.Landing.Columns;
using Tracklake.Landing.Deriving;
using Tracklake.Landing.Parquet;
using Tracklake.Models;
using Tracklake.Raw;
using Tracklake.Storage;
using Tracklake.Zones;

namespace Tracklake.Landing.Writing;

/// <summary>The files of one table and part, in both zones, from the first row group to the last.</summary>
internal sealed class TableFiles
{
    private readonly ProcessedTable table;
    private readonly DerivedRows derived;
    private readonly List<PendingObject> objects = [];
    private readonly List<ZoneFile> zones = [];

    private TableFiles(ProcessedTable table)
    {
        this.table = table;
        derived = new DerivedRows(table);
    }

    /// <summary>Starts the files.</summary>
    public static async Task<TableFiles> OpenAsync(
        IObjectStore store, RawBatch batch, int part, ProcessedTable table, LandingOptions options,
        ColumnChunk chunk, CancellationToken token)
    {
        var files = new TableFiles(table);
        try
        {
            var processed = await OpenAsync(LandedKeys.Processed, ".parquet").ConfigureAwait(false);
            if (options.ProcessedOnly)
            {
                files.zones.Add(new ZoneFile([processed], table.Columns, options, chunk));
                return files;
            }
            var transformed = await OpenAsync(LandedKeys.Transformed, ".parquet").ConfigureAwait(false);
            IReadOnlyList<Column> columns = [.. table.Columns, .. files.derived.Columns];
            if (columns.Count == table.Columns.Count)
            {
                // Nothing is derived: both zones get the same bytes, encoded once.
                files.zones.Add(new ZoneFile([processed, transformed], columns, options, chunk));
            }
            else
            {
                files.zones.Add(new ZoneFile([processed], table.Columns, options, chunk));
                files.zones.Add(new ZoneFile([transformed], columns, options, chunk));
            }
            if (options.WriteCsv)
            {
                files.Csv = [
                    new CsvTable(
                        (await OpenAsync(LandedKeys.Processed, ".csv").ConfigureAwait(false)).Stream, table.Columns),
                    new CsvTable(
                        (await OpenAsync(LandedKeys.Transformed, ".csv").ConfigureAwait(false)).Stream, columns),
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

    private IReadOnlyList<CsvTable> Csv { get; set; } = [];

    /// <summary>Writes the rows as a row group of each zone.</summary>
    public void WriteRowGroup(TableRows rows)
    {
        zones[0].Parquet.WriteRowGroup(rows.Columns);
        if (zones.Count == 1 && Csv.Count == 0)
            return;
        var all = derived.Compute(rows);
        if (zones.Count > 1)
            zones[1].Parquet.WriteRowGroup(all);
        if (Csv.Count > 0)
        {
            Csv[0].WriteRows(rows.Columns);
            Csv[1].WriteRows(all);
        }
    }

    /// <summary>Writes the footers and makes the files visible.</summary>
    /// <param name="made">Gets the keys of those that were not there before, one by one as they become visible.</param>
    public async Task<IReadOnlyList<LandedFile>> CompleteAsync(ConcurrentBag<string> made)
    {
        foreach (var csv in Csv)
            csv.Flush();
        var landed = new List<LandedFile>();
        foreach (var zone in zones)
        {
            zone.Parquet.Close();
            zone.Parquet.Dispose();
            foreach (var pending in zone.Objects)
            {
                var name = landed.Count == 0 ? LandedKeys.Processed : LandedKeys.Transformed;
                landed.Add(new LandedFile(name, table.Name, pending.Key, zone.Parquet.Rows, zone.Stream.Length));
            }
        }
        foreach (var pending in objects)
        {
            if (await pending.CompleteAsync().ConfigureAwait(false))
                made.Add(pending.Key);
        }
        return landed;
    }

    /// <summary>Gives the files up.</summary>
    public async Task AbandonAsync()
    {
        foreach (var zone in zones)
            zone.Parquet.Dispose();
        foreach (var pending in objects)
            await pending.AbandonAsync().ConfigureAwait(false);
    }

    /// <summary>A Parquet file, and the objects that get its bytes.</summary>
    private sealed class ZoneFile
    {
        public ZoneFile(
            IReadOnlyList<PendingObject> objects, IReadOnlyList<Column> columns, LandingOptions options,
            ColumnChunk chunk)
        {
            Objects = objects;
            Stream = new CountingStream([.. objects.Select(o => o.Stream)]);
            Parquet = new ParquetTable(Stream, columns, options, chunk);
        }

        public IReadOnlyList<PendingObject> Objects { get; }

        public CountingStream Stream { get; }

        public ParquetTable Parquet { get; }
    }
}
