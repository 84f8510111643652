using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Tracklake.Landing.Records;
using Tracklake.Raw;
using Tracklake.Storage;
using Tracklake.Zones;

namespace Tracklake.Landing;

/// <summary>
/// Lands raw batches: every record becomes a row of a processed table and its transformed twin, is a duplicate, or goes
/// to quarantine with the reason. A pure function of the batch: landed again, on any machine and with any number of
/// threads, it gives the same objects byte for byte, so that it can be killed at any point and started again.
/// </summary>
/// <param name="store">Where the zones are.</param>
/// <param name="options">How to work.</param>
public sealed class Lander(IObjectStore store, LandingOptions options) : ILander
{
    private const int MostRejectedFiles = 100;

    /// <inheritdoc/>
    public Task<LandedBatch> LandAsync(RawBatch batch, CancellationToken cancellationToken) =>
        LandAsync(batch, null, cancellationToken);

    /// <summary>Lands a batch; one that is landed already is only looked up.</summary>
    /// <param name="batch">A complete batch.</param>
    /// <param name="progress">Told now and then, from any thread.</param>
    /// <param name="cancellationToken">Ends the work; what is written already is found again the next time.</param>
    /// <exception cref="LandingException">A raw object is damaged; nothing of the batch is published.</exception>
    public async Task<LandedBatch> LandAsync(
        RawBatch batch, IProgress<LandingProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var key = LandedKeys.Landed(batch.Source, batch.Name);
        if (await store.ExistsAsync(key, cancellationToken).ConfigureAwait(false))
            return await ReadAsync(key, cancellationToken).ConfigureAwait(false);

        var parts = await LandPartsAsync(batch, progress, cancellationToken).ConfigureAwait(false);
        var rejections = batch.Rejected.Concat(parts.SelectMany(p => p.Counts.Rejections)).ToList();
        var landed = new LandedBatch
        {
            Source = batch.Source,
            Name = batch.Name,
            ObservedOn = batch.ObservedOn,
            Files = InOrder(parts),
            Conservation = WithImport(batch, ConservationOf(parts)),
            Quarantine = rejections.Count == 0 ? null : LandedKeys.Quarantine(batch.Source, batch.Name),
            Rejections =
            [
                .. batch.Rejected.GroupBy(r => (r.Object, r.Code)).Take(MostRejectedFiles)
                    .Select(g => new RejectionCount(g.Key.Object, g.Key.Code, g.Count(), g.First().Reason)),
            ],
            Notices = batch.Notices,
        };
        if (landed.Conservation.FirstOrDefault(c => !c.Holds) is { } broken)
        {
            throw new InvalidOperationException(
                $"Landing of {batch.Source}/{batch.Name} does not add up: {broken}. Nothing was published; "
                + "please report this as a bug of Tracklake.");
        }
        if (landed.Quarantine is { } quarantine)
            await WriteRejectionsAsync(quarantine, rejections, cancellationToken).ConfigureAwait(false);

        var isFirst = await store.PutAsync(
            key,
            (stream, token) => JsonSerializer.SerializeAsync(stream, landed, LandedJson.Default.LandedBatch, token),
            cancellationToken).ConfigureAwait(false);
        return isFirst ? landed : await ReadAsync(key, cancellationToken).ConfigureAwait(false);
    }

    private async Task<LandedPart[]> LandPartsAsync(
        RawBatch batch, IProgress<LandingProgress>? progress, CancellationToken cancellationToken)
    {
        var meter = new ProgressMeter(progress, batch.Parts.Count);
        var landed = new LandedPart[batch.Parts.Count];
        var made = new ConcurrentBag<string>();
        var buffers = new ConcurrentBag<TableSet>();
        // With parts enough for every thread, one thread a part is best; with few, a part gets several.
        var ahead = options.Parallelism > 1 && batch.Parts.Count < 2 * options.Parallelism;
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Parallelism,
            CancellationToken = cancellationToken,
        };
        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, batch.Parts.Count), parallel,
                async (part, token) =>
                {
                    var lander = new PartLander(store, options, made, buffers, meter.For(part));
                    landed[part] = await lander.LandAsync(batch, part, ahead, token).ConfigureAwait(false);
                }).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            var damage = e as LandingException
                ?? (e as AggregateException)?.Flatten().InnerExceptions.OfType<LandingException>().FirstOrDefault();
            if (damage is not null)
            {
                await DeleteAsync(made).ConfigureAwait(false);
                ExceptionDispatchInfo.Throw(damage);
            }
            throw;
        }
        return landed;
    }

    // Files of sound parts are of no use beside a damaged one, and whoever reads the zone by files would count them.
    private async Task DeleteAsync(IEnumerable<string> made)
    {
        foreach (var key in made)
            await store.DeleteAsync(key, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task WriteRejectionsAsync(
        string key, List<Rejection> rejections, CancellationToken cancellationToken)
    {
        await store.PutAsync(
            key,
            async (stream, token) =>
            {
                foreach (var rejection in rejections)
                {
                    await JsonSerializer.SerializeAsync(stream, rejection, LandedJson.Default.Rejection, token)
                        .ConfigureAwait(false);
                    stream.WriteByte((byte)'\n');
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<LandedBatch> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var stream = await store.OpenAsync(key, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            return await JsonSerializer.DeserializeAsync(stream, LandedJson.Default.LandedBatch, cancellationToken)
                .ConfigureAwait(false)
                ?? throw new InvalidDataException($"The object '{key}' is empty. Delete it to land the batch again.");
        }
    }

    /// <summary>What an importer left out before landing saw it came in, too: it counts with the records of its kind.
    /// </summary>
    private static IReadOnlyList<Conservation> WithImport(RawBatch batch, IReadOnlyList<Conservation> landed)
    {
        var (rejected, duplicates) = (batch.Rejected.Count, batch.Duplicates);
        if (rejected == 0 && duplicates == 0)
            return landed;
        var table = batch.Source switch
        {
            "history" => ProcessedPlays.Table.Name,
            "dataset" => ProcessedTracks.Table.Name,
            _ => "files",
        };
        var before = landed.FirstOrDefault(c => c.Table == table) ?? new Conservation(table, 0, 0, 0, 0);
        var after = new Conservation(
            table, before.Records + rejected + duplicates, before.Rows, before.Duplicates + duplicates,
            before.Quarantined + rejected);
        return [.. landed.Where(c => c.Table != table), after];
    }

    private static List<LandedFile> InOrder(LandedPart[] parts) =>
    [
        .. from table in ProcessedTables.All
           from part in parts
           from file in part.Files
           where file.Table == table.Name
           select file,
    ];

    // Records are counted where they are read, rows where they are written: neither knows of the other.
    private static List<Conservation> ConservationOf(LandedPart[] parts)
    {
        var lines = new List<Conservation>();
        foreach (var table in ProcessedTables.All)
        {
            var tallies = parts.Select(p => p.Counts[table]).ToList();
            var rows = parts.SelectMany(p => p.Files)
                .Where(f => f.Zone == LandedKeys.Processed && f.Table == table.Name).Sum(f => f.Rows);
            var line = new Conservation(
                table.Name, tallies.Sum(t => t.Records), rows, tallies.Sum(t => t.Duplicates),
                tallies.Sum(t => t.Quarantined));
            if (line.Records > 0 || line.Rows > 0)
                lines.Add(line);
        }
        return lines;
    }
}
