using System.Text.Json;
using Tracklake.Sources.Imports.Files;

namespace Tracklake.Sources.Imports.Datasets;

/// <summary>Newline-delimited JSON of flat rows: the names of their fields are the columns.</summary>
internal sealed class JsonLinesTable : ITable
{
    private const int RowsToJudge = 100;
    private const int LongestLine = 1 << 20;

    private readonly InputFile file;
    private readonly Dictionary<string, int> columns = [];

    private JsonLinesTable(InputFile file)
    {
        this.file = file;
        var names = new List<string>();
        foreach (var (_, _, line) in Lines().Take(RowsToJudge))
        {
            if (Parse(line) is not { } document)
                continue;
            using (document)
            {
                names.AddRange(document.RootElement.EnumerateObject().Select(p => p.Name)
                    .Where(n => columns.TryAdd(n, columns.Count)));
            }
        }
        Header = names;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string>? Header { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> FirstRow => Header!;

    public static JsonLinesTable Open(InputFile file) => new(file);

    /// <inheritdoc/>
    public IEnumerable<TableRow> Rows()
    {
        var number = 0L;
        var fields = new string?[columns.Count];
        foreach (var (offset, length, line) in Lines())
        {
            number++;
            Array.Clear(fields);
            using var document = Parse(line);
            if (document is null)
            {
                yield return new TableRow(number, offset, length, fields)
                {
                    Fault = ("malformed-json", "The line is not one JSON object."),
                };
                continue;
            }
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (columns.TryGetValue(property.Name, out var column))
                    fields[column] = TextOf(property.Value);
            }
            yield return new TableRow(number, offset, length, fields);
        }
    }

    private IEnumerable<(long Offset, long Length, ReadOnlyMemory<byte> Line)> Lines()
    {
        using var content = Utf8Content.Open(file);
        var lines = new LineReader(content.Stream, LongestLine);
        while (lines.Read())
        {
            if (lines.Line.Span.IndexOfAnyExcept(" \t\r"u8) >= 0)
                yield return (lines.Offset, lines.Line.Length, lines.Line);
        }
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            var document = JsonDocument.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
