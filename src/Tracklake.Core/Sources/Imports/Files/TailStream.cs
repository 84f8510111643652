using System.Buffers.Binary;

namespace Tracklake.Sources.Imports.Files;

/// <summary>
/// Watches the compressed bytes of a gzip go by and remembers its last ones: GZipStream ends without complaint when
/// its input was cut short, so that the size in the trailer is the only witness.
/// </summary>
internal sealed class TailStream(Stream inner) : Stream
{
    private readonly byte[] tail = new byte[8];
    private long total;
    private int magic;

    /// <summary>The uncompressed size of the last member modulo 2^32, as the trailer says.</summary>
    public uint TrailerSize => BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(4));

    /// <summary>Whether the start of a further member went by; its trailer then speaks of that member only.</summary>
    public bool HasFurtherMembers { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => total; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Watch(buffer[..read]);
        return read;
    }

    /// <summary>Reads what is left, so that the tail is the file's.</summary>
    public void Drain()
    {
        Span<byte> rest = stackalloc byte[4096];
        while (Read(rest) > 0)
        {
        }
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
            inner.Dispose();
        base.Dispose(disposing);
    }

    private void Watch(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            magic = (b, magic) switch { (0x1f, _) => 1, (0x8b, 1) => 2, (0x08, 2) => 3, _ => 0 };
            if (magic == 3 && total > 3)
                HasFurtherMembers = true;
            total++;
        }
        if (bytes.Length >= 8)
            bytes[^8..].CopyTo(tail);
        else
        {
            tail.AsSpan(bytes.Length).CopyTo(tail);
            bytes.CopyTo(tail.AsSpan(8 - bytes.Length));
        }
    }
}
