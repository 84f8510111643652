namespace Tracklake.Sources.Imports.Files;

/// <summary>
/// Lines of a stream with their offsets, without holding more than one. Unlike StreamReader it keeps to bytes, so that
/// offsets are right.
/// </summary>
internal sealed class LineReader(Stream stream, int longest)
{
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private bool ended;

    /// <summary>First byte of <see cref="Line"/> in the stream.</summary>
    public long Offset { get; private set; }

    /// <summary>The line without its line feed; holds until the next read.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>
    /// Whether the line was longer than the longest allowed: then <see cref="Line"/> is its beginning.
    /// </summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Bytes of the line with its line feed, read or skipped.</summary>
    public long Length { get; private set; }

    /// <returns>False at the end.</returns>
    public bool Read()
    {
        Offset += Length;
        var searched = 0;
        while (true)
        {
            var found = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
            if (found >= 0)
                return Take(searched + found, 1, tooLong: false);
            searched = end - start;
            if (searched > longest)
                return SkipRest(searched);
            if (ended)
                return searched > 0 ? Take(searched, 0, tooLong: false) : Finish();
            Fill();
        }
    }

    private bool Take(int length, int feed, bool tooLong)
    {
        Line = buffer.AsMemory(start, length);
        Length = length + feed;
        IsTooLong = tooLong;
        start += length + feed;
        return true;
    }

    private bool Finish()
    {
        Line = default;
        Length = 0;
        return false;
    }

    private bool SkipRest(int kept)
    {
        Take(kept, 0, tooLong: true);
        var beginning = Line[..Math.Min(kept, 4096)].ToArray();
        var total = (long)kept;
        while (true)
        {
            if (start == end)
            {
                if (ended)
                    break;
                start = end = 0;
                Fill();
                continue;
            }
            var found = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            var skipped = found >= 0 ? found + 1 : end - start;
            start += skipped;
            total += skipped;
            if (found >= 0)
                break;
        }
        Line = beginning;
        Length = total;
        return true;
    }

    private void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }
        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = stream.Read(buffer, end, buffer.Length - end);
        end += read;
        ended = read == 0;
    }
}
