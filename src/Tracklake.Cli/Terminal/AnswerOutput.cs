using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tracklake.DuckDb.Queries;
using Tracklake.Pipeline;

namespace Tracklake.Cli.Terminal;

/// <summary>The rows of an answer as a table, CSV or JSON; to a file, or to stdout.</summary>
internal static class AnswerOutput
{
    private static UTF8Encoding Utf8 => new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes the rows while they are read.</summary>
    /// <param name="columns">The columns, in order.</param>
    /// <param name="rows">The rows, once.</param>
    /// <param name="format">table, csv or json; a table in a file is CSV.</param>
    /// <param name="output">The file; null for stdout.</param>
    public static void Write(
        IReadOnlyList<AnswerColumn> columns, IEnumerable<object?[]> rows, string format, string? output)
    {
        if (output is null && format == "table")
        {
            WriteTable(columns, rows);
            return;
        }
        using var text = output is null ? StandardOutput() : new StreamWriter(output, append: false, Utf8);
        if (format == "json")
            WriteJson(columns, rows, text.BaseStream);
        else
            WriteCsv(columns, rows, text);
    }

    private static StreamWriter StandardOutput() => new(Console.OpenStandardOutput(), Utf8, 1 << 16);

    private static void WriteTable(IReadOnlyList<AnswerColumn> columns, IEnumerable<object?[]> rows)
    {
        var table = new TextTable([.. columns.Select(c => (c.Name, c.IsNumber))]);
        var count = 0L;
        foreach (var row in rows)
        {
            table.Add(row);
            count++;
        }
        table.Write();
        Console.Out.WriteLine(count == 1 ? "1 row" : $"{count:N0} rows");
    }

    private static void WriteCsv(IReadOnlyList<AnswerColumn> columns, IEnumerable<object?[]> rows, StreamWriter text)
    {
        text.Write(string.Join(',', columns.Select(c => CsvText.Of(c.Name))) + "\n");
        foreach (var row in rows)
            text.Write(string.Join(',', row.Select(v => CsvText.Of(v is null ? null : TextTable.Of(v)))) + "\n");
    }

    private static void WriteJson(IReadOnlyList<AnswerColumn> columns, IEnumerable<object?[]> rows, Stream stream)
    {
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        var isFirst = true;
        foreach (var row in rows)
        {
            stream.Write(isFirst ? "[\n"u8 : ",\n"u8);
            isFirst = false;
            using var json = new Utf8JsonWriter(stream, options);
            json.WriteStartObject();
            for (var i = 0; i < row.Length; i++)
                WriteValue(json, columns[i].Name, row[i]);
            json.WriteEndObject();
        }
        stream.Write(isFirst ? "[]\n"u8 : "\n]\n"u8);
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
                json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
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
            case ulong or BigInteger or JsonText:
                json.WritePropertyName(name);
                json.WriteRawValue(TextTable.Of(value));
                break;
            default:
                json.WriteString(name, TextTable.Of(value));
                break;
        }
    }
}
