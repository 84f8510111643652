using System.Globalization;
using System.Text;

namespace Tracklake.Delta;

/// <summary>A column's least and greatest value as the JSON of the statistics; null where the format cannot say it
/// (protocol: Per-file Statistics).</summary>
internal static class StatisticsBounds
{
    // Spark's own limits: 32 UTF-16 units, and up to twice that to find a character to end a maximum with.
    private const int PrefixLength = 32;
    private const int LongestMax = 2 * PrefixLength;
    private const long MicrosecondsBeforeYearOne = -62_135_596_800_000_000;
    private const long MicrosecondsAfterYear9999 = 253_402_300_799_999_000;

    public static string? Min(DeltaType type, string value) => type switch
    {
        DeltaPrimitive { Name: "string" } => LogJson.Text(Prefix(value)),
        DeltaPrimitive { Name: "timestamp" or "timestamp_ntz" } => Instant(value, up: false, Zone(type)),
        _ => Plain(type, value),
    };

    public static string? Max(DeltaType type, string value) => type switch
    {
        DeltaPrimitive { Name: "string" } => Above(value) is { } bound ? LogJson.Text(bound) : null,
        DeltaPrimitive { Name: "timestamp" or "timestamp_ntz" } => Instant(value, up: true, Zone(type)),
        _ => Plain(type, value),
    };

    private static string Zone(DeltaType type) => type == DeltaType.Timestamp ? "Z" : "";

    // Numbers are JSON already. Dates outside the years 1 to 9999 print in ways that nobody else reads.
    private static string? Plain(DeltaType type, string value) => type == DeltaType.Date
        ? value.Length == 10 && char.IsAsciiDigit(value[0]) ? $"\"{value}\"" : null
        : value;

    // Milliseconds: the least is cut down, the greatest goes up, so that the bounds still hold the value.
    private static string? Instant(string epochMicroseconds, bool up, string zone)
    {
        if (!long.TryParse(epochMicroseconds, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var micros)
            || micros is < MicrosecondsBeforeYearOne or > MicrosecondsAfterYear9999)
            return null;
        var below = (long)Math.Floor(micros / 1000m);
        var millis = up && below * 1000 != micros ? below + 1 : below;
        var text = DateTime.UnixEpoch.AddMilliseconds(millis).ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture);
        return $"\"{text}{zone}\"";
    }

    private static string Prefix(string value)
    {
        if (value.Length <= PrefixLength) return value;
        // Half a surrogate pair is no text.
        return char.IsHighSurrogate(value[PrefixLength - 1]) ? value[..(PrefixLength - 1)] : value[..PrefixLength];
    }

    // A cut maximum needs a last character above what was cut off; U+007F is enough when that is ASCII.
    private static string? Above(string value)
    {
        if (value.Length <= PrefixLength) return value;
        var cut = Prefix(value).Length;
        while (cut < value.Length && cut < LongestMax)
        {
            Rune.DecodeFromUtf16(value.AsSpan(cut), out var next, out var units);
            if (next.Value < 0x7F) return string.Concat(value.AsSpan(0, cut), "\u007F");
            if (next.Value < 0x10FFFF) return string.Concat(value.AsSpan(0, cut), "\U0010FFFF");
            cut += units;
        }

        return cut >= value.Length ? value : null;
    }
}
