using System.Security.Cryptography;

namespace Tracklake.Sources.Imports.Files;

/// <summary>
/// Hashes what is read through it, but for one line feed at the very end: raw keeps bodies without it.
/// </summary>
internal sealed class HashedStream(Stream inner, long most = long.MaxValue) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long total;
    private bool feedIsHeldBack;

    /// <summary>Bytes read so far, a line feed at the end left out.</summary>
    public long BodyLength => total - (feedIsHeldBack ? 1 : 0);

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => total; set => throw new NotSupportedException(); }

    /// <summary>SHA-256 of what was read, lower-case hex.</summary>
    public string Sha256() => Convert.ToHexStringLower(hash.GetCurrentHash());

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer[..(int)Math.Min(buffer.Length, most - total)]);
        if (read == 0)
            return 0;
        total += read;
        if (feedIsHeldBack)
            hash.AppendData("\n"u8);
        feedIsHeldBack = buffer[read - 1] == '\n';
        hash.AppendData(buffer[..(feedIsHeldBack ? read - 1 : read)]);
        return read;
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
        {
            hash.Dispose();
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
