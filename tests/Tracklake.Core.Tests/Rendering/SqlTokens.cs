using System.Text.RegularExpressions;

namespace Tracklake.Core.Tests.Rendering;

/// <summary>What a token of SQL is.</summary>
public enum TokenKind
{
    /// <summary>A keyword or a name without quotes.</summary>
    Word,

    /// <summary>A name in double quotes or backticks.</summary>
    QuotedName,

    /// <summary>A text constant, with its quotes.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An operator or a punctuation mark.</summary>
    Symbol,
}

/// <summary>A token of SQL, and in upper case what rules are written against.</summary>
public sealed record Token(TokenKind Kind, string Text)
{
    public string Upper { get; } = Text.ToUpperInvariant();
}

/// <summary>SQL as tokens, so that a rule sees words and never parts of words, texts or comments.</summary>
public static partial class SqlTokens
{
    /// <param name="sql">The SQL.</param>
    /// <param name="hasBackslashes">Whether a backslash escapes in its texts.</param>
    public static IReadOnlyList<Token> Of(string sql, bool hasBackslashes)
    {
        var pattern = hasBackslashes ? WithBackslashes() : WithoutBackslashes();
        var tokens = new List<Token>();
        for (var at = 0; at < sql.Length;)
        {
            var match = pattern.Match(sql, at);
            if (!match.Success || match.Index != at || match.Length == 0)
                throw new FormatException($"There is no token of SQL at: {sql[at..Math.Min(at + 40, sql.Length)]}");
            at += match.Length;
            foreach (var kind in Enum.GetValues<TokenKind>())
            {
                if (match.Groups[kind.ToString()].Success)
                    tokens.Add(new Token(kind, match.Value));
            }
        }
        return tokens;
    }

    private const string Rest =
        """|(?<QuotedName>"[^"]*"|`[^`]*`)|(?<Word>[A-Za-z_][A-Za-z0-9_]*)|(?<Number>[0-9]+(?:\.[0-9]+)?)"""
        + """|(?<Symbol>\|\||//|<>|<=|>=|->|::|[-+*/%=<>(),.;@])""";

    [GeneratedRegex(@"\G(?:\s+|--[^\n]*|(?<Text>'(?:[^'\\]|\\.|'')*')" + Rest + ")", RegexOptions.Singleline)]
    private static partial Regex WithBackslashes();

    [GeneratedRegex(@"\G(?:\s+|--[^\n]*|(?<Text>'(?:[^']|'')*')" + Rest + ")", RegexOptions.Singleline)]
    private static partial Regex WithoutBackslashes();
}
