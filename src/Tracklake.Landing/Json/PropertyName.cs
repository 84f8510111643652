using System.Text.Json;

namespace Tracklake.Landing.Json;

/// <summary>Steps through the properties of an object.</summary>
internal static class PropertyName
{
    private const int LongestKnown = 32;

    /// <summary>
    /// Moves from the object's start or the end of a value to the next property's value. A name that was written with
    /// escapes comes unescaped; one that is too long to be known comes empty.
    /// </summary>
    /// <returns>False at the object's end.</returns>
    public static bool Next(ref JsonCursor reader, out ReadOnlySpan<byte> name)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.PropertyName)
        {
            name = default;
            return false;
        }
        name = reader.ValueIsEscaped ? Unescaped(ref reader) : reader.ValueSpan;
        reader.Read();
        return true;
    }

    private static ReadOnlySpan<byte> Unescaped(ref JsonCursor reader)
    {
        if (reader.ValueSpan.Length > LongestKnown * 6)
            return default;
        var bytes = new byte[reader.ValueSpan.Length];
        try
        {
            return bytes.AsSpan(0, reader.CopyString(bytes));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair in a name: no name that is known has one.
            return default;
        }
    }
}
