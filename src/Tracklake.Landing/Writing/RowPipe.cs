using System.Collections.Concurrent;
using System.Threading.Channels;
using Tracklake.Landing.Columns;

namespace Tracklake.Landing.Writing;

/// <summary>
/// Takes full buffers to the files. Where a part has a thread to spare they are written while the next are filled; the
/// order, and so every byte of the files, is the same either way.
/// </summary>
internal sealed class RowPipe
{
    private readonly PartFiles files;
    private readonly Channel<TableRows>? channel;
    private readonly ConcurrentBag<TableRows> free = [];
    private readonly Task writing = Task.CompletedTask;

    public RowPipe(PartFiles files, bool ahead)
    {
        this.files = files;
        if (!ahead)
            return;
        channel = Channel.CreateBounded<TableRows>(1);
        writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Sends rows off.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="another">Makes an empty buffer of the same table.</param>
    /// <returns>An empty buffer to go on with.</returns>
    public async Task<TableRows> SendAsync(TableRows rows, Func<TableRows> another)
    {
        if (channel is null)
        {
            await files.WriteAsync(rows).ConfigureAwait(false);
            return rows;
        }
        try
        {
            await channel.Writer.WriteAsync(rows).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            await writing.ConfigureAwait(false);
            throw;
        }
        var waiting = new List<TableRows>();
        TableRows? found = null;
        while (found is null && free.TryTake(out var candidate))
        {
            if (candidate.Table == rows.Table)
                found = candidate;
            else
                waiting.Add(candidate);
        }
        waiting.ForEach(free.Add);
        return found ?? another();
    }

    /// <summary>Waits until everything that was sent is written.</summary>
    public Task FinishAsync()
    {
        channel?.Writer.TryComplete();
        return writing;
    }

    /// <summary>Waits until nothing is being written any more, whatever came of it.</summary>
    public Task StopAsync() => FinishAsync().ContinueWith(
        static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private async Task WriteAllAsync()
    {
        try
        {
            await foreach (var rows in channel!.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                await files.WriteAsync(rows).ConfigureAwait(false);
                free.Add(rows);
            }
        }
        catch (Exception e)
        {
            channel!.Writer.TryComplete(e);
            throw;
        }
    }
}
