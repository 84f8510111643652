using Tracklake.Raw;
using Tracklake.Releases;

namespace Tracklake.Pipeline.Tasks;

/// <summary>Lets readers see a run.</summary>
internal sealed class PublishTask(RunScope scope)
{
    /// <summary>Writes the release, has the warehouse follow it and marks what is in it.</summary>
    public async Task RunAsync(Release release, IWarehouse warehouse, CancellationToken cancellationToken)
    {
        using var task = scope.Begin("publish", 1);
        // Before the release, so that what a release names can be compared with.
        await new DefinitionLog(scope.Parts.Store).KeepAsync(scope.Parts.Models.Select(ModelDefinition.Of), cancellationToken)
            .ConfigureAwait(false);
        // From here on readers see the run. Whatever is cut off after this line is finished by FinishAsync.
        if (!await new ReleaseLog(scope.Parts.Store).PublishAsync(release, cancellationToken).ConfigureAwait(false))
        {
            throw new InvalidOperationException(
                $"Release {release.Number} was published by another process. Start the run again.");
        }
        warehouse.Publish(release);
        await MarkAsync(release, cancellationToken).ConfigureAwait(false);
        task.Summary = $"release {release.Number}";
    }

    /// <summary>Does what is left of a release that was written before the run was killed.</summary>
    public async Task FinishAsync(
        TableWork work, Release release, IWarehouse warehouse, CancellationToken cancellationToken)
    {
        if (warehouse.PublishedRelease() != release.Number)
        {
            new TablesTask(scope, "warehouse").Run(work, progress => warehouse.Update(work, progress, cancellationToken));
            warehouse.Publish(release);
        }
        await MarkAsync(release, cancellationToken).ConfigureAwait(false);
    }

    private async Task MarkAsync(Release release, CancellationToken cancellationToken)
    {
        var ledger = new BatchLedger(scope.Parts.Store);
        await ledger.ApplyAsync(
            release.Batches.Select(BatchName.Parse), new AppliedBatch(release.Run, release.Number), cancellationToken)
            .ConfigureAwait(false);
        await ledger.TakeOutAsync(release.Removed.Select(BatchName.Parse), cancellationToken).ConfigureAwait(false);
    }
}
