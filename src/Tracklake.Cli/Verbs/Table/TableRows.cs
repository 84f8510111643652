using System.CommandLine;
using Tracklake.Cli.Terminal;
using Tracklake.Delta;
using Tracklake.DuckDb.Queries;

namespace Tracklake.Cli.Verbs.Table;

/// <summary>The rows of a Delta table in the format that the command line asks for.</summary>
internal sealed class TableRows
{
    private const int LongestDecimal = 28;
    private static readonly string[] Formats = ["table", "json", "csv", "parquet"];

    private readonly Option<string> _format = new("--format")
    {
        Description = "table, json (an array of rows), csv or parquet.",
        DefaultValueFactory = _ => "table",
    };

    private readonly Option<string?> _output = new("--out") { Description = "A file for the rows; stdout by default." };

    /// <summary>Adds the options to a command.</summary>
    public TableRows AddTo(Command command)
    {
        _format.AcceptOnlyFromAmong(Formats);
        command.Options.Add(_format);
        command.Options.Add(_output);
        return this;
    }

    /// <summary>Writes the rows of a SELECT.</summary>
    /// <param name="table">The table that it reads.</param>
    /// <param name="fields">Its columns.</param>
    /// <param name="source">The SELECT, parenthesised.</param>
    /// <param name="parsed">The options.</param>
    /// <param name="cancellationToken">Ends it between two rows.</param>
    public void Write(
        ChosenTable table, IReadOnlyList<DeltaField> fields, string source, ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = parsed.GetValue(_output);
        var format = table.IsJson ? "json" : parsed.GetValue(_format)!;
        if (format == "parquet")
        {
            WriteParquet(table, source, output ?? throw new UserException("--format parquet needs --out FILE."));
            return;
        }
        var columns = fields.Select(f => new AnswerColumn(f.Name, IsNumber(f.Type))).ToList();
        var rows = table.Session.Rows($"SELECT {string.Join(", ", fields.Select(Printed))} FROM {source}").Select(row =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i] is string text && IsJson(fields[i].Type))
                    row[i] = new JsonText(text);
            }
            return row;
        });
        AnswerOutput.Write(columns, rows, format, output);
    }

    private static void WriteParquet(ChosenTable table, string source, string output)
    {
        // Aside first: a table that turns out to be broken half-way leaves no half of a file.
        var aside = Path.Combine(table.Temporary, "rows.parquet");
        table.Session.Execute($"COPY (SELECT * FROM {source}) TO {Text(aside)} (FORMAT parquet, COMPRESSION zstd)");
        File.Move(aside, output, overwrite: true);
    }

    /// <summary>A column as .NET can hold every value of it: days before Christ, 38 digits, nested values.</summary>
    private static string Printed(DeltaField field)
    {
        var name = $"\"{field.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        return field.Type switch
        {
            DeltaArray or DeltaMap or DeltaStruct => $"CAST(to_json({name}) AS VARCHAR)",
            DeltaDecimal { Precision: > LongestDecimal } => $"CAST({name} AS VARCHAR)",
            DeltaPrimitive { Name: "timestamp" } => $"CAST({name} AT TIME ZONE 'UTC' AS VARCHAR)",
            DeltaPrimitive { Name: "date" or "timestamp_ntz" or "binary" } => $"CAST({name} AS VARCHAR)",
            _ => name,
        };
    }

    private static bool IsJson(DeltaType type) =>
        type is DeltaArray or DeltaMap or DeltaStruct or DeltaDecimal { Precision: > LongestDecimal };

    private static bool IsNumber(DeltaType type) =>
        type is DeltaDecimal or DeltaPrimitive { Name: "byte" or "short" or "integer" or "long" or "float" or "double" };

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
