using Tracklake.Raw;
using Tracklake.Sources.Imports.Files;
using Tracklake.Storage;

namespace Tracklake.Sources.Imports.History;

/// <summary>Takes a streaming history into the raw zone: one batch of plays without anything personal.</summary>
internal sealed class HistoryImport(IObjectStore store, TimeProvider clock)
{
    private const string Source = "history";

    private readonly RawZone zone = new(store);

    public async Task<ImportResult> RunAsync(
        InputTree tree, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var chosen = HistoryChoice.Of(tree);
        var files = DistinctFiles.Of(chosen.Files, cancellationToken);
        var name = ContentName.Of(files.Hashes);
        if (files.Files.Count > 0 && await zone.HasAsync(Source, name, cancellationToken).ConfigureAwait(false))
        {
            var there = await zone.ReadAsync(Source, name, cancellationToken).ConfigureAwait(false);
            return HistorySummary.Known(chosen, there);
        }

        // A clock that is a little ahead must not cost the last plays.
        var now = clock.GetUtcNow();
        var pool = new StringPool();
        var reader = new HistoryReader(new PlayParser(pool, now.AddDays(1).ToUnixTimeMilliseconds()));
        for (var i = 0; i < files.Files.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            reader.Read(files.Files[i]);
            progress?.Report(new ImportProgress(files.Files[i].Path, i + 1, files.Files.Count, reader.Plays.Count));
        }
        var summary = new HistorySummary(chosen, files, reader);
        if (reader.Plays.Count == 0)
            return summary.Result(null);
        return summary.Result(
            await WriteAsync(name, pool, reader, summary, now, cancellationToken).ConfigureAwait(false));
    }

    private async Task<RawBatch> WriteAsync(
        string name, StringPool pool, HistoryReader reader, HistorySummary summary, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await BatchLeftovers.DeleteAsync(store, Source, name, cancellationToken).ConfigureAwait(false);
        var last = 0L;
        for (var i = 0; i < reader.Plays.Count; i++)
            last = Math.Max(last, reader.Plays[i].EndedAt);
        var day = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(last).UtcDateTime);
        var entry = new RawEntry
        {
            Kind = RawKind.PlayLines,
            Offset = 0,
            Length = 0,
            Sha256 = "",
            ObservedOn = day,
            FetchedAt = now,
        };
        var merge = new PlayMerge(reader.Plays, pool);
        var lines = new PlayLines(pool);
        var parts = await new LinePartWriter(store, zone, Source, name, entry)
            .WriteAsync(summary.Count(merge.Plays()), (json, play) => lines.Write(json, play), LinePartWriter.PartBytes,
                cancellationToken)
            .ConfigureAwait(false);
        var batch = new RawBatch
        {
            Source = Source,
            Name = name,
            ObservedOn = day,
            Parts = parts,
            Notices = summary.Notices(),
            Rejected = summary.Rejections(),
            Duplicates = merge.Duplicates,
        };
        await zone.CompleteAsync(batch, cancellationToken).ConfigureAwait(false);
        return batch;
    }
}
