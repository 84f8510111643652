using System.Buffers;
using System.Collections.Concurrent;
using Tracklake.Landing.Reading;
using Tracklake.Landing.Records;
using Tracklake.Landing.Writing;
using Tracklake.Raw;
using Tracklake.Storage;

namespace Tracklake.Landing;

/// <summary>Takes one part of a raw batch from its bodies to its files.</summary>
internal sealed class PartLander(
    IObjectStore store, LandingOptions options, ConcurrentBag<string> made, ConcurrentBag<TableSet> buffers,
    ProgressMeter.PartMeter progress)
{
    private const int BufferBytes = 1 << 20;

    // Text that waits for a row group to fill up is bounded too: rows with long texts make smaller row groups.
    private const long TextLimit = 64 << 20;

    private readonly RawZone zone = new(store);

    /// <param name="batch">The batch.</param>
    /// <param name="part">The part's number, counted from 0.</param>
    /// <param name="ahead">Whether to decompress, parse and write on three threads instead of one.</param>
    /// <param name="cancellationToken">Ends the work; nothing of the part becomes visible then.</param>
    public async Task<LandedPart> LandAsync(
        RawBatch batch, int part, bool ahead, CancellationToken cancellationToken)
    {
        var raw = batch.Parts[part];
        var files = new PartFiles(store, batch, part, options, cancellationToken);
        var pipe = new RowPipe(files, ahead);
        var state = new PartState(raw.Bodies, buffers.TryTake(out var used) ? used : new TableSet());
        try
        {
            await ReadAsync(raw, state, pipe, ahead, cancellationToken).ConfigureAwait(false);
            await SendAsync(state.Tables, pipe, 1).ConfigureAwait(false);
            await pipe.FinishAsync().ConfigureAwait(false);
            var landed = await files.CompleteAsync(made).ConfigureAwait(false);
            progress.Done();
            // All are empty now, and have grown to the size that the next part will need.
            buffers.Add(state.Tables);
            return new LandedPart(landed, state.Counts);
        }
        catch
        {
            await pipe.StopAsync().ConfigureAwait(false);
            await files.AbandonAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task ReadAsync(
        RawPart raw, PartState state, RowPipe pipe, bool ahead, CancellationToken cancellationToken)
    {
        var entries = await zone.ReadIndexAsync(raw, cancellationToken).ConfigureAwait(false);
        if (entries.Count != raw.Entries)
        {
            throw new LandingException(
                raw.Index, 0, $"it has {entries.Count} entries where the manifest says {raw.Entries}");
        }
        var stream = await zone.OpenBodiesAsync(raw, cancellationToken).ConfigureAwait(false);
        using var bodies = new BodyReader(raw, ahead ? new ReadAheadStream(stream) : stream);
        var taker = new BodyTaker(state);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            foreach (var entry in entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                taker.Enter(entry);
                bodies.Enter(entry);
                if (RawBodies.IsLines(entry.Kind))
                    await TakeLinesAsync(raw, entry, bodies, taker, buffer).ConfigureAwait(false);
                else
                    await TakeBodyAsync(entry).ConfigureAwait(false);
            }
            bodies.Finish();
            progress.Read(state.Counts.Records, bodies.Position);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        async Task TakeBodyAsync(RawEntry entry)
        {
            var length = checked((int)entry.Length);
            if (buffer.Length < length)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = ArrayPool<byte>.Shared.Rent(length);
            }
            bodies.Fill(buffer.AsSpan(0, length));
            taker.Take(buffer.AsSpan(0, length), entry.Offset);
            await SendAsync(state.Tables, pipe, options.RowGroupRows).ConfigureAwait(false);
        }

        async Task TakeLinesAsync(
            RawPart raw, RawEntry entry, BodyReader bodies, BodyTaker taker, byte[] buffer)
        {
            var lines = new LineReader(bodies, buffer);
            while (taker.TakeLines(lines, options.RowGroupRows, TextLimit, cancellationToken))
            {
                await SendAsync(state.Tables, pipe, options.RowGroupRows).ConfigureAwait(false);
                progress.Read(state.Counts.Records, bodies.Position);
            }
            // An importer may count lines with or without the blank ones.
            if (entry.Lines is { } expected && expected != lines.Lines && expected != lines.FilledLines)
            {
                throw new LandingException(
                    raw.Bodies, bodies.Position,
                    $"the body at {entry.Offset} has {lines.Lines} lines where its index says {expected}");
            }
        }
    }

    private static async Task SendAsync(TableSet tables, RowPipe pipe, int rows)
    {
        foreach (var table in tables.All)
        {
            if (table.Count >= rows || table.TextBytes >= TextLimit)
                tables.Replace(await pipe.SendAsync(table, () => TableSet.New(table)).ConfigureAwait(false));
        }
    }
}
