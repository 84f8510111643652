using System.Threading.Channels;

namespace Tracklake.Landing.Reading;

/// <summary>Reads a stream, and so decompresses it, on a thread of its own, some blocks ahead.</summary>
internal sealed class ReadAheadStream : Stream
{
    private const int BlockBytes = 1 << 18;
    private const int BlocksAhead = 4;

    private readonly Stream inner;
    private readonly Channel<(byte[] Bytes, int Count)> blocks =
        Channel.CreateBounded<(byte[], int)>(BlocksAhead);
    private readonly Channel<byte[]> free = Channel.CreateUnbounded<byte[]>();
    private readonly CancellationTokenSource stop = new();
    private readonly Task reading;
    private byte[] current = [];
    private int position;
    private int count;

    public ReadAheadStream(Stream inner)
    {
        this.inner = inner;
        reading = Task.Run(ReadAllAsync);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (position == count && !NextBlock())
            return 0;
        var taken = Math.Min(buffer.Length, count - position);
        current.AsSpan(position, taken).CopyTo(buffer);
        position += taken;
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stop.Cancel();
            // The inner stream must not be closed under the reader's feet; what it found wrong was told by Read.
            reading.ContinueWith(static _ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
            inner.Dispose();
            stop.Dispose();
        }
        base.Dispose(disposing);
    }

    private bool NextBlock()
    {
        if (current.Length > 0)
            free.Writer.TryWrite(current);
        (current, position, count) = ([], 0, 0);
        if (!blocks.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            return false;
        if (!blocks.Reader.TryRead(out var block))
            return false;
        (current, count) = block;
        return true;
    }

    private async Task ReadAllAsync()
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (!free.Reader.TryRead(out var block))
                    block = new byte[BlockBytes];
                var read = inner.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
                if (read == 0)
                    break;
                await blocks.Writer.WriteAsync((block, read), stop.Token).ConfigureAwait(false);
            }
            blocks.Writer.TryComplete();
        }
        catch (Exception e)
        {
            // Told to whoever reads, after the blocks before it.
            blocks.Writer.TryComplete(e);
        }
    }
}
