using Tracklake.Raw;

namespace Tracklake.Landing.Reading;

/// <summary>
/// The uncompressed bytes of a part, body by body. Checks that they are all there: a gzip object that was cut at a
/// flush boundary reads without an error, only shorter than the index says.
/// </summary>
internal sealed class BodyReader(RawPart part, Stream stream) : IDisposable
{
    private readonly byte[] one = new byte[1];
    private long bodyEnd;

    /// <summary>The byte that is read next.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes of the body that are not read yet.</summary>
    public long Remaining => bodyEnd - Position;

    /// <summary>Moves to the beginning of a body.</summary>
    public void Enter(RawEntry entry)
    {
        if (entry.Offset < Position || entry.Length < 0 || entry.Offset + entry.Length > part.Bytes)
        {
            throw new LandingException(
                part.Bodies, entry.Offset,
                $"its index has a body of {entry.Length} bytes there, which does not fit into {part.Bytes} bytes");
        }
        Skip(entry.Offset - Position);
        bodyEnd = entry.Offset + entry.Length;
    }

    /// <summary>Fills as much of the buffer as the body has bytes for.</summary>
    public int Fill(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, Remaining);
        var filled = 0;
        while (filled < wanted)
        {
            var read = Read(buffer[filled..wanted]);
            if (read == 0)
                throw new LandingException(part.Bodies, Position, $"it ends there instead of at byte {part.Bytes}");
            filled += read;
        }
        return filled;
    }

    /// <summary>Leaves the last body and makes sure that the object ends where its manifest says.</summary>
    public void Finish()
    {
        Skip(part.Bytes - Position);
        if (Read(one) != 0)
            throw new LandingException(part.Bodies, part.Bytes, "it goes on where its manifest says that it ends");
    }

    public void Dispose() => stream.Dispose();

    private void Skip(long bytes)
    {
        if (bytes == 0)
            return;
        bodyEnd = Position + bytes;
        var nowhere = new byte[(int)Math.Min(bytes, 1 << 16)];
        while (Remaining > 0)
            Fill(nowhere);
    }

    private int Read(Span<byte> buffer)
    {
        try
        {
            var read = stream.Read(buffer);
            Position += read;
            return read;
        }
        catch (InvalidDataException e)
        {
            throw new LandingException(part.Bodies, Position, $"it cannot be decompressed ({e.Message})", e);
        }
        catch (EndOfStreamException e)
        {
            throw new LandingException(part.Bodies, Position, $"it ends there instead of at byte {part.Bytes}", e);
        }
    }
}
