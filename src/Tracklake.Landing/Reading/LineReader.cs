namespace Tracklake.Landing.Reading;

/// <summary>
/// The lines of a newline-delimited body, one by one, without their ends. Lines over the limit are measured and passed
/// over without ever being held in memory.
/// </summary>
internal sealed class LineReader(BodyReader body, byte[] buffer)
{
    /// <summary>32 MiB: what DuckDB can read of one object, and far more than any record has.</summary>
    public const int LongestLine = 32 << 20;

    private byte[] buffer = buffer;
    private int start;
    private int end;

    private static ReadOnlySpan<byte> Blanks => " \t\r"u8;

    /// <summary>Lines so far, blank ones included.</summary>
    public long Lines { get; private set; }

    /// <summary>Lines so far that are not blank.</summary>
    public long FilledLines { get; private set; }

    /// <summary>Takes the next line; <paramref name="line"/> is empty when it is longer than the limit.</summary>
    /// <param name="line">The line without blanks around it.</param>
    /// <param name="offset">The offset in the object of its first byte.</param>
    /// <param name="length">Its length, also when it is too long to be given.</param>
    /// <returns>False at the end.</returns>
    public bool Next(out ReadOnlySpan<byte> line, out long offset, out long length)
    {
        while (true)
        {
            offset = body.Position - (end - start);
            if (!TakeLine(out line, out length))
                return false;
            Lines++;
            if (length <= LongestLine)
            {
                var trimmed = line.TrimStart(Blanks);
                offset += line.Length - trimmed.Length;
                line = trimmed.TrimEnd(Blanks);
                length = line.Length;
                if (line.IsEmpty)
                    continue;
            }
            else
            {
                line = default;
            }
            FilledLines++;
            return true;
        }
    }

    private bool TakeLine(out ReadOnlySpan<byte> line, out long length)
    {
        var scanned = 0;
        while (true)
        {
            var feed = buffer.AsSpan(start + scanned, end - start - scanned).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                line = buffer.AsSpan(start, scanned + feed);
                length = line.Length;
                start += scanned + feed + 1;
                return true;
            }
            scanned = end - start;
            if (body.Remaining == 0)
            {
                line = buffer.AsSpan(start, scanned);
                length = scanned;
                start = end;
                return scanned > 0;
            }
            if (scanned > LongestLine)
            {
                line = default;
                length = PassOver();
                return true;
            }
            MakeRoom();
            end += body.Fill(buffer.AsSpan(end));
        }
    }

    private void MakeRoom()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        end -= start;
        start = 0;
        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
    }

    private long PassOver()
    {
        long length = end - start;
        while (true)
        {
            start = 0;
            end = body.Fill(buffer);
            var feed = buffer.AsSpan(0, end).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                start = feed + 1;
                return length + feed;
            }
            length += end;
            if (body.Remaining == 0)
            {
                start = end;
                return length;
            }
        }
    }
}
