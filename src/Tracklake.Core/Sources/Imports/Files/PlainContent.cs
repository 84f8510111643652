using System.IO.Compression;

namespace Tracklake.Sources.Imports.Files;

/// <summary>The bytes of a file without their compression, and whether the compression was whole.</summary>
internal sealed class PlainContent : Stream
{
    private readonly TailStream? compressed;
    private readonly Stream plain;
    private long read;

    private PlainContent(Stream plain, TailStream? compressed) => (this.plain, this.compressed) = (plain, compressed);

    /// <summary>Once everything is read: whether the compressed data ended before its end.</summary>
    public bool IsCutShort { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => read; set => throw new NotSupportedException(); }

    public static PlainContent Open(InputFile file)
    {
        var isGzip = file.Peek(3) is [0x1f, 0x8b, 0x08];
        if (!isGzip)
            return new PlainContent(file.Open(), null);
        var tail = new TailStream(file.Open());
        return new PlainContent(new GZipStream(tail, CompressionMode.Decompress), tail);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = plain.Read(buffer);
        read += count;
        if (count == 0 && buffer.Length > 0 && compressed is not null)
        {
            compressed.Drain();
            IsCutShort = compressed.TrailerSize != (uint)read && !compressed.HasFurtherMembers;
        }
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            plain.Dispose();
        base.Dispose(disposing);
    }
}
