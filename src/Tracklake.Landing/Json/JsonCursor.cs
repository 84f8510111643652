using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Tracklake.Landing.Json;

/// <summary>
/// A forward-only JSON reader that accepts exactly what <see cref="Utf8JsonReader"/> accepts, faster: it
/// knows only whole buffers, and finds a string's end 32 bytes at a time. What is malformed it hands to that reader,
/// whose messages say where and why.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> bytes)
{
    private const int DeepestNesting = 64;

    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int at;
    private int depth;
    private ulong objects; // A bit for each open container, the innermost lowest: whether it is an object.
    private int valueStart;
    private int valueLength;

    public JsonTokenType TokenType { get; private set; }

    /// <summary>Where the token starts; of a string its quote.</summary>
    public int TokenStartIndex { get; private set; }

    public readonly int BytesConsumed => at;

    /// <summary>Objects and arrays that are open.</summary>
    public readonly int Depth => depth;

    /// <summary>Whether the string has escapes.</summary>
    public bool ValueIsEscaped { get; private set; }

    /// <summary>A string without its quotes, or a number.</summary>
    public readonly ReadOnlySpan<byte> ValueSpan => bytes.Slice(valueStart, valueLength);

    /// <summary>Moves to the next token.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="JsonException">The bytes are malformed.</exception>
    public bool Read()
    {
        var next = NextByte();
        switch (TokenType)
        {
            case JsonTokenType.None:
            case JsonTokenType.PropertyName:
                ReadValue(next);
                return true;
            case JsonTokenType.StartObject:
                if (next == '}')
                    Close(JsonTokenType.EndObject);
                else
                    ReadName(next);
                return true;
            case JsonTokenType.StartArray:
                if (next == ']')
                    Close(JsonTokenType.EndArray);
                else
                    ReadValue(next);
                return true;
            default:
                return ReadAfterValue(next);
        }
    }

    /// <summary>Moves to the end of the object or array at whose start it stands.</summary>
    public void Skip()
    {
        if (TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return;
        var outside = depth - 1;
        while (depth > outside)
            Read();
    }

    /// <summary>Moves to the end of the object or array at whose start it stands, whose bytes were read before, at the same
    /// depth.</summary>
    /// <param name="length">Its length.</param>
    public void Pass(int length)
    {
        at = TokenStartIndex + length - 1;
        Close(TokenType == JsonTokenType.StartObject ? JsonTokenType.EndObject : JsonTokenType.EndArray);
    }

    /// <summary>Unescapes the string.</summary>
    /// <exception cref="InvalidOperationException">It holds half of a surrogate pair, or no UTF-8.</exception>
    public readonly int CopyString(Span<byte> target)
    {
        var reader = new Utf8JsonReader(bytes.Slice(valueStart - 1, valueLength + 2));
        reader.Read();
        return reader.CopyString(target);
    }

    /// <summary>The number, when a decimal can hold it.</summary>
    public readonly bool TryGetDecimal(out decimal number)
    {
        var reader = new Utf8JsonReader(ValueSpan);
        reader.Read();
        return reader.TryGetDecimal(out number);
    }

    // The next byte that is no white space; 0, which no token begins with, at the end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte NextByte()
    {
        while (at < bytes.Length)
        {
            var next = bytes[at];
            if (next > ' ' || next is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
                return next;
            at++;
        }
        return 0;
    }

    private bool ReadAfterValue(byte next)
    {
        if (depth == 0)
        {
            if (at < bytes.Length)
                ThrowMalformed();
            return false;
        }
        var inObject = (objects & 1) != 0;
        if (next == ',')
        {
            at++;
            next = NextByte();
            if (inObject)
                ReadName(next);
            else
                ReadValue(next);
        }
        else if (next == '}' && inObject)
        {
            Close(JsonTokenType.EndObject);
        }
        else if (next == ']' && !inObject)
        {
            Close(JsonTokenType.EndArray);
        }
        else
        {
            ThrowMalformed();
        }
        return true;
    }

    private void ReadName(byte next)
    {
        if (next != '"')
            ThrowMalformed();
        ReadString();
        if (NextByte() != ':')
            ThrowMalformed();
        at++;
        TokenType = JsonTokenType.PropertyName;
    }

    private void ReadValue(byte next)
    {
        switch (next)
        {
            case (byte)'"':
                ReadString();
                TokenType = JsonTokenType.String;
                break;
            case (byte)'{':
                Open(JsonTokenType.StartObject, 1);
                break;
            case (byte)'[':
                Open(JsonTokenType.StartArray, 0);
                break;
            case (byte)'t':
                ReadLiteral("true"u8, JsonTokenType.True);
                break;
            case (byte)'f':
                ReadLiteral("false"u8, JsonTokenType.False);
                break;
            case (byte)'n':
                ReadLiteral("null"u8, JsonTokenType.Null);
                break;
            default:
                ReadNumber();
                break;
        }
    }

    private void Open(JsonTokenType token, ulong isObject)
    {
        if (depth == DeepestNesting)
            ThrowMalformed();
        depth++;
        objects = (objects << 1) | isObject;
        TokenStartIndex = at++;
        TokenType = token;
    }

    private void Close(JsonTokenType token)
    {
        depth--;
        objects >>= 1;
        TokenStartIndex = at++;
        TokenType = token;
    }

    private void ReadLiteral(ReadOnlySpan<byte> literal, JsonTokenType token)
    {
        if (!bytes[at..].StartsWith(literal))
            ThrowMalformed();
        TokenStartIndex = at;
        at += literal.Length;
        TokenType = token;
    }

    private void ReadString()
    {
        TokenStartIndex = at;
        valueStart = ++at;
        ValueIsEscaped = false;
        while (true)
        {
            at = FindStop();
            var stop = at < bytes.Length ? bytes[at] : (byte)0;
            if (stop == '"')
            {
                valueLength = at - valueStart;
                at++;
                return;
            }
            if (stop != '\\')
                ThrowMalformed();
            ValueIsEscaped = true;
            PassEscape();
        }
    }

    // The next quote, backslash or control character from here on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int FindStop()
    {
        var i = at;
        ref var first = ref MemoryMarshal.GetReference(bytes);
        for (; i <= bytes.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            var block = Vector256.LoadUnsafe(ref first, (nuint)i);
            var stops = Vector256.Equals(block, Vector256.Create((byte)'"'))
                | Vector256.Equals(block, Vector256.Create((byte)'\\'))
                | Vector256.LessThan(block, Vector256.Create((byte)' '));
            var mask = stops.ExtractMostSignificantBits();
            if (mask != 0)
                return i + System.Numerics.BitOperations.TrailingZeroCount(mask);
        }
        while (i < bytes.Length && bytes[i] is >= (byte)' ' and not ((byte)'"' or (byte)'\\'))
            i++;
        return i;
    }

    private void PassEscape()
    {
        var escape = at + 1 < bytes.Length ? bytes[at + 1] : (byte)0;
        if (escape == 'u')
        {
            if (at + 6 > bytes.Length)
                ThrowMalformed();
            foreach (var digit in bytes.Slice(at + 2, 4))
            {
                if (!char.IsAsciiHexDigit((char)digit))
                    ThrowMalformed();
            }
            at += 6;
        }
        else
        {
            if (!"\"\\/bfnrt"u8.Contains(escape))
                ThrowMalformed();
            at += 2;
        }
    }

    private void ReadNumber()
    {
        TokenStartIndex = valueStart = at;
        if (at < bytes.Length && bytes[at] == '-')
            at++;
        if (at < bytes.Length && bytes[at] == '0')
            at++;
        else
            PassDigits();
        if (at < bytes.Length && bytes[at] == '.')
        {
            at++;
            PassDigits();
        }
        if (at < bytes.Length && bytes[at] is (byte)'e' or (byte)'E')
        {
            at++;
            if (at < bytes.Length && bytes[at] is (byte)'+' or (byte)'-')
                at++;
            PassDigits();
        }
        valueLength = at - valueStart;
        TokenType = JsonTokenType.Number;
    }

    private void PassDigits()
    {
        var first = at;
        while (at < bytes.Length && char.IsAsciiDigit((char)bytes[at]))
            at++;
        if (at == first)
            ThrowMalformed();
    }

    // Not marked as never returning, so that the JIT keeps it out of the way of the hot paths by itself.
    private readonly void ThrowMalformed()
    {
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            // Until it finds the fault.
        }
        throw new InvalidOperationException("Two JSON readers disagree; please report this as a bug of Tracklake.");
    }
}
