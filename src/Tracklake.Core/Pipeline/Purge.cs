using Tracklake.Quality;
using Tracklake.Raw;
using Tracklake.Releases;

namespace Tracklake.Pipeline;

/// <summary>Which raw batches a purge takes away.</summary>
/// <param name="Before">Batches of days before this one; null takes no day.</param>
/// <param name="Source">Only those of this source; null takes any.</param>
/// <param name="Batch">This batch only; null takes any.</param>
public sealed record PurgeSelection(DateOnly? Before, string? Source, BatchName? Batch)
{
    /// <summary>Whether a batch is taken.</summary>
    public bool Takes(RawBatch batch) =>
        (Batch is null || Batch == new BatchName(batch.Source, batch.Name))
        && (Source is null || Source == batch.Source)
        && (Before is null || batch.ObservedOn < Before);
}

/// <summary>
/// Takes data away for good, from every layer: raw, processed and transformed files, quarantine, query results, the
/// failing rows of checks, the tables with all their versions, the warehouse, releases and the records of runs.
/// </summary>
/// <param name="parts">What the pipeline is made of.</param>
/// <param name="observer">Told how the rebuild goes on.</param>
public sealed class Purge(PipelineParts parts, IRunObserver observer)
{
    private readonly RawZone _raw = new(parts.Store);
    private readonly ReleaseLog _releases = new(parts.Store);
    private readonly BatchLedger _ledger = new(parts.Store);
    private readonly BatchRemoval _removal = new(parts.Store);

    /// <summary>The batches that a selection takes.</summary>
    public async Task<IReadOnlyList<RawBatch>> SelectAsync(PurgeSelection selection, CancellationToken cancellationToken)
    {
        var taken = new List<RawBatch>();
        await foreach (var batch in _raw.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (selection.Takes(batch))
                taken.Add(batch);
        }
        return taken;
    }

    /// <summary>
    /// Deletes the batches and computes every table anew from what is left. Called again after a kill it goes on: what
    /// the released tables still have of deleted batches is what tells it so.
    /// </summary>
    /// <returns>The rebuild; null when no table had anything of what was deleted.</returns>
    public async Task<PipelineOutcome?> RunAsync(IReadOnlyList<RawBatch> batches, CancellationToken cancellationToken)
    {
        foreach (var batch in batches)
            await _removal.DeleteAsync(batch, cancellationToken).ConfigureAwait(false);
        // Failing rows may be of any batch, of one that never was released too.
        await new FailingRowsZone(parts.Store).ForgetAsync(cancellationToken).ConfigureAwait(false);
        if (!await IsStaleAsync(cancellationToken).ConfigureAwait(false))
            return null;

        var outcome = await new PipelineRunner(parts, observer).RebuildAsync(cancellationToken).ConfigureAwait(false);
        if (outcome.Release is not { FromScratch: true } release)
            return outcome;
        await _releases.ForgetBeforeAsync(release, cancellationToken).ConfigureAwait(false);
        await new RunLog(parts.Store).ForgetBeforeAsync(release.Run, cancellationToken).ConfigureAwait(false);
        await _removal.DeleteAllAsync("spotify/athena-results/", cancellationToken).ConfigureAwait(false);
        using var lakehouse = parts.OpenLakehouse(outcome.Plan!);
        lakehouse.ForgetHistory();
        return outcome;
    }

    private async Task<bool> IsStaleAsync(CancellationToken cancellationToken)
    {
        if (await _releases.CurrentAsync(cancellationToken).ConfigureAwait(false) is not { } current)
            return false;
        var released = await _releases.BatchesOfAsync(current, cancellationToken).ConfigureAwait(false);
        var applied = await _ledger.AppliedAsync(cancellationToken).ConfigureAwait(false);
        return !released.SetEquals(applied.Select(a => a.Name.ToString()));
    }
}
