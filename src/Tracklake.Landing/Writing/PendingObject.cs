using Tracklake.Storage;

namespace Tracklake.Landing.Writing;

/// <summary>
/// An object that is being written while others are: the store asks for all of the content in one call, a part fills
/// the files of several tables side by side. The call is held open until the object is complete.
/// </summary>
internal sealed class PendingObject
{
    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<bool> put;

    private PendingObject(IObjectStore store, string key, TaskCompletionSource<Stream> opened, CancellationToken token)
    {
        Key = key;
        put = store.PutAsync(
            key,
            async (stream, _) =>
            {
                opened.SetResult(stream);
                await finished.Task.ConfigureAwait(false);
            },
            token);
    }

    public string Key { get; }

    /// <summary>Where the content goes; nowhere when the object was there already.</summary>
    public Stream Stream { get; private set; } = Stream.Null;

    /// <summary>Starts to write an object. One that is there already is left as it is.</summary>
    public static async Task<PendingObject> OpenAsync(IObjectStore store, string key, CancellationToken token)
    {
        var opened = new TaskCompletionSource<Stream>(TaskCreationOptions.RunContinuationsAsynchronously);
        var pending = new PendingObject(store, key, opened, token);
        if (await Task.WhenAny(opened.Task, pending.put).ConfigureAwait(false) == opened.Task)
            pending.Stream = await opened.Task.ConfigureAwait(false);
        else if (await pending.put.ConfigureAwait(false))
            throw new InvalidOperationException($"The object store wrote '{key}' without asking for its content.");
        return pending;
    }

    /// <summary>Makes the object visible.</summary>
    /// <returns>Whether this call made it; false when another had.</returns>
    public Task<bool> CompleteAsync()
    {
        finished.TrySetResult();
        return put;
    }

    /// <summary>Gives the object up: nothing of it becomes visible.</summary>
    public async Task AbandonAsync()
    {
        finished.TrySetException(new OperationCanceledException("The object was given up."));
        try
        {
            await put.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // That is what was asked for.
        }
    }
}
