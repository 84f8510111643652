using System.Text.RegularExpressions;

namespace Tracklake.Cli.Terminal;

/// <summary>A value of an answer that is JSON already: a list, a struct, a number too long for .NET's own.</summary>
internal readonly partial record struct JsonText
{
    private readonly string _text;

    /// <summary>Takes JSON as DuckDB writes it.</summary>
    public JsonText(string text) =>
        // Numbers that JSON has not become texts, as they do outside nested values.
        _text = text.Contains('N') || text.Contains('I') ? StringOrNoNumber().Replace(text, Quoted) : text;

    /// <summary>The JSON.</summary>
    public override string ToString() => _text;

    private static string Quoted(Match match) => match.Value[0] == '"' ? match.Value : $"\"{match.Value}\"";

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|NaN|-?Infinity
        """)]
    private static partial Regex StringOrNoNumber();
}
