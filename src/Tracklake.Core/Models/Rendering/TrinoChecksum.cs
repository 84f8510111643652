namespace Tracklake.Models.Rendering;

/// <summary>The checksum as Trino computes it.</summary>
internal sealed class TrinoChecksum() : TableChecksum(new TrinoRenderer())
{
    private protected override string Low60Bits(string text) =>
        $"CAST(FROM_BASE(SUBSTR(TO_HEX(MD5(TO_UTF8({text}))), 18), 16) AS DECIMAL(38,0))";

    private protected override string Md5(string text) => $"lower(to_hex(md5(to_utf8({text}))))";

    /// <summary>
    /// Trino has no microseconds since 1970 as an integer; to_unixtime is a double. Milliseconds are rounded down,
    /// before 1970 as well, and the last 3 of the 6 digits of the fraction are what is left.
    /// </summary>
    private protected override string EpochMicroseconds(string instant) =>
        $"date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00', {instant}) * 1000"
        + $" + CAST(substr(CAST(CAST({instant} AS TIMESTAMP(6)) AS VARCHAR), -3) AS BIGINT)";
}
