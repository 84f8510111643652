namespace Tracklake.Models;

/// <summary>
/// The regular expressions in which DuckDB, Spark, Snowflake and Trino agree: plain characters, escaped punctuation,
/// classes such as <c>[A-Z0-9]</c> and <c>[^,]</c>, groups, alternatives, and the counts <c>? * + {n} {n,m}</c>.
/// Nothing else: no dot (engines differ about line ends), no named classes, no look-around, no lazy counts, no anchors
/// (a pattern always means the whole text).
/// </summary>
public static class TextPattern
{
    private const string Special = @".^$*+?()[]{}|\";
    private const string MayBeEscaped = @".^$*+?()[]{}|\-";

    /// <summary>Checks a pattern.</summary>
    /// <exception cref="ModelException">It has something that engines read differently.</exception>
    public static void Validate(string pattern)
    {
        var at = 0;
        Alternatives(pattern, ref at);
        if (at < pattern.Length)
            throw Refused(pattern, at, "a closing parenthesis without an opening one");
    }

    private static void Alternatives(string pattern, ref int at)
    {
        while (at < pattern.Length && pattern[at] != ')')
        {
            if (pattern[at] == '|')
                at++;
            else
                Repeated(pattern, ref at);
        }
    }

    private static void Repeated(string pattern, ref int at)
    {
        switch (pattern[at])
        {
            case '[':
                Class(pattern, ref at);
                break;
            case '(':
                Group(pattern, ref at);
                break;
            default:
                Character(pattern, ref at, Special);
                break;
        }
        if (at < pattern.Length && pattern[at] is '?' or '*' or '+')
            at++;
        else if (at < pattern.Length && pattern[at] == '{')
            Count(pattern, ref at);
        if (at < pattern.Length && pattern[at] is '?' or '*' or '+' or '{')
            throw Refused(pattern, at, "a count of a count");
    }

    private static void Group(string pattern, ref int at)
    {
        var opened = at++;
        if (at < pattern.Length && pattern[at] == '?')
            throw Refused(pattern, at, "a special group");
        Alternatives(pattern, ref at);
        if (at == pattern.Length)
            throw Refused(pattern, opened, "a group that is not closed");
        at++;
    }

    private static void Class(string pattern, ref int at)
    {
        var opened = at++;
        if (at < pattern.Length && pattern[at] == '^')
            at++;
        var first = at;
        while (at < pattern.Length && pattern[at] != ']')
            Character(pattern, ref at, @"[]\^&~");
        if (at == pattern.Length || at == first)
            throw Refused(pattern, opened, "a class that is empty or not closed");
        at++;
    }

    private static void Character(string pattern, ref int at, string special)
    {
        if (pattern[at] == '\\')
        {
            if (at + 1 == pattern.Length || !MayBeEscaped.Contains(pattern[at + 1], StringComparison.Ordinal))
                throw Refused(pattern, at, "an escape that engines read differently");
            at++;
        }
        else if (special.Contains(pattern[at], StringComparison.Ordinal))
        {
            throw Refused(pattern, at, $"'{pattern[at]}' in this place");
        }
        at++;
    }

    private static void Count(string pattern, ref int at)
    {
        var close = pattern.IndexOf('}', at);
        var bounds = close < 0 ? [] : pattern[(at + 1)..close].Split(',');
        if (bounds.Length is not (1 or 2) || !Array.TrueForAll(bounds, b => b.Length > 0 && b.All(char.IsAsciiDigit)))
            throw Refused(pattern, at, "a count that is not {n} or {n,m}");
        at = close + 1;
    }

    private static ModelException Refused(string pattern, int at, string what) =>
        new($"The pattern '{pattern}' is not portable: it has {what} at character {at + 1}.");
}
