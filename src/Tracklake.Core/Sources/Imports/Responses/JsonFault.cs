using System.Text.Json;
using System.Text.Unicode;

namespace Tracklake.Sources.Imports.Responses;

/// <summary>What is wrong with a JSON document, and at which byte.</summary>
/// <param name="Offset">Within the document.</param>
/// <param name="Code">The reason's short name.</param>
/// <param name="Reason">The reason, a sentence without any of the content but names of fields.</param>
internal readonly record struct JsonFault(long Offset, string Code, string Reason)
{
    /// <summary>What can be seen before parsing; null when nothing is wrong so far.</summary>
    public static JsonFault? OfBytes(ReadOnlySpan<byte> document)
    {
        if (document.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            return new JsonFault(0, "empty-file", "The file is empty.");
        if (document.IndexOfAnyExcept((byte)0) < 0)
            return new JsonFault(0, "nul-bytes", $"The file holds {document.Length:N0} NUL bytes and nothing else: it "
                + "was set aside on the disk but never written.");
        return Utf8.IsValid(document)
            ? null
            : new JsonFault(BadByte(document), "bad-encoding",
                $"Not UTF-8, which JSON must be: byte {BadByte(document):N0} (0x{document[BadByte(document)]:X2}) "
                    + "breaks it.");
    }

    /// <summary>What the parser met.</summary>
    public static JsonFault Of(JsonException error, ReadOnlySpan<byte> document) =>
        DuplicateKey(document) ?? AtBreak(error, document);

    /// <summary>Where the parser could not go on.</summary>
    public static JsonFault AtBreak(JsonException error, ReadOnlySpan<byte> document)
    {
        var offset = OffsetOf(error, document);
        var what = document[..(int)offset].TrimEnd(" \t\r\n"u8).Length == document.TrimEnd(" \t\r\n"u8).Length
            ? ("truncated-json", $"The JSON ends at byte {offset:N0} in the middle of a value: the file was cut short.")
            : document[(int)offset] == 0
                ? ("nul-bytes", $"The JSON breaks off at byte {offset:N0}, where NUL bytes begin.")
                : ("malformed-json", $"Not JSON from byte {offset:N0} on (0x{document[(int)offset]:X2}).");
        return new JsonFault(offset, what.Item1, what.Item2);
    }

    private static long OffsetOf(JsonException error, ReadOnlySpan<byte> document)
    {
        var offset = 0;
        for (var line = error.LineNumber ?? 0; line > 0; line--)
            offset += document[offset..].IndexOf((byte)'\n') + 1;
        return Math.Min(offset + (error.BytePositionInLine ?? 0), document.Length);
    }

    private static int BadByte(ReadOnlySpan<byte> document)
    {
        var offset = 0;
        Span<char> chars = new char[4096];
        while (offset < document.Length)
        {
            var status = Utf8.ToUtf16(document[offset..], chars, out var read, out _, replaceInvalidSequences: false);
            offset += read;
            if (status is System.Buffers.OperationStatus.InvalidData or System.Buffers.OperationStatus.NeedMoreData)
                return offset;
        }
        return offset;
    }

    // Which of two values under one name was meant, nobody can say; taking one could make a number wrong.
    private static JsonFault? DuplicateKey(ReadOnlySpan<byte> document)
    {
        var reader = new Utf8JsonReader(document);
        var names = new Stack<HashSet<string>>();
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.StartObject)
                    names.Push([]);
                else if (reader.TokenType == JsonTokenType.EndObject)
                    names.Pop();
                else if (reader.TokenType == JsonTokenType.PropertyName && !names.Peek().Add(reader.GetString()!))
                    return new JsonFault(reader.TokenStartIndex, "duplicate-key",
                        $"The field '{Json.Short(reader.GetString()!)}' occurs twice in one object (again at byte "
                        + $"{reader.TokenStartIndex:N0}): which one is meant cannot be known.");
            }
        }
        catch (JsonException)
        {
            // Broken further on, and no name occurred twice before: the caller reports where.
        }
        return null;
    }
}
