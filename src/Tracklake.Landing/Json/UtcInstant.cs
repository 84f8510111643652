using System.Buffers.Text;

namespace Tracklake.Landing.Json;

/// <summary>
/// Reads ISO 8601 instants; one without a zone is UTC. The framework's readers take such a one for local time, which
/// would make a number depend on the machine.
/// </summary>
internal static class UtcInstant
{
    /// <summary>Reads <c>2024-03-01T18:22:07Z</c>, with a fraction of a second or another zone also.</summary>
    /// <param name="text">The text.</param>
    /// <param name="micros">Microseconds since 1970-01-01 UTC; finer fractions are cut off.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (text.Length < 19 || text[4] != '-' || text[7] != '-' || text[10] is not ((byte)'T' or (byte)' ')
            || text[13] != ':' || text[16] != ':'
            || !Number(text[..4], out var year) || !Number(text[5..7], out var month)
            || !Number(text[8..10], out var day) || !Number(text[11..13], out var hour)
            || !Number(text[14..16], out var minute) || !Number(text[17..19], out var second))
        {
            return false;
        }
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }
        var rest = text[19..];
        if (!Fraction(ref rest, out var fraction) || !Zone(rest, out var zoneMinutes))
            return false;
        var instant = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        micros = (instant.Ticks - DateTime.UnixEpoch.Ticks) / 10 + fraction - zoneMinutes * 60_000_000L;
        return true;
    }

    private static bool Fraction(ref ReadOnlySpan<byte> rest, out long micros)
    {
        micros = 0;
        if (rest.IsEmpty || rest[0] != '.')
            return true;
        var digits = 1;
        for (; digits < rest.Length && rest[digits] is >= (byte)'0' and <= (byte)'9'; digits++)
        {
            if (digits <= 6)
                micros = micros * 10 + (rest[digits] - '0');
        }
        for (var missing = digits; missing <= 6; missing++)
            micros *= 10;
        rest = rest[digits..];
        return digits > 1;
    }

    private static bool Zone(ReadOnlySpan<byte> rest, out int minutes)
    {
        minutes = 0;
        if (rest.IsEmpty || (rest.Length == 1 && rest[0] is (byte)'Z' or (byte)'z'))
            return true;
        if (rest.Length != 6 || rest[0] is not ((byte)'+' or (byte)'-') || rest[3] != ':'
            || !Number(rest[1..3], out var hours) || !Number(rest[4..6], out var rests) || hours > 14 || rests > 59)
        {
            return false;
        }
        minutes = (rest[0] == '-' ? -1 : 1) * (hours * 60 + rests);
        return true;
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        return digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && Utf8Parser.TryParse(digits, out value, out _);
    }
}
