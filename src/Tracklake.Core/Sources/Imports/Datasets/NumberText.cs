using System.Globalization;

namespace Tracklake.Sources.Imports.Datasets;

/// <summary>
/// What the numbers of a column show about their signs. Whether 1,234 is a thousand or a little more than one cannot be
/// seen from it; other numbers of the same column may say it.
/// </summary>
internal sealed class NumberEvidence
{
    private bool commaGroups;
    private bool commaDecimals;
    private bool dotGroups;
    private bool dotDecimals;

    /// <summary>Looks at one more value.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        var commas = text.Count(',');
        var dots = text.Count('.');
        commaGroups |= commas > 1 || commas == 1 && dots == 1 && text.IndexOf(',') < text.IndexOf('.');
        dotGroups |= dots > 1 || commas == 1 && dots == 1 && text.IndexOf('.') < text.IndexOf(',');
        commaDecimals |= commas == 1 && !MayGroup(text, ',');
        dotDecimals |= dots == 1 && !MayGroup(text, '.');
    }

    /// <summary>Reads a number.</summary>
    /// <param name="text">The value.</param>
    /// <param name="isWhole">Whether the column holds whole numbers by its meaning, as milliseconds are.</param>
    /// <param name="problem">Why it cannot be read.</param>
    public decimal? Read(string text, bool isWhole, out string problem)
    {
        problem = "";
        var value = text.Trim();
        var spaced = value.Replace(" ", "").Replace("\u00a0", "").Replace("\u202f", "").Replace("'", "");
        if (spaced != value && !HasGroupsOfThree(value))
            return Fail(out problem, $"'{Shown(value)}' is not a number.");
        var (comma, dot) = (spaced.Contains(','), spaced.Contains('.'));
        bool commaIsGroup, dotIsGroup;
        if (comma && dot)
        {
            commaIsGroup = spaced.LastIndexOf('.') > spaced.LastIndexOf(',');
            dotIsGroup = !commaIsGroup;
        }
        else
        {
            if (Meaning(spaced, ',', commaGroups, commaDecimals, isWhole) is not { } commas)
                return Fail(out problem, Ambiguous(spaced, ','));
            if (Meaning(spaced, '.', dotGroups, dotDecimals, isGroupByMeaning: false) is not { } dots)
                return Fail(out problem, Ambiguous(spaced, '.'));
            (commaIsGroup, dotIsGroup) = (commas, dots);
        }
        if (commaIsGroup && !GroupsAreRight(spaced, ',') || dotIsGroup && !GroupsAreRight(spaced, '.'))
            return Fail(out problem, $"'{Shown(value)}' is not a number: its groups are not of three digits.");
        var plain = commaIsGroup ? spaced.Replace(",", "") : spaced.Replace(',', '.');
        if (dotIsGroup)
            plain = commaIsGroup ? plain.Replace(".", "") : spaced.Replace(".", "").Replace(',', '.');
        const NumberStyles Style =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return decimal.TryParse(plain, Style, CultureInfo.InvariantCulture, out var number)
            ? number
            : Fail(out problem, $"'{Shown(value)}' is not a number.");
    }

    /// <summary>Text of a stranger's file, fit to stand in a sentence.</summary>
    public static string Shown(string text)
    {
        var clean = new string([.. text.Take(60).Select(c => char.IsControl(c) ? ' ' : c)]);
        return text.Length > 60 ? clean + "…" : clean;
    }

    // True for groups, false for decimals (or none at all), null when it cannot be known.
    private static bool? Meaning(string text, char sign, bool groups, bool decimals, bool isGroupByMeaning)
    {
        if (!text.Contains(sign))
            return false;
        if (text.Count(c => c == sign) > 1)
            return true;
        if (!MayGroup(text, sign))
            return false;
        if (groups != decimals)
            return groups;
        return isGroupByMeaning && !decimals ? true : null;
    }

    private static bool MayGroup(ReadOnlySpan<char> text, char sign)
    {
        var at = text.IndexOf(sign);
        var before = text[..at].TrimStart("+-");
        return before.Length is >= 1 and <= 3 && before[0] != '0' && text.Length - at - 1 == 3
            && !before.ContainsAnyExceptInRange('0', '9') && !text[(at + 1)..].ContainsAnyExceptInRange('0', '9');
    }

    private static bool GroupsAreRight(string text, char sign)
    {
        var whole = sign == ',' ? text.Split('.')[0] : text.Split(',')[0];
        var groups = whole.TrimStart('+', '-').Split(sign);
        return groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(g => g.Length == 3);
    }

    private static bool HasGroupsOfThree(string text)
    {
        var groups = text.TrimStart('+', '-').Split([' ', '\u00a0', '\u202f', '\''], StringSplitOptions.None);
        return groups[0].Length is >= 1 and <= 3
            && groups.Skip(1).Select(g => g.Split('.', ',')[0]).All(g => g.Length == 3 && g.All(char.IsAsciiDigit));
    }

    private static string Ambiguous(string text, char sign) =>
        $"'{Shown(text)}' may be {text.Replace(sign.ToString(), "")} or {text.Replace(sign, '.')}, and no other "
        + "value of the column says which.";

    private static decimal? Fail(out string problem, string reason)
    {
        problem = reason;
        return null;
    }
}
