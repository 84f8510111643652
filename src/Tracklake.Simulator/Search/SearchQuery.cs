using System.Globalization;
using System.Text.RegularExpressions;

namespace Tracklake.Simulator.Search;

/// <summary>
/// A search text taken apart: free words and field filters, as in <c>remaster artist:"Miles Davis" year:1955-1960</c>.
/// </summary>
internal sealed partial record SearchQuery
{
    public IReadOnlyList<string> Words { get; private init; } = [];

    public IReadOnlyList<string>? Artist { get; private init; }

    public IReadOnlyList<string>? Album { get; private init; }

    public IReadOnlyList<string>? Track { get; private init; }

    public IReadOnlyList<string>? Genre { get; private init; }

    public string? Isrc { get; private init; }

    public string? Upc { get; private init; }

    public string? Tag { get; private init; }

    public (int First, int Last)? Years { get; private init; }

    /// <summary>A filter's value reaches to the next filter; quotes around it, or within it, do not matter.</summary>
    public static SearchQuery Parse(string text)
    {
        var filters = Filter().Matches(text);
        var query = new SearchQuery { Words = WordsOf(filters.Count == 0 ? text : text[..filters[0].Index]) };
        for (var i = 0; i < filters.Count; i++)
        {
            var start = filters[i].Index + filters[i].Length;
            var end = i + 1 < filters.Count ? filters[i + 1].Index : text.Length;
            query = query.With(filters[i].Groups[1].Value, text[start..end]);
        }
        return query;
    }

    /// <summary>The words of a text, in lower case: runs of letters and digits in any script.</summary>
    public static IReadOnlyList<string> WordsOf(string text) =>
        [.. Word().Matches(text).Select(word => word.Value.ToLowerInvariant())];

    private SearchQuery With(string filter, string value) => filter switch
    {
        "artist" => this with { Artist = WordsOf(value) },
        "album" => this with { Album = WordsOf(value) },
        "track" => this with { Track = WordsOf(value) },
        "genre" => this with { Genre = WordsOf(value) },
        "isrc" => this with { Isrc = value.Trim(' ', '"').ToUpperInvariant() },
        "upc" => this with { Upc = value.Trim(' ', '"') },
        "tag" => this with { Tag = value.Trim(' ', '"') },
        _ => this with { Years = YearsOf(value.Trim(' ', '"')) },
    };

    private static (int First, int Last)? YearsOf(string value)
    {
        var parts = value.Split('-');
        if (parts.Length > 2) return null;
        return Year(parts[0]) is { } first && Year(parts[^1]) is { } last ? (first, last) : null;

        static int? Year(string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;
    }

    [GeneratedRegex(@"(?<!\w)(artist|album|track|genre|isrc|upc|tag|year):")]
    private static partial Regex Filter();

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+")]
    private static partial Regex Word();
}
