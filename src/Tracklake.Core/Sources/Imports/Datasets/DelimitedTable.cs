using System.Text;
using Tracklake.Sources.Imports.Files;

namespace Tracklake.Sources.Imports.Datasets;

/// <summary>A CSV file, or one with tabs, semicolons or bars.</summary>
internal sealed class DelimitedTable : ITable
{
    private const int RowsToJudge = 50;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    private readonly InputFile file;
    private readonly TextEncoding encoding;
    private readonly char delimiter;

    private DelimitedTable(InputFile file, TextEncoding encoding, ColumnNames names)
    {
        (this.file, this.encoding) = (file, encoding);
        delimiter = Delimiters
            .Select(d => (Delimiter: d, Score: ScoreOf(d, names)))
            .OrderByDescending(d => d.Score.Known).ThenByDescending(d => d.Score.Consistent)
            .First().Delimiter;
        FirstRow = ReadFirst();
        Header = names.IsHeader(FirstRow) ? FirstRow : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string>? Header { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> FirstRow { get; }

    public static DelimitedTable Open(InputFile file, TextEncoding encoding, ColumnNames names) =>
        new(file, encoding, names);

    /// <inheritdoc/>
    public IEnumerable<TableRow> Rows()
    {
        using var content = PlainContent.Open(file);
        var reader = Reader(content, delimiter);
        var width = FirstRow.Count;
        var headerIsNext = Header is not null;
        var number = 0L;
        while (reader.Read())
        {
            if (IsBlank(reader.Fields) && reader.Fault is null || IsSeparatorLine(reader))
                continue;
            if (headerIsNext)
            {
                headerIsNext = false;
                continue;
            }
            (string, string)? fault = reader.Fault is { } reason ? (reader.FaultCode, reason) : null;
            if (fault is null && reader.Fields.Count != width)
            {
                fault = ("wrong-width", $"{Counts.Of(width, "field")} expected, {reader.Fields.Count} found.");
                reader.GiveBack();
            }
            yield return new TableRow(++number, reader.Offset, reader.Length, reader.Fields) { Fault = fault };
        }
        if (content.IsCutShort)
            yield return new TableRow(++number, reader.Offset, null, [])
            {
                Fault = ("truncated-gzip", "The gzip ends before its end: rows after this byte are missing."),
            };
    }

    private List<string> ReadFirst()
    {
        using var content = PlainContent.Open(file);
        var reader = Reader(content, delimiter);
        while (reader.Read())
        {
            if (!IsBlank(reader.Fields) && !IsSeparatorLine(reader))
                return [.. reader.Fields.Select(f => f.Trim())];
        }
        return [];
    }

    // Names that are known count most: a title with commas must not make a table with semicolons one with commas.
    private (int Known, double Consistent) ScoreOf(char candidate, ColumnNames names)
    {
        using var content = PlainContent.Open(file);
        var reader = Reader(content, candidate);
        var (width, known, same, rows) = (0, 0, 0, 0);
        while (rows < RowsToJudge && reader.Read())
        {
            if (IsBlank(reader.Fields) || IsSeparatorLine(reader))
                continue;
            if (width == 0)
                (width, known) = (reader.Fields.Count, names.CountKnown(reader.Fields));
            rows++;
            same += reader.Fields.Count == width ? 1 : 0;
        }
        return (known, width < 2 ? 0 : (double)same / rows + width / 1000d);
    }

    private DelimitedReader Reader(Stream content, char candidate) =>
        new(content, encoding.Encoding ?? new UTF8Encoding(false, true), encoding.Mark, candidate);

    private static bool IsBlank(List<string> fields) =>
        fields is [] || fields is [var only] && only.AsSpan().Trim().IsEmpty;

    // What Excel writes to tell itself the delimiter.
    private static bool IsSeparatorLine(DelimitedReader reader) =>
        reader.Offset < 4 && reader.Fields[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase);
}
