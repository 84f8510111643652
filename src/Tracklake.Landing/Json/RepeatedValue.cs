namespace Tracklake.Landing.Json;

/// <summary>
/// The bytes of an object or array that was read. Tracks that follow one another are often on one album and by the same
/// artists, with the same bytes: to compare these is a tenth of the work of reading them again.
/// </summary>
internal sealed class RepeatedValue
{
    private byte[] bytes = [];
    private int length;
    private int depth;

    /// <summary>Keeps a value.</summary>
    /// <param name="atDepth">Objects and arrays that are open within it, itself included.</param>
    /// <param name="value">Its bytes.</param>
    public void Keep(int atDepth, ReadOnlySpan<byte> value)
    {
        if (bytes.Length < value.Length)
            bytes = new byte[value.Length * 2];
        value.CopyTo(bytes);
        (length, depth) = (value.Length, atDepth);
    }

    /// <summary>Forgets the value.</summary>
    public void Forget() => length = 0;

    /// <summary>Moves the reader from the value's start to its end when it is the one that was kept.</summary>
    public bool TryPass(ref JsonCursor reader, ReadOnlySpan<byte> all)
    {
        if (length == 0 || reader.Depth != depth
            || !all[reader.TokenStartIndex..].StartsWith(bytes.AsSpan(0, length)))
        {
            return false;
        }
        reader.Pass(length);
        return true;
    }
}
