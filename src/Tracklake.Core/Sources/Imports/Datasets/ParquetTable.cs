using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tracklake.Sources.Imports.Datasets;

/// <summary>A Parquet file; typed values become the text that a CSV file would have for them.</summary>
internal sealed class ParquetTable : ITable
{
    private readonly IParquetRows parquet;
    private readonly string path;

    private ParquetTable(IParquetRows parquet, string path)
    {
        (this.parquet, this.path) = (parquet, path);
        using var table = parquet.Open(path);
        Header = [.. table.Columns];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string>? Header { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> FirstRow => Header!;

    public static ParquetTable Open(IParquetRows parquet, string path) => new(parquet, path);

    /// <inheritdoc/>
    public IEnumerable<TableRow> Rows()
    {
        using var table = parquet.Open(path);
        var fields = new string?[Header!.Count];
        var number = 0L;
        foreach (var row in table.Rows())
        {
            for (var i = 0; i < fields.Length; i++)
                fields[i] = TextOf(row[i]);
            yield return new TableRow(++number, 0, null, fields);
        }
    }

    private static string? TextOf(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        IReadOnlyList<string?> list => ListOf(list),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidDataException($"The Parquet reader gave a value of type {value.GetType()}, which is "
            + "not one of those that it may give."),
    };

    private static string ListOf(IReadOnlyList<string?> list)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartArray();
            foreach (var item in list)
                json.WriteStringValue(item);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(memory.ToArray());
    }
}
