using System.Text;
using System.Text.Json;

namespace Tracklake.Sources.Imports.Datasets;

/// <summary>Takes an artist field apart where that can be done without guessing.</summary>
internal static class ArtistNames
{
    /// <param name="field">The field.</param>
    /// <param name="ids">How many artist ids the row has.</param>
    /// <param name="separator">What the user says separates artists; null to find out.</param>
    /// <param name="standAlone">Artists that occur alone somewhere in the file.</param>
    /// <param name="isAmbiguous">Whether the one name that is returned may be several.</param>
    public static IReadOnlyList<string> Split(
        string field, int ids, string? separator, IReadOnlySet<string> standAlone, out bool isAmbiguous)
    {
        isAmbiguous = false;
        var text = field.Trim();
        if (text.Length == 0)
            return [];
        if (ListLiteral(text) is { } list)
            return Clean(list);
        if (separator == ImportOptions.NoSeparator)
            return [text];
        if (!string.IsNullOrEmpty(separator))
            return Clean(text.Split(separator));
        foreach (var sure in (ReadOnlySpan<string>)[";", " / ", "|"])
        {
            if (text.Contains(sure, StringComparison.Ordinal))
                return Clean(text.Split(sure));
        }
        var pieces = Clean(text.Split(','));
        if (pieces.Count == 0)
            return [text];
        // "Tyler, The Creator" has the same shape as two artists.
        var isOne = pieces.Count == 1 && !text.Contains(',', StringComparison.Ordinal) || ids == 1;
        if (isOne)
            return [text];
        if (ids == pieces.Count
            || ids == 0 && pieces.Count > 1 && pieces.All(p => standAlone.Contains(TrackIds.Normalise(p))))
            return pieces;
        isAmbiguous = true;
        return [text];
    }

    /// <summary>The one artist of a field that certainly holds one; null otherwise.</summary>
    public static string? Alone(string field)
    {
        var text = field.Trim();
        var names = ListLiteral(text) is { } list ? Clean(list) : [text];
        return names is [{ Length: > 0 } only] && (ListLiteral(text) is not null || !text.AsSpan().ContainsAny(",;|")
            && !text.Contains(" / ", StringComparison.Ordinal)) ? only : null;
    }

    /// <summary>The items of a field of ids.</summary>
    public static IReadOnlyList<string> SplitIds(string field)
    {
        var text = field.Trim();
        return Clean(ListLiteral(text) ?? [.. text.Split([',', ';', '|', ' '])]);
    }

    private static List<string> Clean(IEnumerable<string> names) =>
        [.. names.Select(n => n.Trim()).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>The items of a list as JSON or Python writes it; null when the text is none.</summary>
    private static List<string>? ListLiteral(string text)
    {
        if (text.Length < 2 || text[0] != '[' || text[^1] != ']')
            return null;
        return Python(text) ?? Json(text);
    }

    private static List<string>? Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var items = document.RootElement.EnumerateArray().ToList();
            return items.TrueForAll(i => i.ValueKind is JsonValueKind.String or JsonValueKind.Null)
                ? [.. items.Select(i => i.GetString() ?? "")]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // ['A', "B's", 'it\'s']: quotes of either kind, a backslash takes the next character as it is.
    private static List<string>? Python(string text)
    {
        var items = new List<string>();
        var item = new StringBuilder();
        var at = 1;
        while (true)
        {
            while (at < text.Length - 1 && text[at] is ' ' or ',' or '\n' or '\r')
                at++;
            if (at == text.Length - 1)
                return items;
            var quote = text[at++];
            if (quote is not ('\'' or '"'))
                return null;
            item.Clear();
            while (at < text.Length - 1 && text[at] != quote)
            {
                if (text[at] == '\\' && text[at + 1] is not ('\'' or '"' or '\\'))
                    return null; // an escape that JSON reads
                if (text[at] == '\\')
                    at++;
                item.Append(text[at++]);
            }
            if (at >= text.Length - 1)
                return null;
            items.Add(item.ToString());
            at++;
        }
    }
}
