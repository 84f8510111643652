using Tracklake.Raw;
using Tracklake.Storage;
using Tracklake.Zones;

namespace Tracklake.Pipeline;

/// <summary>What was landed of the batches of the raw zone.</summary>
/// <param name="store">Where the zones are.</param>
public sealed class LandedBatches(IObjectStore store)
{
    /// <summary>What was landed of a batch.</summary>
    public Task<LandedBatch> ReadAsync(BatchName name, CancellationToken cancellationToken) => store.GetJsonAsync(
        LandedKeys.Landed(name.Source, name.Name), LandedJson.Default.LandedBatch, cancellationToken);

    /// <summary>What was landed of a batch; null when it was not landed yet.</summary>
    public Task<LandedBatch?> FindAsync(BatchName name, CancellationToken cancellationToken) => store.TryGetJsonAsync(
        LandedKeys.Landed(name.Source, name.Name), LandedJson.Default.LandedBatch, cancellationToken);

    /// <inheritdoc cref="ReadAsync(BatchName, CancellationToken)"/>
    public async Task<IReadOnlyList<LandedBatch>> ReadAsync(
        IReadOnlyList<BatchName> names, CancellationToken cancellationToken)
    {
        var batches = new List<LandedBatch>(names.Count);
        foreach (var name in names)
            batches.Add(await ReadAsync(name, cancellationToken).ConfigureAwait(false));
        return batches;
    }

    /// <summary>Everything that is in the released tables, with the run that brought it in; by run, then by day.</summary>
    public async Task<IReadOnlyList<(LandedBatch Batch, long Run)>> AppliedAsync(CancellationToken cancellationToken)
    {
        var applied = new List<(LandedBatch Batch, long Run)>();
        foreach (var (name, marker) in await new BatchLedger(store).AppliedAsync(cancellationToken).ConfigureAwait(false))
            applied.Add((await ReadAsync(name, cancellationToken).ConfigureAwait(false), marker.Run));
        return [.. applied.OrderBy(a => a.Run).ThenBy(a => a.Batch.ObservedOn)];
    }
}
