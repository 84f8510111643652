using System.Text;

namespace Tracklake.Models.Examples;

/// <summary>Rows as text, in some columns of a table.</summary>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Rows">A value a column, as text; null is a missing value.</param>
public sealed record ExampleRows(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows)
{
    /// <summary>Reads a table of text: a heading, then a row a line, cells between bars.</summary>
    /// <exception cref="ModelException">A row has another number of cells than the heading, or a quote is not
    /// closed.</exception>
    public static ExampleRows Parse(string text)
    {
        var lines = text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
        if (lines.Count == 0)
            throw new ModelException("An example has rows without a heading: write the names of columns between bars.");
        var columns = CellsOf(lines[0]).ConvertAll(c => c ?? "null");
        var rows = lines.Skip(1).Select(CellsOf).ToList();
        var wrong = rows.FindIndex(r => r.Count != columns.Count);
        return wrong < 0
            ? new ExampleRows(columns, rows)
            : throw new ModelException(
                $"The row '{lines[wrong + 1]}' of an example has {rows[wrong].Count} cells, its heading "
                + $"{columns.Count}.");
    }

    /// <summary>The rows as a table of text that <see cref="Parse"/> reads, its columns aligned.</summary>
    public override string ToString()
    {
        var lines = Rows.Select(r => r.Select(Written)).Prepend(Columns).Select(l => l.ToList()).ToList();
        var widths = Columns.Select((_, i) => lines.Max(l => l[i].Length)).ToList();
        return string.Join(
            '\n', lines.Select(l => string.Join(" | ", l.Select((c, i) => c.PadRight(widths[i]))).TrimEnd()));
    }

    /// <summary>A value as it is written in a table of text.</summary>
    public static string Written(string? value) => value switch
    {
        null => "null",
        "" or "null" => $"'{value}'",
        _ when value.Contains('|') || value.Contains('\'') || value != value.Trim() =>
            $"'{value.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => value,
    };

    private static List<string?> CellsOf(string line)
    {
        var cells = new List<string?>();
        for (var at = 0; at <= line.Length;)
        {
            while (at < line.Length && line[at] == ' ')
                at++;
            if (at < line.Length && line[at] == '\'')
            {
                cells.Add(Quoted(line, ref at));
                continue;
            }
            var end = line.IndexOf('|', at);
            var cell = line[at..(end < 0 ? line.Length : end)].Trim();
            cells.Add(cell == "null" ? null : cell);
            at = end < 0 ? line.Length + 1 : end + 1;
        }
        return cells;
    }

    /// <summary>A quoted text, and past the bar that follows it; two quotes within are one.</summary>
    private static string Quoted(string line, ref int at)
    {
        var text = new StringBuilder();
        for (at++; at < line.Length; at++)
        {
            if (line[at] != '\'')
                text.Append(line[at]);
            else if (at + 1 < line.Length && line[at + 1] == '\'')
                text.Append(line[at++]);
            else
                break;
        }
        var bar = at < line.Length ? line.IndexOf('|', at) : -1;
        if (at >= line.Length || line[(at + 1)..(bar < 0 ? line.Length : bar)].Trim().Length > 0)
        {
            throw new ModelException(
                $"The row '{line}' of an example has a quote that is not closed before the next bar.");
        }
        at = bar < 0 ? line.Length + 1 : bar + 1;
        return text.ToString();
    }
}
