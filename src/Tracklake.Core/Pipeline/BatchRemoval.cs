using Tracklake.Raw;
using Tracklake.Storage;
using Tracklake.Zones;

namespace Tracklake.Pipeline;

/// <summary>Deletes raw batches with everything that was landed of them; not the rows that tables have.</summary>
/// <param name="store">Where they are.</param>
public sealed class BatchRemoval(IObjectStore store)
{
    private readonly BatchLedger _ledger = new(store);

    /// <summary>
    /// Takes away the batches that an import takes the place of: the same files, brought in with other settings. Those
    /// that are in no release are deleted; the others are left to the next run, which takes their rows out.
    /// </summary>
    /// <param name="imported">What was imported now.</param>
    /// <param name="cancellationToken">Ends the deletion.</param>
    /// <returns>Those that are in a release.</returns>
    public async Task<IReadOnlyList<BatchName>> SupersedeAsync(
        IReadOnlyList<RawBatch> imported, CancellationToken cancellationToken)
    {
        var contents = imported.Where(b => b.Content is not null).Select(b => (b.Source, b.Content)).ToHashSet();
        var kept = imported.Select(b => (b.Source, b.Name)).ToHashSet();
        if (contents.Count == 0)
            return [];
        var applied = (await _ledger.AppliedAsync(cancellationToken).ConfigureAwait(false)).Select(a => a.Name).ToHashSet();
        var released = new List<BatchName>();
        var replaced = new List<RawBatch>();
        await foreach (var batch in new RawZone(store).ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!contents.Contains((batch.Source, batch.Content)) || kept.Contains((batch.Source, batch.Name)))
                continue;
            var name = new BatchName(batch.Source, batch.Name);
            if (applied.Contains(name))
                released.Add(name);
            else
                replaced.Add(batch);
        }
        foreach (var batch in released)
            await _ledger.ReplaceAsync(batch, cancellationToken).ConfigureAwait(false);
        foreach (var batch in replaced)
            await DeleteAsync(batch, cancellationToken).ConfigureAwait(false);
        return released;
    }

    /// <summary>Deletes a batch: what was landed of it, its markers, its raw objects.</summary>
    public async Task DeleteAsync(RawBatch batch, CancellationToken cancellationToken)
    {
        var name = new BatchName(batch.Source, batch.Name);
        await _ledger.ForgetAsync(name, cancellationToken).ConfigureAwait(false);
        var landed = await new LandedBatches(store).FindAsync(name, cancellationToken).ConfigureAwait(false);
        foreach (var file in landed?.Files ?? [])
            await store.DeleteAsync(file.Key, cancellationToken).ConfigureAwait(false);
        await store.DeleteAsync(LandedKeys.Quarantine(batch.Source, batch.Name), cancellationToken).ConfigureAwait(false);
        await store.DeleteAsync(LandedKeys.Landed(batch.Source, batch.Name), cancellationToken).ConfigureAwait(false);
        await DeleteAllAsync(RawKeys.Batch(batch.Source, batch.Name), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes every object below a prefix.</summary>
    public async Task DeleteAllAsync(string prefix, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var item in store.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
            keys.Add(item.Key);
        // The manifest of a raw batch goes last: until then a purge that was killed finds the batch again.
        foreach (var key in keys.OrderBy(RawKeys.IsManifest))
            await store.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
    }
}
