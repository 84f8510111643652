namespace Tracklake.Raw;

/// <summary>Bytes of a raw object that a record came from.</summary>
/// <param name="Offset">First byte, uncompressed.</param>
/// <param name="Length">Number of bytes.</param>
public readonly record struct RawRange(long Offset, long Length)
{
    /// <summary>The byte after the last.</summary>
    public long End => Offset + Length;
}

/// <summary>A stored body that was read again, and whether it still is what was received.</summary>
/// <param name="Object">Key of the raw object that holds it.</param>
/// <param name="Entry">What its index says of it: request, status, time, hash.</param>
/// <param name="FoundSha256">SHA-256 of its bytes as they are now, lower-case hex.</param>
/// <param name="Ranges">Number of wanted ranges in it.</param>
public sealed record RawEvidence(string Object, RawEntry Entry, string FoundSha256, int Ranges)
{
    /// <summary>Whether the bytes have the hash that was written down when they came.</summary>
    public bool IsIntact => FoundSha256 == Entry.Sha256;
}

/// <summary>Told of the bytes of each range as they are read.</summary>
/// <param name="Object">Key of the raw object.</param>
/// <param name="Entry">The body that holds them.</param>
/// <param name="Range">Where they are.</param>
/// <param name="Bytes">The bytes; valid during the call only.</param>
public delegate void RangeReader(string Object, RawEntry Entry, RawRange Range, ReadOnlySpan<byte> Bytes);
