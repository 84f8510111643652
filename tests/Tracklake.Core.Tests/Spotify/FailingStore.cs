using Tracklake.Storage;

namespace Tracklake.Core.Tests.Spotify;

/// <summary>A store whose process is killed, so to say, at the first write of certain keys.</summary>
internal sealed class FailingStore(IObjectStore inner, Func<string, bool> fails) : IObjectStore
{
    public Task<bool> PutAsync(
        string key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        fails(key) ? throw new IOException($"No write of '{key}'.") : inner.PutAsync(key, write, cancellationToken);

    public Task<Stream> OpenAsync(string key, CancellationToken cancellationToken) =>
        inner.OpenAsync(key, cancellationToken);

    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) =>
        inner.ExistsAsync(key, cancellationToken);

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken) =>
        inner.ListAsync(prefix, cancellationToken);

    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        inner.DeleteAsync(key, cancellationToken);
}
