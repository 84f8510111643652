using System.Globalization;
using System.Text.RegularExpressions;

namespace Tracklake.Sources.Imports.Responses;

/// <summary>Reads the day that a file speaks of from its path; of several the one nearest to the file.</summary>
internal static partial class DayInPath
{
    // Spotify did not exist before; a year beyond the century is a number, not a date.
    private const int FirstYear = 2006;

    /// <param name="path">Relative, '/'-separated.</param>
    public static DateOnly? Find(string path) => Last(path, 0);

    /// <summary>
    /// The day that the folders above say when what was given lies within them (<c>import raw/2026-08-04/artists</c>).
    /// A name above counts only when all of it is a date: <c>backup-2026-08-04</c> says when a copy was made.
    /// </summary>
    /// <param name="root">The absolute path that was given.</param>
    public static DateOnly? Above(string root)
    {
        var path = root.Replace('\\', '/').TrimEnd('/');
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (Find(name) is { } day)
            return day;
        for (var above = path; above.Length > 0; above = above[..Math.Max(0, above.LastIndexOf('/'))])
        {
            if (WholeSegments().Match(above) is { Success: true } match && ToDay(match) is { } found)
                return found;
        }
        return null;
    }

    private static DateOnly? Last(string path, int from)
    {
        DateOnly? last = null;
        var at = -1;
        foreach (var regex in (ReadOnlySpan<Regex>)[Written(), Partitions(), Folders()])
        {
            foreach (Match match in regex.Matches(path[from..]))
            {
                if (match.Index > at && ToDay(match) is { } day)
                    (last, at) = (day, match.Index);
            }
        }
        return last;
    }

    private static DateOnly? ToDay(Match match)
    {
        var (year, month, day) = (Number(match, "y"), Number(match, "m"), Number(match, "d"));
        return year >= FirstYear && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;
    }

    private static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    // Not within a longer word or number: an id may hold eight digits. A time of day may follow.
    [GeneratedRegex(
        @"(?<![0-9A-Za-z])(?<y>20\d\d)(?<s>[-_.]?)(?<m>\d\d)\k<s>(?<d>\d\d)"
        + @"(?=$|[^0-9A-Za-z]|[Tt]\d|\d{4}(?!\d)|\d{6}(?!\d))")]
    private static partial Regex Written();

    [GeneratedRegex(@"(?:^|/)(?:year|y)=(?<y>20\d\d)/(?:month|m)=(?<m>\d\d?)/(?:day|d)=(?<d>\d\d?)(?=/|$)")]
    private static partial Regex Partitions();

    [GeneratedRegex(@"(?:^|/)(?<y>20\d\d)/(?<m>\d\d?)/(?<d>\d\d?)(?=/|\.|$)")]
    private static partial Regex Folders();

    [GeneratedRegex(
        @"/(?:(?<y>20\d\d)(?<s>[-_.]?)(?<m>\d\d)\k<s>(?<d>\d\d)"
        + @"|(?:(?:year|y)=)?(?<y>20\d\d)/(?:(?:month|m)=)?(?<m>\d\d?)/(?:(?:day|d)=)?(?<d>\d\d?)"
        + @"|[A-Za-z_]+=(?<y>20\d\d)-(?<m>\d\d)-(?<d>\d\d))$")]
    private static partial Regex WholeSegments();
}
