using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Tracklake.DuckDb.Tests.Rendering;

/// <summary>A value as SQL and as the canonical text that a checksum is to see, written down by hand.</summary>
/// <param name="Sql">The value as an expression of DuckDB; null is a missing value.</param>
/// <param name="Canonical">Its canonical text.</param>
internal sealed record CanonicalValue(string? Sql, string Canonical)
{
    public static readonly CanonicalValue Missing = new(null, "~");
}

/// <summary>A row and what its checksum is, computed without SQL: the oracle that engines are held against.</summary>
internal sealed record CanonicalRow(IReadOnlyList<CanonicalValue> Values)
{
    public string Text => string.Join('\u001f', Values.Select(v => v.Canonical));

    /// <summary>The first two hex digits of the MD5 of the key, which is the first value.</summary>
    public string Segment => Hex(Values[0].Canonical)[..2];

    /// <summary>The low 60 bits of the MD5 of the text.</summary>
    public BigInteger Share =>
        BigInteger.Parse("0" + Hex(Text)[17..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>The MD5 of a text's UTF-8 bytes; the definition of the checksum asks for it, not for security.</summary>
#pragma warning disable CA5351
    public static string Hex(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}
