using System.Globalization;

namespace Tracklake.Models.Checking;

/// <summary>Names of checks and the words for values in them, made of what they check.</summary>
internal static class CheckName
{
    /// <summary>Parts joined to a lower snake_case name: 0.5 becomes 0_5 and -1 becomes minus_1.</summary>
    public static string Of(params IReadOnlyList<object> parts) => string.Join('_', parts.Select(p => p switch
    {
        Column column => column.Name.TrimStart('_'),
        Expr expr => Snake(Word(expr)),
        IFormattable number => Snake(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => Snake(p.ToString()!),
    }));

    /// <summary>A literal or column as a person reads it.</summary>
    public static string Word(Expr expr) => expr switch
    {
        Literal { Value: DateOnly day } => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Literal { Value: IFormattable value } => value.ToString(null, CultureInfo.InvariantCulture),
        Literal literal => literal.Value?.ToString() ?? "null",
        ColumnRef column => column.Column.Name,
        _ => expr.Type.ToString(),
    };

    /// <summary>Column names joined for a sentence.</summary>
    public static string List(IEnumerable<Column> columns) => string.Join(", ", columns.Select(c => c.Name));

    private static string Snake(string text)
    {
        var negative = text.StartsWith('-') ? "minus_" : "";
        var mapped = text.TrimStart('-').ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_');
        return negative + string.Concat(mapped);
    }
}
