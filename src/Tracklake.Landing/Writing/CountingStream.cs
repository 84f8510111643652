namespace Tracklake.Landing.Writing;

/// <summary>Counts what is written, to one object or to several that get the same bytes; or to none.</summary>
internal sealed class CountingStream(params IReadOnlyList<Stream> targets) : Stream
{
    private long written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => written;

    public override long Position
    {
        get => written;
        set => throw new NotSupportedException("An object is written from its beginning to its end.");
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        foreach (var target in targets)
            target.Write(buffer);
        written += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // The object store flushes the whole object, durably, when it is complete.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
