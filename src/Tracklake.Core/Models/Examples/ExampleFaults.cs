using System.Globalization;

namespace Tracklake.Models.Examples;

/// <summary>What is wrong with the rows of an example, before it is run.</summary>
public static class ExampleFaults
{
    /// <summary>All that is wrong with an example of a model; empty when nothing is.</summary>
    public static IReadOnlyList<string> Of(Model model, Example example)
    {
        var faults = new List<string>();
        if (example.Steps.Count == 0 || example.Steps.Any(s => s.Expected is null))
            faults.Add("it does not say which rows to expect");
        var reads = model.Reads.ToHashSet();
        foreach (var given in example.Steps.SelectMany(s => s.Given))
        {
            faults.AddRange(reads.Contains(given.Table) ? [] : [NotRead(model, given.Table)]);
            faults.AddRange(OfRows(given.Table, given.Rows, isGiven: true));
        }
        foreach (var step in example.Steps)
            faults.AddRange(step.Expected is null ? [] : OfRows(model, step.Expected, isGiven: false));
        return faults;
    }

    /// <summary>That rows are given of a table that the model does not read.</summary>
    public static string NotRead(Model model, Table table) =>
        $"rows of {table} are given, which {model} does not read; it reads {string.Join(", ", model.Reads)}";

    /// <summary>What is wrong with a value of a column; null when nothing is.</summary>
    public static string? OfValue(Column column, string? value) => value switch
    {
        null => column.Nullable ? null : $"{column.Name} is null, and it is declared not null",
        _ => IsOf(column.Type, value) ? null : $"{column.Name} is '{value}', which is no {column.Type}",
    };

    /// <summary>What is wrong with the columns of rows; empty when nothing is.</summary>
    public static IEnumerable<string> OfColumns(Table table, IReadOnlyList<string> columns, bool isGiven)
    {
        var names = table.Columns.Select(c => c.Name).ToList();
        foreach (var name in columns.Except(names))
            yield return $"{table} has no column '{name}'; it has {string.Join(", ", names)}";
        foreach (var twice in columns.GroupBy(c => c).Where(g => g.Count() > 1))
            yield return $"the column '{twice.Key}' is given twice";
        if (isGiven && table is Model model)
        {
            foreach (var key in model.Keys.Where(k => !columns.Contains(k.Name)))
                yield return $"rows of {table} lack {key.Name}, which identifies them";
        }
    }

    private static IEnumerable<string> OfRows(Table table, ExampleRows rows, bool isGiven)
    {
        var known = OfColumns(table, rows.Columns, isGiven).ToList();
        var columns = rows.Columns.Select(n => table.Columns.FirstOrDefault(c => c.Name == n)).ToList();
        var values = rows.Rows.SelectMany(r => r.Zip(columns))
            .Select(v => v.Second is null ? null : OfValue(v.Second, v.First)).OfType<string>();
        return known.Concat(values.Select(v => $"in a row of {table} {v}"));
    }

    private static bool IsOf(DataType type, string value)
    {
        var culture = CultureInfo.InvariantCulture;
        return type.Kind switch
        {
            TypeKind.Boolean => value is "true" or "false",
            TypeKind.Int32 => int.TryParse(value, NumberStyles.AllowLeadingSign, culture, out _),
            TypeKind.Int64 => long.TryParse(value, NumberStyles.AllowLeadingSign, culture, out _),
            TypeKind.Decimal => decimal.TryParse(
                value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, culture, out var number)
                && decimal.Round(number, type.Scale) == number,
            TypeKind.Date => DateOnly.TryParseExact(value, "yyyy-MM-dd", culture, DateTimeStyles.None, out _),
            TypeKind.Timestamp => value.EndsWith('Z') && DateTimeOffset.TryParse(
                value, culture, DateTimeStyles.AssumeUniversal, out _),
            TypeKind.Text => true,
            _ => throw new ModelException($"No value of an example is known to be a {type}."),
        };
    }
}
