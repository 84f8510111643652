using Tracklake.Releases;

namespace Tracklake.Pipeline;

/// <summary>
/// Goes back to an earlier release by making a new one with its tables: history is never rewritten, and going forward
/// again is the same act. The batches that came after are held out until somebody lets them in.
/// </summary>
/// <param name="parts">What the pipeline is made of.</param>
public sealed class ReleaseRollback(PipelineParts parts)
{
    private readonly ReleaseLog _releases = new(parts.Store);
    private readonly BatchLedger _ledger = new(parts.Store);

    /// <summary>Publishes a release with the tables of an earlier one, and brings lakehouse and warehouse to it.</summary>
    public async Task<Release> ToAsync(Release target, Release current, CancellationToken cancellationToken)
    {
        var release = target with
        {
            Number = current.Number + 1,
            At = parts.Clock.GetUtcNow(),
            RollbackTo = target.Number,
            Batches = [],
        };
        await _releases.PublishAsync(release, cancellationToken).ConfigureAwait(false);
        await BringToAsync(target, release, cancellationToken).ConfigureAwait(false);
        return release;
    }

    /// <summary>
    /// Finishes going back where that was cut off after its release was written. The warehouse is brought to it last,
    /// and so says whether it was.
    /// </summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        var current = await _releases.CurrentAsync(cancellationToken).ConfigureAwait(false);
        if (current?.RollbackTo is not { } number)
            return;
        using (var warehouse = parts.OpenWarehouse())
        {
            if (warehouse.PublishedRelease() == current.Number)
                return;
        }
        var target = await _releases.ReadAsync(number, cancellationToken).ConfigureAwait(false);
        await BringToAsync(target, current, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Each step can be done again.</summary>
    private async Task BringToAsync(Release target, Release release, CancellationToken cancellationToken)
    {
        var plan = await RollbackPlan.OfAsync(_releases, _ledger, target, cancellationToken).ConfigureAwait(false);
        await _ledger.HoldAsync(plan.Held, cancellationToken).ConfigureAwait(false);
        await _ledger.ApplyAsync(plan.Back, new AppliedBatch(target.Run, target.Number), cancellationToken)
            .ConfigureAwait(false);
        await RestoreAsync(release, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The heads of the lakehouse, and the warehouse, as the release has them.</summary>
    private async Task RestoreAsync(Release release, CancellationToken cancellationToken)
    {
        var applied = await new LandedBatches(parts.Store).AppliedAsync(cancellationToken).ConfigureAwait(false);
        var run = new RunPlan { Number = 0, At = release.At, BaseRelease = release.Number, Batches = [] };
        var work = new TableWork(
            run, [], () => applied, RefreshPlan.Of(parts.Models, [], null), release);
        using (var lakehouse = parts.OpenLakehouse(run))
            lakehouse.TakeBack(work);
        using var warehouse = parts.OpenWarehouse();
        warehouse.Update(work with { Released = null }, null, cancellationToken);
        warehouse.Publish(release);
    }
}
