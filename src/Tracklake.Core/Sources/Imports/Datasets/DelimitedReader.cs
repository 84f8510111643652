using System.Text;

namespace Tracklake.Sources.Imports.Datasets;

/// <summary>
/// Reads delimited text (RFC 4180) row by row and knows the byte at which each begins: a library's reader would not
/// say that, nor give back the lines that a quote without an end has swallowed.
/// </summary>
internal sealed class DelimitedReader(Stream stream, Encoding encoding, int mark, char delimiter)
{
    /// <summary>A field of more than this is taken for a quote that was never closed.</summary>
    public const int LongestField = 1 << 20;

    /// <summary>A field of more lines than this is taken for a quote that was never closed.</summary>
    public const int MostLines = 50;

    private readonly Decoder decoder = encoding.GetDecoder();
    private readonly byte[] bytes = new byte[1 << 16];
    private readonly StringBuilder unquoted = new();
    private char[] buffer = new char[1 << 17];
    private int start;
    private int end;
    private int at;
    private bool ended;
    private bool isMarkRead;
    private long consumed = mark;

    /// <summary>First byte of the row.</summary>
    public long Offset { get; private set; }

    /// <summary>Bytes of the row without its line end.</summary>
    public long Length { get; private set; }

    /// <summary>The fields, unquoted.</summary>
    public List<string> Fields { get; } = [];

    /// <summary>What is wrong with the row; null when nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>The short name of <see cref="Fault"/>.</summary>
    public string FaultCode { get; private set; } = "";

    /// <returns>False at the end.</returns>
    public bool Read()
    {
        start = at;
        Fields.Clear();
        Fault = null;
        if (!Has(at))
            return false;
        Offset = consumed;
        while (ReadField())
        {
        }
        if (Fault is not null && HasLines())
            GoBackToFirstLine();
        else
            EndRow(at, SkipLineEnd());
        return true;
    }

    /// <summary>
    /// Gives back every line of the row but its first: a row that turned out wrong may have swallowed its neighbours.
    /// </summary>
    public void GiveBack()
    {
        if (HasLines())
        {
            consumed = Offset;
            GoBackToFirstLine();
        }
    }

    private bool HasLines() => buffer.AsSpan(start, at - start).TrimEnd("\r\n").ContainsAny('\r', '\n');

    private void GoBackToFirstLine()
    {
        at = start + buffer.AsSpan(start, end - start).IndexOfAny('\r', '\n');
        EndRow(at, SkipLineEnd());
    }

    private void EndRow(int rowEnd, int lineEnd)
    {
        Length = encoding.GetByteCount(buffer, start, rowEnd - start);
        consumed += Length + (lineEnd == 0 ? 0 : encoding.GetByteCount(buffer, rowEnd, lineEnd));
    }

    private int SkipLineEnd()
    {
        if (!Has(at))
            return 0;
        var length = buffer[at] == '\r' && Has(at + 1) && buffer[at + 1] == '\n' ? 2 : 1;
        at += length;
        return length;
    }

    // True when a delimiter follows: another field.
    private bool ReadField()
    {
        if (Has(at) && buffer[at] == '"')
            return ReadQuoted();
        var from = at - start;
        while (Has(at) && buffer[at] != delimiter && buffer[at] is not ('\n' or '\r'))
            at++;
        return Add(buffer.AsSpan(start + from, at - start - from).ToString());
    }

    private bool ReadQuoted()
    {
        var opened = at - start;
        unquoted.Clear();
        var lines = 0;
        at++;
        while (true)
        {
            if (!Has(at) || unquoted.Length > LongestField || lines > MostLines)
                return FailOpen(opened, lines);
            var c = buffer[at++];
            if (c != '"')
            {
                lines += c == '\n' ? 1 : 0;
                unquoted.Append(c);
            }
            else if (Has(at) && buffer[at] == '"')
            {
                unquoted.Append('"');
                at++;
            }
            else
                break;
        }
        if (!Has(at) || buffer[at] == delimiter || buffer[at] is '\n' or '\r')
            return Add(unquoted.ToString());
        Fail("malformed-row", $"Text follows the closing quote at byte {ByteAt(at - 1):N0}: a quote within a field "
            + "must be doubled.");
        while (Has(at) && buffer[at] is not ('\n' or '\r'))
            at++;
        return false;
    }

    private bool FailOpen(int opened, int lines)
    {
        Fail("open-quote", $"The quote at byte {ByteAt(start + opened):N0} is never closed"
            + (lines > MostLines ? $" within {MostLines} lines." : Has(at) ? " within a megabyte." : "."));
        // Where no line can be given back, the rest of this one is passed over without keeping it.
        var canGiveBack = HasLines();
        while (!canGiveBack && Has(at) && buffer[at] is not ('\n' or '\r'))
        {
            if (at++ - start <= LongestField)
                continue;
            consumed += encoding.GetByteCount(buffer, start, at - start);
            start = at;
        }
        return false;
    }

    private bool Add(string field)
    {
        Fields.Add(field);
        if (field.Contains('\0'))
            Fail("nul-bytes", $"The field {Fields.Count} holds NUL bytes: the file is damaged there.");
        if (!Has(at) || buffer[at] != delimiter)
            return false;
        at++;
        return true;
    }

    private void Fail(string code, string reason)
    {
        if (Fault is null)
            (FaultCode, Fault) = (code, reason);
    }

    private long ByteAt(int index) => Offset + encoding.GetByteCount(buffer, start, index - start);

    private bool Has(int index)
    {
        while (index >= end)
        {
            if (ended)
                return false;
            // Filling moves the row to the buffer's beginning, and every position with it.
            index -= Fill();
        }
        return true;
    }

    private int Fill()
    {
        var moved = 0;
        if (end + bytes.Length + 2 > buffer.Length)
        {
            moved = start;
            var target = end - start + bytes.Length + 2 > buffer.Length ? new char[buffer.Length * 2] : buffer;
            buffer.AsSpan(start, end - start).CopyTo(target);
            buffer = target;
            (start, end, at) = (0, end - start, at - start);
        }
        if (!isMarkRead)
        {
            stream.ReadExactly(bytes, 0, mark);
            isMarkRead = true;
        }
        var read = stream.Read(bytes, 0, bytes.Length);
        ended = read == 0;
        end += decoder.GetChars(bytes, 0, read, buffer, end, flush: ended);
        return moved;
    }
}
