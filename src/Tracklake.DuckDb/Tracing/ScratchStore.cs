using Tracklake.Storage;

namespace Tracklake.DuckDb.Tracing;

/// <summary>Objects of one process that need not outlive it: files of a folder, never flushed to the disk.</summary>
/// <param name="root">The folder, which is deleted with the store.</param>
internal sealed class ScratchStore(string root) : IObjectStore, IDisposable
{
    /// <summary>The file of an object.</summary>
    public string PathOf(string key) => Path.Combine(root, key);

    /// <inheritdoc/>
    public async Task<bool> PutAsync(
        string key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        if (File.Exists(path))
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        await using (stream.ConfigureAwait(false))
            await write(stream, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(string key, CancellationToken cancellationToken) => File.Exists(PathOf(key))
        ? Task.FromResult<Stream>(File.OpenRead(PathOf(key)))
        : throw new ObjectNotFoundException(key);

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult(File.Exists(PathOf(key)));

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var files = Directory.Exists(root) ? new DirectoryInfo(root).GetFiles("*", SearchOption.AllDirectories) : [];
        foreach (var file in files.OrderBy(f => f.FullName, StringComparer.Ordinal))
        {
            var key = Path.GetRelativePath(root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (key.StartsWith(prefix, StringComparison.Ordinal))
                yield return new StoredObject(key, file.Length);
        }
        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        File.Delete(PathOf(key));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(root))
            Directory.Delete(root, recursive: true);
    }
}
