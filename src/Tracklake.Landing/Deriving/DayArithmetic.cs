using System.Buffers.Text;
using Tracklake.Models;

namespace Tracklake.Landing.Deriving;

/// <summary>Days as numbers since 1970-01-01, and what text says of days.</summary>
internal static class DayArithmetic
{
    private const long MicrosPerDay = 86_400_000_000;
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public static long DaysOf(DateOnly day) => day.DayNumber - Epoch;

    public static DateOnly DateOf(long days) => DateOnly.FromDayNumber((int)(days + Epoch));

    /// <summary>The UTC day of an instant in microseconds; also before 1970 the day that it is in.</summary>
    public static long DayOf(long micros) => micros >= 0 ? micros / MicrosPerDay : ~(~micros / MicrosPerDay);

    /// <summary>1 to 9 digits.</summary>
    public static bool TryParseDigits(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        return text.Length is >= 1 and <= 9 && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && Utf8Parser.TryParse(text, out value, out _);
    }

    /// <summary>The first day of a YYYY, YYYY-MM or YYYY-MM-DD that exists, from <see cref="Sql.FirstYear"/> on.</summary>
    public static bool TryParsePartialDate(ReadOnlySpan<byte> text, out long days)
    {
        days = 0;
        long month = 1;
        long day = 1;
        var hasShape = text.Length is 4 or 7 or 10
            && (text.Length < 7 || text[4] == '-')
            && (text.Length < 10 || text[7] == '-');
        if (!hasShape
            || !TryParseDigits(text[..4], out var year)
            || (text.Length >= 7 && !TryParseDigits(text[5..7], out month))
            || (text.Length == 10 && !TryParseDigits(text[8..10], out day))
            || year < Sql.FirstYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth((int)year, (int)month))
        {
            return false;
        }
        days = DaysOf(new DateOnly((int)year, (int)month, (int)day));
        return true;
    }
}
