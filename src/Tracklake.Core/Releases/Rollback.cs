using Tracklake.Pipeline;
using Tracklake.Raw;

namespace Tracklake.Releases;

/// <summary>What going back to a release means for the raw batches.</summary>
/// <param name="Back">The batches that are in the tables of the release gone back to.</param>
/// <param name="Held">The batches that are taken out; they wait for someone to let them in again.</param>
public sealed record RollbackPlan(IReadOnlyList<BatchName> Back, IReadOnlyList<BatchName> Held)
{
    /// <summary>Plans going back to a release.</summary>
    public static async Task<RollbackPlan> OfAsync(
        ReleaseLog releases, BatchLedger ledger, Release target, CancellationToken cancellationToken)
    {
        var back = await releases.BatchesOfAsync(target, cancellationToken).ConfigureAwait(false);
        var applied = await ledger.AppliedAsync(cancellationToken).ConfigureAwait(false);
        var held = applied.Select(a => a.Name).Where(n => !back.Contains(n.ToString()));
        return new RollbackPlan([.. back.Order(StringComparer.Ordinal).Select(BatchName.Parse)], [.. held]);
    }
}
