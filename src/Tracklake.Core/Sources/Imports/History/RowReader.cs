namespace Tracklake.Sources.Imports.History;

/// <summary>
/// Cuts a list of flat JSON objects into its objects without holding more than a few of them. After a broken one it
/// goes on at the next beginning of an object, so that one bad row does not cost the rest of the file.
/// </summary>
internal sealed class RowReader(Stream stream)
{
    /// <summary>No row of an export has a tenth of this; more is a quote or a bracket that was never closed.</summary>
    public const int LongestRow = 1 << 16;

    private byte[] buffer = new byte[1 << 18];
    private int start;
    private int end;
    private long consumed;
    private bool ended;

    /// <summary>First byte of <see cref="Row"/> in the stream.</summary>
    public long Offset { get; private set; }

    /// <summary>The object's bytes, or what stands where one should begin; holds until the next read.</summary>
    public ReadOnlyMemory<byte> Row { get; private set; }

    /// <summary>Whether <see cref="Row"/> has a beginning and an end; it may still be broken within.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Whether the list's own end was seen: a file that was cut short has none.</summary>
    public bool IsClosed { get; private set; }

    /// <returns>False at the end.</returns>
    public bool Read()
    {
        while (true)
        {
            SkipSeparators();
            if (start == end)
                return false;
            if (buffer[start] != '{')
                return Take(NextBeginning(start), isWhole: false);
            var length = FindEnd();
            return length > 0 ? Take(start + length, isWhole: true) : Take(NextBeginning(start + 1), isWhole: false);
        }
    }

    /// <summary>
    /// Gives back all of a broken row but its beginning: another may begin within what seemed to be it.
    /// </summary>
    public void Shorten()
    {
        var from = start - Row.Length;
        var next = Candidate(from + 1, start);
        if (next < 0)
            return;
        start = next;
        consumed = Offset + (next - from);
        Row = buffer.AsMemory(from, next - from);
    }

    private void SkipSeparators()
    {
        while (true)
        {
            for (; start < end; start++, consumed++)
            {
                if (buffer[start] == ']')
                    IsClosed = true;
                else if (!" \n\r\t,["u8.Contains(buffer[start]))
                    return;
            }
            if (!Fill())
                return;
        }
    }

    // The length of the object that begins at start; 0 when it has no end within reason.
    private int FindEnd()
    {
        var (at, depth, inText) = (0, 0, false);
        while (at <= LongestRow)
        {
            if (start + at >= end && !Fill())
                return 0;
            var b = buffer[start + at++];
            if (inText)
            {
                if (b == '\\')
                    at++;
                else if (b == '"')
                    inText = false;
                else if (b < 0x20)
                    return 0;
            }
            else if (b == '"')
                inText = true;
            else if (b == '{')
                depth++;
            else if (b == '}' && --depth == 0)
                return at;
        }
        return 0;
    }

    private int NextBeginning(int from)
    {
        // Positions move when the buffer is filled: they are kept relative to start.
        var relative = from - start;
        while (true)
        {
            var found = Candidate(start + relative, end);
            if (found >= 0)
                return found;
            if (end - start > LongestRow || !Fill())
                return end;
        }
    }

    private int Candidate(int from, int to)
    {
        while (from < to)
        {
            var found = buffer.AsSpan(from, to - from).IndexOf((byte)'{');
            if (found < 0)
                return -1;
            from += found;
            if (buffer.AsSpan(from + 1, to - from - 1).TrimStart(" \t\r\n"u8) is [(byte)'"', ..])
                return from;
            from++;
        }
        return -1;
    }

    private bool Take(int to, bool isWhole)
    {
        Offset = consumed;
        Row = buffer.AsMemory(start, to - start);
        IsWhole = isWhole;
        consumed += to - start;
        start = to;
        return true;
    }

    private bool Fill()
    {
        if (ended)
            return false;
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
        return !ended;
    }
}
