namespace Tracklake.Models.Rendering;

/// <summary>
/// The checksum as Spark computes it, in a session in ANSI mode: there a decimal's text never has an exponent.
/// </summary>
internal sealed class SparkChecksum() : TableChecksum(new SparkRenderer())
{
    // 60 bits are less than 2^63, so that the sign of CONV does not matter.
    private protected override string Low60Bits(string text) =>
        $"CAST(CONV(SUBSTR(MD5({text}), 18), 16, 10) AS DECIMAL(38,0))";

    private protected override string EpochMicroseconds(string instant) => $"unix_micros({instant})";
}
