using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Tracklake.Landing.Columns;
using Tracklake.Landing.Deriving;
using Tracklake.Models;

namespace Tracklake.Landing.Writing;

/// <summary>
/// Writes rows as CSV (RFC 4180): UTF-8, a header, LF. Text is quoted where it has to be, and where it is empty, so
/// that it differs from null, which is nothing at all.
/// </summary>
internal sealed class CsvTable
{
    private static readonly SearchValues<byte> Quotable = SearchValues.Create("\",\r\n"u8);

    private readonly Stream stream;
    private readonly ArrayBufferWriter<byte> buffer = new(1 << 16);

    public CsvTable(Stream stream, IEnumerable<Column> columns)
    {
        this.stream = stream;
        buffer.Write(Encoding.UTF8.GetBytes(string.Join(',', columns.Select(c => c.Name)) + "\n"));
    }

    public void WriteRows(IReadOnlyList<ColumnBuffer> columns)
    {
        for (var row = 0; row < columns[0].Count; row++)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                if (i > 0)
                    buffer.Write(","u8);
                if (columns[i].Present[row])
                    WriteValue(columns[i], row);
            }
            buffer.Write("\n"u8);
            if (buffer.WrittenCount >= 1 << 16)
                Flush();
        }
    }

    public void Flush()
    {
        stream.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }

    private void WriteValue(ColumnBuffer column, int row)
    {
        switch (column)
        {
            case TextBuffer text:
                WriteText(text[row]);
                break;
            case BooleanBuffer truth:
                buffer.Write(truth.Values[row] ? "true"u8 : "false"u8);
                break;
            case Int32Buffer { Column.Type.Kind: TypeKind.Date } days:
                WriteAscii($"{DayArithmetic.DateOf(days.Values[row]):yyyy-MM-dd}");
                break;
            case Int32Buffer integer:
                WriteNumber(integer.Values[row]);
                break;
            case Int64Buffer { Column.Type.Kind: TypeKind.Timestamp } micros:
                var instant = DateTime.UnixEpoch.AddTicks(micros.Values[row] * TimeSpan.TicksPerMicrosecond);
                WriteAscii($"{instant:yyyy-MM-ddTHH:mm:ss.ffffff}Z");
                break;
            case Int64Buffer { Column.Type.Kind: TypeKind.Decimal } unscaled:
                var scale = (byte)column.Column.Type.Scale;
                var value = Math.Abs(unscaled.Values[row]);
                WriteAscii($"{new decimal((int)value, (int)(value >> 32), 0, unscaled.Values[row] < 0, scale)}");
                break;
            case Int64Buffer large:
                WriteNumber(large.Values[row]);
                break;
            default:
                throw new NotSupportedException($"No CSV values for {column.GetType().Name}.");
        }
    }

    private void WriteText(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty && text.IndexOfAny(Quotable) < 0 && text[0] != ' ' && text[^1] != ' ')
        {
            buffer.Write(text);
            return;
        }
        buffer.Write("\""u8);
        while (text.IndexOf((byte)'"') is >= 0 and var quote)
        {
            buffer.Write(text[..(quote + 1)]);
            buffer.Write("\""u8);
            text = text[(quote + 1)..];
        }
        buffer.Write(text);
        buffer.Write("\""u8);
    }

    private void WriteNumber(long number)
    {
        Utf8Formatter.TryFormat(number, buffer.GetSpan(20), out var written);
        buffer.Advance(written);
    }

    private void WriteAscii(FormattableString text) =>
        buffer.Write(Encoding.ASCII.GetBytes(text.ToString(CultureInfo.InvariantCulture)));
}
