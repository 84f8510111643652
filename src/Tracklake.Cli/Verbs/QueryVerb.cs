using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tracklake.Cli.Terminal;
using Tracklake.DuckDb.Queries;
using Tracklake.Pipeline;

namespace Tracklake.Cli.Verbs;

/// <summary>Asks the released tables.</summary>
internal static class QueryVerb
{
    private static readonly string[] Formats = ["table", "json", "csv", "parquet"];

    public static Command Create()
    {
        var sql = new Argument<string>("SQL") { Description = "A query over bronze.*, silver.* and gold.*, in DuckDB's SQL." };
        var format = new Option<string>("--format")
        {
            Description = "table, json (an array of rows), csv or parquet.",
            DefaultValueFactory = parsed => "table",
        };
        format.AcceptOnlyFromAmong(Formats);
        var output = new Option<string?>("--out") { Description = "A file for the result; stdout by default." };
        var release = new Option<long?>("--release") { Description = "The release to ask; the current one by default." };
        var command = new Command("query", "Ask the released tables in SQL.") { sql, format, output, release };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(parsed);
            var asked = parsed.GetValue(release) is { } number
                ? await workspace.Releases.ReadAsync(number, cancellationToken)
                : await workspace.CurrentReleaseAsync(cancellationToken);
            using var tables = new ReleasedTables(workspace.Lake, asked, workspace.Engine);
            var chosen = workspace.IsJson ? "json" : parsed.GetValue(format)!;
            Write(tables, parsed.GetValue(sql)!, chosen, parsed.GetValue(output));
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Writes an answer in a format to a file, or to stdout.</summary>
    public static void Write(ReleasedTables tables, string sql, string format, string? output)
    {
        try
        {
            if (format == "parquet")
            {
                tables.WriteParquet(sql, output ?? throw new UserException("--format parquet needs --out FILE."));
                return;
            }
            using var answer = tables.Query(sql);
            if (output is null && format == "table")
            {
                WriteTable(answer);
                return;
            }
            using var text = output is null ? StandardOutput() : new StreamWriter(output, append: false, Utf8);
            if (format == "json")
                WriteJson(answer, text);
            else
                WriteCsv(answer, text);
        }
        catch (DuckDB.NET.Data.DuckDBException e)
        {
            throw new UserException($"The query cannot be answered: {e.Message}", ExitCodes.Failed);
        }
    }

    private static UTF8Encoding Utf8 => new(encoderShouldEmitUTF8Identifier: false);

    private static StreamWriter StandardOutput() => new(Console.OpenStandardOutput(), Utf8, 1 << 16);

    private static void WriteTable(QueryRows answer)
    {
        var table = new TextTable([.. answer.Columns.Select(c => (c.Name, c.IsNumber))]);
        var rows = 0L;
        foreach (var row in answer.Rows)
        {
            table.Add(row);
            rows++;
        }
        table.Write();
        Console.Out.WriteLine(rows == 1 ? "1 row" : $"{rows:N0} rows");
    }

    private static void WriteCsv(QueryRows answer, TextWriter text)
    {
        text.Write(string.Join(',', answer.Columns.Select(c => CsvText.Of(c.Name))) + "\n");
        foreach (var row in answer.Rows)
            text.Write(string.Join(',', row.Select(v => CsvText.Of(v is null ? null : TextTable.Of(v)))) + "\n");
    }

    private static void WriteJson(QueryRows answer, StreamWriter text)
    {
        text.Flush();
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        var isFirst = true;
        foreach (var row in answer.Rows)
        {
            text.BaseStream.Write(isFirst ? "[\n"u8 : ",\n"u8);
            isFirst = false;
            using (var json = new Utf8JsonWriter(text.BaseStream, options))
            {
                json.WriteStartObject();
                for (var i = 0; i < row.Length; i++)
                    WriteValue(json, answer.Columns[i].Name, row[i]);
                json.WriteEndObject();
            }
        }
        text.BaseStream.Write(isFirst ? "[]\n"u8 : "\n]\n"u8);
    }

    private static void WriteValue(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case sbyte or byte or short or ushort or int or uint or long:
                json.WriteNumber(name, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case decimal number:
                json.WriteNumber(name, number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumber(name, number);
                break;
            case float number when float.IsFinite(number):
                json.WriteNumber(name, number);
                break;
            case ulong or System.Numerics.BigInteger:
                json.WritePropertyName(name);
                json.WriteRawValue(TextTable.Of(value));
                break;
            default:
                json.WriteString(name, TextTable.Of(value));
                break;
        }
    }
}
