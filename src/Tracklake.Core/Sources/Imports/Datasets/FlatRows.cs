using System.Text.Json;
using Tracklake.Sources.Imports.Files;
using Tracklake.Sources.Imports.Responses;

namespace Tracklake.Sources.Imports.Datasets;

/// <summary>Recognises newline-delimited JSON of flat rows, which is a table in another notation.</summary>
internal static class FlatRows
{
    public static bool IsIn(InputFile file)
    {
        if (file.Extension is not (".ndjson" or ".jsonl" or ".json"))
            return false;
        try
        {
            using var content = Utf8Content.Open(file);
            var lines = new LineReader(content.Stream, 1 << 20);
            if (!lines.Read() || lines.IsTooLong)
                return false;
            using var document = JsonDocument.Parse(lines.Line);
            var names = new ColumnNames(new Dictionary<string, string>());
            return document.RootElement.ValueKind == JsonValueKind.Object
                && names.CountKnown([.. document.RootElement.EnumerateObject().Select(p => p.Name)]) >= 2;
        }
        catch (Exception e) when (e is JsonException || ResponseFile.IsUnreadable(e))
        {
            return false;
        }
    }
}
