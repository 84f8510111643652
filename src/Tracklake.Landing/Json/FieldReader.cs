using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Tracklake.Landing.Text;

namespace Tracklake.Landing.Json;

/// <summary>
/// Reads the value at which a JSON reader stands. What does not fit is noted as the record's <see cref="Fault"/> and
/// skipped, so that reading always goes on to the record's end; the first fault wins.
/// </summary>
internal sealed class FieldReader
{
    private byte[] scratch = new byte[4096];
    private int used;

    /// <summary>What is wrong with the record that is being read; null when nothing is.</summary>
    public Fault? Fault { get; private set; }

    /// <summary>Forgets the record before.</summary>
    public void Begin()
    {
        used = 0;
        Fault = null;
    }

    public void Fail(string code, string reason) => Fault ??= new Fault(code, reason);

    /// <summary>The bytes of a text; empty when there is none.</summary>
    public ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> bytes, TextRef text) =>
        text.IsNull ? default
        : text.IsInScratch ? scratch.AsSpan(text.Start, text.Length)
        : bytes.Slice(text.Start, text.Length);

    /// <summary>Text in NFC without NUL characters, which no engine's text columns agree on.</summary>
    public TextRef Text(ref JsonCursor reader, string field)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            var value = reader.ValueSpan;
            return !reader.ValueIsEscaped && (Ascii.IsValid(value) || (Utf8.IsValid(value) && Nfc.IsCertain(value)))
                ? TextRef.InBytes(reader.TokenStartIndex + 1, value.Length)
                : Unescape(ref reader, field);
        }
        if (reader.TokenType != JsonTokenType.Null)
            WrongType(ref reader, field, "text");
        return default;
    }

    public bool? Boolean(ref JsonCursor reader, string field)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Null:
                return null;
            default:
                WrongType(ref reader, field, "true or false");
                return null;
        }
    }

    /// <summary>A whole number of 0 or more, written with or without ".0".</summary>
    public int? Count(ref JsonCursor reader, string field, int max = int.MaxValue) =>
        (int?)LargeCount(ref reader, field, max);

    /// <summary>A whole number of 0 or more, written with or without ".0".</summary>
    public long? LargeCount(ref JsonCursor reader, string field, long max = long.MaxValue)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType != JsonTokenType.Number)
        {
            WrongType(ref reader, field, "a number");
            return null;
        }
        if (!Utf8Parser.TryParse(reader.ValueSpan, out long value, out var consumed)
            || consumed != reader.ValueSpan.Length)
        {
            if (WholeNumber(ref reader, field) is not { } whole)
                return null;
            value = whole;
        }
        if (value >= 0 && value <= max)
            return value;
        Fail(FaultCodes.OutOfRange, $"'{field}' is {Shown(ref reader)}, outside 0 to {max}.");
        return null;
    }

    /// <summary>Puts bytes into the scratch of the record.</summary>
    public TextRef Keep(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        used += bytes.Length;
        return TextRef.InScratch(used - bytes.Length, bytes.Length);
    }

    /// <summary>Notes that the value has the wrong JSON type, and skips it.</summary>
    public void WrongType(ref JsonCursor reader, string field, string expected)
    {
        Fail(FaultCodes.WrongType, $"'{field}' is {JsonKinds.Name(reader.TokenType)} where {expected} is expected.");
        reader.Skip();
    }

    private long? WholeNumber(ref JsonCursor reader, string field)
    {
        // Decimal keeps 20 and more digits apart where a double would round them into the range.
        if (!reader.TryGetDecimal(out var number))
        {
            Fail(FaultCodes.OutOfRange, $"'{field}' is {Shown(ref reader)}, a number out of range.");
            return null;
        }
        if (number != decimal.Truncate(number))
        {
            Fail(FaultCodes.BadNumber, $"'{field}' is {Shown(ref reader)} where a whole number is expected.");
            return null;
        }
        if (number is >= long.MinValue and <= long.MaxValue)
            return (long)number;
        Fail(FaultCodes.OutOfRange, $"'{field}' is {Shown(ref reader)}, a number out of range.");
        return null;
    }

    private TextRef Unescape(ref JsonCursor reader, string field)
    {
        int length;
        try
        {
            length = reader.CopyString(Reserve(reader.ValueSpan.Length));
        }
        catch (InvalidOperationException)
        {
            Fail(FaultCodes.BadUtf8, $"'{field}' holds half of a surrogate pair or bytes that are not UTF-8.");
            return default;
        }
        var text = scratch.AsSpan(used, length);
        if (text.Contains((byte)0))
        {
            var kept = 0;
            foreach (var b in text)
            {
                if (b != 0)
                    text[kept++] = b;
            }
            text = text[..kept];
        }
        if (!Nfc.IsCertain(text))
            return Keep(Nfc.Normalise(text));
        used += text.Length;
        return TextRef.InScratch(used - text.Length, text.Length);
    }

    private Span<byte> Reserve(int length)
    {
        if (scratch.Length - used < length)
            Array.Resize(ref scratch, Math.Max(scratch.Length * 2, used + length));
        return scratch.AsSpan(used);
    }

    private static string Shown(ref JsonCursor reader)
    {
        var text = Encoding.UTF8.GetString(reader.ValueSpan);
        return text.Length <= 40 ? text : text[..40] + "..";
    }
}
