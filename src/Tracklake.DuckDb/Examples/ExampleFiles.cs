using System.Globalization;
using Tracklake.Models;
using Tracklake.Models.Examples;
using Tracklake.Models.Rendering;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Examples;

/// <summary>Writes the rows that an example gives as stage files, a file a table and day, as landing would.</summary>
/// <param name="session">Writes the files.</param>
/// <param name="folder">Where they go.</param>
/// <param name="standIns">The tables that are filled.</param>
internal sealed class ExampleFiles(DuckDbSession session, string folder, StandIns standIns)
{
    private static readonly DateOnly FirstDay = new(2026, 1, 1);

    private long _offset;

    /// <summary>Lands the rows of a step; a batch a day, in the order of the days.</summary>
    public IReadOnlyList<LandedBatch> Land(int step, ExampleStep given)
    {
        var files = new List<(DateOnly Day, LandedFile File)>();
        foreach (var rows in given.Given)
        {
            var dayColumn = rows.Table is Model { Materialization: ByDay byDay }
                ? byDay.Day
                : ProcessedTable.ObservedOn;
            var at = rows.Rows.Columns.ToList().IndexOf(dayColumn.Name);
            var perDay = rows.Rows.Rows.GroupBy(r => at < 0 ? FirstDay.AddDays(step) : DayOf(r[at]!))
                .OrderBy(g => g.Key);
            files.AddRange(perDay.Select(day => (day.Key, Write(step, day.Key, rows, [.. day]))));
        }
        return
        [
            .. files.GroupBy(f => f.Day, f => f.File).OrderBy(g => g.Key).Select(day => new LandedBatch
            {
                Source = "example",
                Name = string.Create(CultureInfo.InvariantCulture, $"{step}-{day.Key:yyyy-MM-dd}"),
                ObservedOn = day.Key,
                // The lakehouse reads processed files, the warehouse transformed ones; models read no derived column
                // of them.
                Files = [.. day.SelectMany(f => (LandedFile[])[f, f with { Zone = LandedKeys.Transformed }])],
                Conservation = [],
            }),
        ];
    }

    private static DateOnly DayOf(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private LandedFile Write(int step, DateOnly day, GivenRows given, IReadOnlyList<IReadOnlyList<string?>> rows)
    {
        var table = standIns.LandedAs(given.Table);
        var path = Path.Combine(
            folder, string.Create(CultureInfo.InvariantCulture, $"{step}-{table.Name}-{_offset}.parquet"));
        var values = rows.Select(row => "(" + string.Join(", ", table.Columns.Select(c => Value(c, row))) + ")")
            .ToList();
        var columns = table.Columns.Select((c, i) => $"CAST(c{i} AS {DuckDbRenderer.TypeName(c.Type)}) AS {c.Name}");
        var names = string.Join(", ", table.Columns.Select((_, i) => $"c{i}"));
        session.Execute(
            $"""
            COPY (SELECT {string.Join(", ", columns)} FROM (VALUES {string.Join(", ", values)}) AS v({names}))
            TO {DuckDbSession.Quoted(path)} (FORMAT parquet)
            """);
        return new LandedFile(LandedKeys.Processed, table.Name, path, rows.Count, new FileInfo(path).Length);

        string Value(Column column, IReadOnlyList<string?> row)
        {
            var at = given.Rows.Columns.ToList().IndexOf(column.Name);
            var value = at < 0 ? Default(column, day) : row[at];
            return value is null ? "NULL" : DuckDbSession.Quoted(value);
        }
    }

    /// <summary>The value of a column that the example does not give: null, or plain; rows that come later are
    /// newer.</summary>
    private string? Default(Column column, DateOnly day)
    {
        if (column.Name == ProcessedTable.ObservedOn.Name)
            return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (column.Nullable)
            return null;
        if (column.Name == Provenance.SourceOffset.Name)
            return (++_offset).ToString(CultureInfo.InvariantCulture);
        return column.Type.Kind switch
        {
            TypeKind.Boolean => "false",
            TypeKind.Int32 or TypeKind.Int64 or TypeKind.Decimal => "0",
            TypeKind.Date => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            TypeKind.Timestamp => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T12:00:00Z",
            TypeKind.Text => "",
            _ => throw new ModelException($"There is no plain value of a {column.Type}."),
        };
    }
}
