using System.Runtime.CompilerServices;

namespace Tracklake.Storage;

/// <summary>
/// A store over another that it does not change: what is written goes to the upper one, and both are read. For trying
/// out what a run would do.
/// </summary>
/// <param name="upper">Takes what is written.</param>
/// <param name="lower">Is only read.</param>
public sealed class OverlayObjectStore(IObjectStore upper, IObjectStore lower) : IObjectStore
{
    /// <inheritdoc/>
    public async Task<bool> PutAsync(
        string key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        !await lower.ExistsAsync(key, cancellationToken).ConfigureAwait(false)
        && await upper.PutAsync(key, write, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(string key, CancellationToken cancellationToken)
    {
        var store = await upper.ExistsAsync(key, cancellationToken).ConfigureAwait(false) ? upper : lower;
        return await store.OpenAsync(key, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) =>
        await upper.ExistsAsync(key, cancellationToken).ConfigureAwait(false)
        || await lower.ExistsAsync(key, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<string, StoredObject>(StringComparer.Ordinal);
        foreach (var store in (IObjectStore[])[lower, upper])
        {
            await foreach (var item in store.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
                found[item.Key] = item;
        }
        foreach (var item in found.Values)
            yield return item;
    }

    /// <summary>Deletes what was written here; what the lower store has stays.</summary>
    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        upper.DeleteAsync(key, cancellationToken);
}
