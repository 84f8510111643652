using System.Runtime.CompilerServices;

namespace Tracklake.Storage;

/// <summary>
/// An object store in a folder: a key is a path below it. An object is written aside and then hard-linked to its name,
/// because a link fails when the name is taken while a rename would replace it, and File.Move without overwrite is
/// check-then-rename on Linux (two writers can both believe that they won).
/// </summary>
/// <param name="root">The folder; made when the first object is written.</param>
public sealed class FolderObjectStore(string root) : IObjectStore
{
    private const string Aside = ".aside";

    private readonly string _root = Path.GetFullPath(root);
    private long _ordinal;

    /// <summary>The folder that holds the objects.</summary>
    public string Root => _root;

    /// <summary>The file that holds, or would hold, an object: for engines that read files by path.</summary>
    public string PathOf(string key)
    {
        if (key.Length == 0 || key[0] == '/' || key.Contains("..", StringComparison.Ordinal) || key.Contains('\\'))
            throw new ArgumentException($"'{key}' is not a key of an object: it must be relative and without '..'.");
        return Path.Combine(_root, key.Replace('/', Path.DirectorySeparatorChar));
    }

    /// <inheritdoc/>
    public async Task<bool> PutAsync(
        string key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        if (File.Exists(path))
            return false;

        var asideFolder = Path.Combine(_root, Aside);
        Directory.CreateDirectory(asideFolder);
        var aside = Path.Combine(asideFolder, $"{Environment.ProcessId}-{Interlocked.Increment(ref _ordinal)}");
        try
        {
            var stream = new FileStream(
                aside, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.Asynchronous);
            await using (stream.ConfigureAwait(false))
            {
                await write(stream, cancellationToken).ConfigureAwait(false);
                await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return HardLink.TryCreate(aside, path);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <summary>Deletes what writers that died left aside; only for one who knows that nobody else is writing.</summary>
    public void DeleteAbandoned()
    {
        var folder = Path.Combine(_root, Aside);
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.GetFiles(folder))
            File.Delete(file);
    }

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream>(new FileStream(
                PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ObjectNotFoundException(key);
        }
    }

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult(File.Exists(PathOf(key)));

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Only the deepest folder that the prefix names is walked: a listing costs what it returns.
        var folder = Path.Combine(_root, prefix[..(prefix.LastIndexOf('/') + 1)]);
        if (!Directory.Exists(folder))
            yield break;
        var found = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => new StoredObject(
                Path.GetRelativePath(_root, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file.Length))
            .Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal)
                && !o.Key.StartsWith(Aside, StringComparison.Ordinal))
            .OrderBy(o => o.Key, StringComparer.Ordinal);
        foreach (var item in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        if (File.Exists(path))
            File.Delete(path);
        // Folders are no objects: an empty one that stays would tell what had been in it.
        var folder = Path.GetDirectoryName(path)!;
        while (folder.Length > _root.Length && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
            folder = Path.GetDirectoryName(folder)!;
        }
        return Task.CompletedTask;
    }
}
