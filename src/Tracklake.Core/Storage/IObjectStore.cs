namespace Tracklake.Storage;

/// <summary>
/// Where the zones live: a folder here, an S3 bucket on AWS. Objects are immutable: a key is written once, whole or
/// not at all, and a reader sees all of an object or none of it. Keys are '/'-separated, relative, of safe ASCII.
/// </summary>
public interface IObjectStore
{
    /// <summary>Writes an object unless the key is taken; the content becomes visible at once and durably.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="write">Writes the content; called at most once, before the key becomes visible.</param>
    /// <param name="cancellationToken">Ends the write; nothing becomes visible then.</param>
    /// <returns>False when the key already existed; its content is left as it was.</returns>
    Task<bool> PutAsync(string key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken);

    /// <summary>Opens an object for reading from its beginning; the stream can seek.</summary>
    /// <exception cref="ObjectNotFoundException">There is no object of that key.</exception>
    Task<Stream> OpenAsync(string key, CancellationToken cancellationToken);

    /// <summary>Whether there is an object of that key.</summary>
    Task<bool> ExistsAsync(string key, CancellationToken cancellationToken);

    /// <summary>The objects whose key starts with the prefix, in ordinal order of their keys.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Deletes an object; done also when there is none.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);
}

/// <summary>An object in a listing.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Bytes">Its size.</param>
public sealed record StoredObject(string Key, long Bytes);

/// <summary>There is no object of the key that was asked for.</summary>
public sealed class ObjectNotFoundException : Exception
{
    /// <summary>Names the key.</summary>
    public ObjectNotFoundException(string key)
        : base($"There is no object '{key}' in the store. Run 'tracklake doctor' to see what else is missing.") =>
        Key = key;

    /// <summary>The key that was asked for.</summary>
    public string Key { get; }
}
