using System.Text;
using Tracklake.Landing.Columns;

namespace Tracklake.Landing.Deriving;

/// <summary>The value of an expression in a row.</summary>
/// <returns>False when it is null.</returns>
internal delegate bool Getter<T>(TableRows rows, int row, out T value);

/// <summary>UTF-8 bytes in an array that others own.</summary>
internal readonly record struct Utf8Slice(byte[] Array, int Start, int Length)
{
    public ReadOnlySpan<byte> Span => Array.AsSpan(Start, Length);

    public static Utf8Slice Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new Utf8Slice(bytes, 0, bytes.Length);
    }
}
