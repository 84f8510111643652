using System.Globalization;
using System.Text.RegularExpressions;

namespace Tracklake.Sources.Imports.Datasets;

/// <summary>A release date as Spotify writes it: as much of YYYY-MM-DD as is known.</summary>
/// <param name="Text">YYYY, YYYY-MM or YYYY-MM-DD.</param>
/// <param name="Precision">year, month or day.</param>
internal readonly partial record struct ReleaseDate(string Text, string Precision)
{
    private static readonly string[] WithNames =
    [
        "d MMM yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy", "MMM d yyyy", "MMMM d yyyy", "d-MMM-yyyy",
        "d. MMMM yyyy",
    ];

    private const int FirstYear = 1860; // the oldest recording of a voice

    /// <summary>What came of reading a date.</summary>
    public enum Outcome
    {
        /// <summary>Read.</summary>
        Read,

        /// <summary>Day and month may be the one or the other.</summary>
        Ambiguous,

        /// <summary>No date.</summary>
        Wrong,
    }

    public static Outcome Parse(string text, DateOrder? order, int lastYear, out ReleaseDate date)
    {
        date = default;
        var value = text.Trim();
        if (value == "0000")
        {
            // What Spotify itself serves where it does not know.
            date = new ReleaseDate("0000", "year");
            return Outcome.Read;
        }
        if (YearFirst().Match(value) is { Success: true } iso)
            return Of(Part(iso, "y"), Part(iso, "m"), Part(iso, "d"), lastYear, out date);
        if (YearLast().Match(value) is { Success: true } other)
            return Ordered(
                Part(other, "a")!.Value, Part(other, "b")!.Value, Part(other, "y")!.Value, order, lastYear, out date);
        var isNamed = DateOnly.TryParseExact(
            value, WithNames, CultureInfo.InvariantCulture, DateTimeStyles.None, out var named);
        return isNamed
            ? Of(named.Year, named.Month, named.Day, lastYear, out date)
            : Outcome.Wrong;
    }

    /// <summary>From separate columns; what is missing leaves the date less precise.</summary>
    public static Outcome Of(int? year, int? month, int? day, int lastYear, out ReleaseDate date)
    {
        date = default;
        if (year is not { } y || y < FirstYear || y > lastYear)
            return Outcome.Wrong;
        if (month is not { } m)
        {
            date = new ReleaseDate($"{y:D4}", "year");
            return Outcome.Read;
        }
        if (m is < 1 or > 12)
            return Outcome.Wrong;
        if (day is not { } d)
        {
            date = new ReleaseDate($"{y:D4}-{m:D2}", "month");
            return Outcome.Read;
        }
        if (d < 1 || d > DateTime.DaysInMonth(y, m))
            return Outcome.Wrong;
        date = new ReleaseDate($"{y:D4}-{m:D2}-{d:D2}", "day");
        return Outcome.Read;
    }

    private static Outcome Ordered(int a, int b, int year, DateOrder? order, int lastYear, out ReleaseDate date)
    {
        date = default;
        return (order, a > 12, b > 12) switch
        {
            (_, true, true) => Outcome.Wrong,
            (DateOrder.DayFirst, _, true) => Outcome.Wrong,
            (DateOrder.MonthFirst, true, _) => Outcome.Wrong,
            (DateOrder.DayFirst, _, _) or (null, true, false) => Of(year, b, a, lastYear, out date),
            (DateOrder.MonthFirst, _, _) or (null, false, true) => Of(year, a, b, lastYear, out date),
            _ when a == b => Of(year, a, b, lastYear, out date),
            _ => Outcome.Ambiguous,
        };
    }

    private static int? Part(Match match, string name) => match.Groups[name] is { Success: true } group
        ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
        : null;

    [GeneratedRegex(
        @"^(?<y>\d{4})(?:\.0+)?$"
        + @"|^(?<y>\d{4})(?<s>[-/.])(?<m>\d{1,2})(?:\k<s>(?<d>\d{1,2})(?:[T ]\d.*)?)?$"
        + @"|^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})$")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^(?<a>\d{1,2})(?<s>[-/.])(?<b>\d{1,2})\k<s>(?<y>\d{4})(?: \d.*)?$")]
    private static partial Regex YearLast();
}
