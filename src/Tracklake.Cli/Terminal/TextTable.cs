using System.Globalization;
using Spectre.Console;

namespace Tracklake.Cli.Terminal;

/// <summary>Tables on a terminal and in pipes: aligned by the width that characters have on a screen.</summary>
internal sealed class TextTable
{
    private const int Unbounded = 4_000;

    private readonly Table _table = new() { Border = TableBorder.Rounded, ShowRowSeparators = false };

    /// <summary>Begins a table.</summary>
    /// <param name="columns">Headings, and whether the values are numbers, which are aligned to the right.</param>
    public TextTable(params IReadOnlyList<(string Heading, bool IsNumber)> columns)
    {
        foreach (var (heading, isNumber) in columns)
        {
            var column = new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))) { NoWrap = true };
            _table.AddColumn(isNumber ? column.RightAligned() : column);
        }
    }

    /// <summary>Adds a row; null shows as empty and dim.</summary>
    public void Add(params IReadOnlyList<object?> values) => _table.AddRow(values.Select(v => v is null
        ? new Text("null", new Style(Color.Grey))
        : new Text(Of(v))));

    /// <summary>Writes to stdout, as wide as it needs to be: a table that is cut tells half of it.</summary>
    public void Write()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Console.Out),
        });
        console.Profile.Width = Unbounded;
        console.Profile.Capabilities.Unicode = true;
        console.Write(_table);
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
}
