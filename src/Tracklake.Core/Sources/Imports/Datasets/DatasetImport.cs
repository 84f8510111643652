using System.Globalization;
using Tracklake.Raw;
using Tracklake.Sources.Imports.Files;
using Tracklake.Sources.Imports.Responses;
using Tracklake.Storage;

namespace Tracklake.Sources.Imports.Datasets;

/// <summary>Takes tables of tracks into the raw zone: a batch for each day that the files speak of.</summary>
internal sealed class DatasetImport(IObjectStore store, TimeProvider clock, IParquetRows? parquet)
{
    private const string Source = "dataset";

    private readonly RawZone zone = new(store);

    public async Task<ImportResult> RunAsync(
        InputTree tree, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var names = new ColumnNames(options.Map);
        var summary = new DatasetSummary(options);
        summary.Rejections.AddRange(tree.Rejections);
        summary.Ignored.AddRange(tree.Ignored);
        var files = Choose(tree, options, summary);
        var above = DayInPath.Above(tree.Root);
        var days = files.ToLookup(f => DayInPath.Find(f.Path) ?? above ?? options.Date);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        // As with responses: what says no day is of the earliest that is said, so that it overrides nothing.
        var undated = days.Select(d => d.Key).Min() ?? today;
        foreach (var day in days.GroupBy(d => d.Key ?? undated, d => d).OrderBy(d => d.Key))
        {
            var distinct = DistinctFiles.Of(day.SelectMany(d => d), cancellationToken);
            summary.Add(distinct);
            if (distinct.Files.Count == 0)
                continue;
            // Today is no property of the files: named in the batch it would make a new one of them tomorrow.
            var settings = SettingsOf(options) + (days.All(d => d.Key is null) ? "" : $"\nday={day.Key:yyyy-MM-dd}");
            var name = ContentName.Of(distinct.Hashes, settings);
            if (await zone.HasAsync(Source, name, cancellationToken).ConfigureAwait(false))
                summary.AddKnown(distinct, await zone.ReadAsync(Source, name, cancellationToken).ConfigureAwait(false));
            else
                await WriteAsync(
                    name, day.Key, distinct, new TableOpener(names, parquet), names, options, summary, progress,
                    cancellationToken).ConfigureAwait(false);
        }
        return summary.Result();
    }

    private static List<InputFile> Choose(InputTree tree, ImportOptions options, DatasetSummary summary)
    {
        List<InputFile> chosen = tree.Files.Count == 1
            ? [.. tree.Files]
            : [.. tree.Files.Where(f => Detection.IsTable(f) || Detection.IsWorkbook(f) || FlatRows.IsIn(f))];
        summary.Ignored.AddRange(tree.Files.Except(chosen).Select(f => f.Path));
        return chosen.Count > 0 ? chosen : throw new ImportException(
            $"There is no table in '{Path.GetFileName(tree.Root)}': looked for .csv, .tsv, .parquet and .ndjson, "
                + "gzip or not. "
            + (options.As is null ? "" : "Leave --as out to let Tracklake find out what the files are."));
    }

    private async Task WriteAsync(
        string name, DateOnly day, DistinctFiles files, TableOpener opener, ColumnNames names, ImportOptions options,
        DatasetSummary summary, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rows = new TrackRows(options, now.Year + 1);
        var refused = new List<Rejection>(files.Rejections);
        await BatchLeftovers.DeleteAsync(store, Source, name, cancellationToken).ConfigureAwait(false);
        var entry = new RawEntry
        {
            Kind = RawKind.TrackLines,
            Offset = 0,
            Length = 0,
            Sha256 = "",
            ObservedOn = day,
            FetchedAt = now,
        };
        var parts = await new LinePartWriter(store, zone, Source, name, entry)
            .WriteAsync(Records(), TrackLines.Write, LinePartWriter.PartBytes, cancellationToken).ConfigureAwait(false);
        RawBatch? batch = null;
        if (parts.Count > 0)
        {
            batch = new RawBatch
            {
                Source = Source,
                Name = name,
                ObservedOn = day,
                Content = ContentName.Of(files.Hashes),
                Parts = parts,
                Notices = DatasetNotices.Of(rows),
                Rejected = [.. refused, .. rows.Rejections.ToList()],
                Duplicates = rows.Duplicates,
            };
            await zone.CompleteAsync(batch, cancellationToken).ConfigureAwait(false);
        }
        summary.Add(batch, rows, refused);

        IEnumerable<TrackRecord> Records()
        {
            for (var i = 0; i < files.Files.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var file = files.Files[i];
                if (Prepare(file, opener, names, refused) is { } opened)
                {
                    foreach (var record in rows.Read(opened))
                        yield return record;
                }
                progress?.Report(new ImportProgress(file.Path, i + 1, files.Files.Count, rows.Taken));
            }
        }
    }

    private static OpenedFile? Prepare(InputFile file, TableOpener opener, ColumnNames names, List<Rejection> refused)
    {
        var (table, problem) = opener.Open(file);
        if (table is null)
        {
            refused.Add(problem!);
            return null;
        }
        var columns = names.Map(table, out var reason);
        if (reason is not null)
        {
            var code = table.Header is null ? "no-header" : "unknown-columns";
            refused.Add(new Rejection(file.Path, 0, file.Bytes, code, reason));
            return null;
        }
        var fields = new RowFieldsOf(columns);
        try
        {
            return new OpenedFile(file, table, fields, ColumnEvidence.Of(table, fields));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ArgumentException)
        {
            // The first pass over all rows meets whatever cannot be read, before a row of the file is taken.
            refused.Add(new Rejection(file.Path, 0, file.Bytes, "unreadable", "The file cannot be read to its end: "
                + $"{e.Message}"));
            return null;
        }
    }

    private static string SettingsOf(ImportOptions options)
    {
        var map = options.Map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"\nmap={m.Key}={m.Value}");
        return string.Concat(map)
            + (options.DateOrder is { } order ? string.Create(CultureInfo.InvariantCulture, $"\norder={order}") : "")
            + (options.ArtistSeparator is { } separator ? $"\nseparator={separator}" : "");
    }
}
