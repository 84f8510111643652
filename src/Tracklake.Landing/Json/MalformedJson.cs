using System.Text.Json;

namespace Tracklake.Landing.Json;

/// <summary>What is read of a response body as a whole, before any of its records.</summary>
internal interface IBodyPart
{
    /// <summary>Reads the object at which the reader stands, to its end.</summary>
    void Read(ref JsonCursor reader, FieldReader fields);
}

/// <summary>Malformed JSON as a fault.</summary>
internal static class MalformedJson
{
    /// <summary>Reads a body to its end; says what is wrong when it is malformed or no object.</summary>
    public static Fault? Guard<T>(ref T read, ReadOnlySpan<byte> body, FieldReader fields)
        where T : struct, IBodyPart
    {
        try
        {
            var reader = new JsonCursor(body);
            reader.Read();
            var token = reader.TokenType;
            if (token == JsonTokenType.StartObject)
                read.Read(ref reader, fields);
            else
                reader.Skip();
            // Anything after the value makes the reader throw.
            reader.Read();
            return token == JsonTokenType.StartObject ? null
                : new Fault(FaultCodes.WrongShape, $"The body is {JsonKinds.Name(token)}, not an object.");
        }
        catch (JsonException e)
        {
            return Describe(e);
        }
    }

    /// <summary>Says what is wrong and at which byte, without the parser's hints about its own options.</summary>
    public static Fault Describe(JsonException exception)
    {
        var message = exception.Message;
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        if (end > 0)
            message = message[..end];
        return new Fault(
            FaultCodes.MalformedJson,
            $"Malformed JSON in line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}: {message}");
    }
}
