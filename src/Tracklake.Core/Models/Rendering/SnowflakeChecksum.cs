namespace Tracklake.Models.Rendering;

/// <summary>The checksum as Snowflake computes it.</summary>
internal sealed class SnowflakeChecksum() : TableChecksum(new SnowflakeRenderer())
{
    // MD5_NUMBER_LOWER64 is the last 64 bits of the digest, the first of them the most significant.
    private protected override string Low60Bits(string text) =>
        $"BITAND(MD5_NUMBER_LOWER64({text}), 1152921504606846975)";

    private protected override string EpochMicroseconds(string instant) =>
        $"DATEDIFF(MICROSECOND, CAST('1970-01-01 00:00:00' AS TIMESTAMP_NTZ), {instant})";

    // A cast follows a parameter of the session.
    private protected override string Day(string day) => $"TO_CHAR({day}, 'YYYY-MM-DD')";
}
