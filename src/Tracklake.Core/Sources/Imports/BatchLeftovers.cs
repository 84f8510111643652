using Tracklake.Raw;
using Tracklake.Storage;

namespace Tracklake.Sources.Imports;

/// <summary>
/// Clears what a killed import left of a batch that was never completed. Its objects are invisible to every reader, but
/// a key is written once: with other files given this time, an old part would stay beside a new index.
/// </summary>
internal static class BatchLeftovers
{
    public static async Task DeleteAsync(
        IObjectStore store, string source, string batch, CancellationToken cancellationToken)
    {
        if (await store.ExistsAsync(RawKeys.Manifest(source, batch), cancellationToken).ConfigureAwait(false))
            return;
        var leftovers = new List<string>();
        var prefix = RawKeys.Batch(source, batch);
        await foreach (var item in store.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
            leftovers.Add(item.Key);
        foreach (var key in leftovers)
            await store.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
    }
}
