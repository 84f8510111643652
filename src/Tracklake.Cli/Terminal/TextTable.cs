using System.Globalization;
using Spectre.Console;

namespace Tracklake.Cli.Terminal;

/// <summary>
/// Tables on a terminal and in pipes, aligned by the width that characters have on a screen. In a pipe a table is as
/// wide as it needs to be; on a terminal long texts are shortened, and columns that still do not fit are named below.
/// </summary>
internal sealed class TextTable
{
    private const int Unbounded = 4_000;
    private const int Padding = 3; // a border and a space on either side
    private const int ShortText = 40;
    private const int LeastText = 16;

    private readonly IReadOnlyList<(string Heading, bool IsNumber)> _columns;
    private readonly List<string?[]> _rows = [];

    /// <summary>Begins a table.</summary>
    /// <param name="columns">Headings, and whether the values are numbers, which are aligned to the right.</param>
    public TextTable(params IReadOnlyList<(string Heading, bool IsNumber)> columns) => _columns = columns;

    /// <summary>Adds a row; null shows as null, dim.</summary>
    public void Add(params IReadOnlyList<object?> values) =>
        _rows.Add([.. values.Select(v => v is null ? null : Of(v))]);

    /// <summary>Writes to stdout.</summary>
    public void Write()
    {
        var width = Screen.Width ?? Unbounded;
        var longest = LongestTexts(width);
        var shown = Fitting(longest, width);
        var table = new Table { Border = TableBorder.Rounded, ShowRowSeparators = false };
        for (var i = 0; i < shown; i++)
        {
            var column = new TableColumn(new Text(_columns[i].Heading, new Style(decoration: Decoration.Bold))) { NoWrap = true };
            table.AddColumn(_columns[i].IsNumber ? column.RightAligned() : column);
        }
        // A row that only says more of what is not shown would be an empty line.
        foreach (var row in _rows.Where(r => shown == _columns.Count || r.Take(shown).Any(value => value != "")))
            table.AddRow(row.Take(shown).Select((value, i) => Cell(value, longest[i])));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Console.Out),
        });
        console.Profile.Width = Unbounded;
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);
        if (shown < _columns.Count)
        {
            var hidden = _columns.Skip(shown).Select(c => c.Heading).ToList();
            Screen.WriteLine(
                $"{hidden.Count} {(hidden.Count == 1 ? "column" : "columns")} more: {string.Join(", ", hidden)}. "
                + "A wider terminal or a pipe shows more.");
        }
    }

    /// <summary>A value as a person reads it, the same in every culture.</summary>
    public static string Of(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static Text Cell(string? value, int longest)
    {
        if (value is null)
            return new Text("null", new Style(Color.Grey));
        return new Text(Screen.CellsOf(value) <= longest ? value : value[..Screen.Fitting(value, longest - 1)] + "…");
    }

    /// <summary>The width of each column: its own where all fit, else texts are cut to a bound.</summary>
    private int[] LongestTexts(int width)
    {
        var own = _columns.Select((c, i) => _rows.Select(r => Screen.CellsOf(r[i] ?? "null")).Append(Screen.CellsOf(c.Heading)).Max()).ToArray();
        return own.Sum(w => w + Padding) + 1 <= width
            ? own
            : [.. own.Select((w, i) => _columns[i].IsNumber ? w : Math.Min(w, Math.Max(ShortText, Screen.CellsOf(_columns[i].Heading))))];
    }

    /// <summary>How many columns fit; the last of them, when it is text, may be cut to what is left.</summary>
    private int Fitting(int[] widths, int width)
    {
        var (shown, taken) = (0, 1);
        while (shown < widths.Length && taken + widths[shown] + Padding <= width)
            taken += widths[shown++] + Padding;
        var left = width - taken - Padding;
        if (shown < widths.Length && !_columns[shown].IsNumber && left >= LeastText)
            widths[shown++] = left;
        return Math.Max(1, shown);
    }
}
