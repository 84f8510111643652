using System.Globalization;
using DuckDB.NET.Data;

namespace Tracklake.Delta;

/// <summary>Which files may hold the keys of a source: by the least and greatest of each key column, and by every value
/// for partition columns.</summary>
internal static class KeyBounds
{
    private const int MostPartitionValues = 1000;

    /// <summary>The bounds; null when there are none to be had.</summary>
    public static DeltaPruning? Of(
        DuckDBConnection connection, DeltaSnapshot target, IReadOnlyList<string> keys, string source)
    {
        var bounds = new List<DeltaBound>();
        foreach (var field in keys.Select(k => target.Schema.Find(k)!))
        {
            var name = Sql.Name(field.Name);
            if (Text(field.Type, name) is not { } text) continue;
            var values = target.IsPartition(field.Name)
                ? Engine.Query(connection,
                    $"SELECT DISTINCT {text} FROM {source} WHERE {name} IS NOT NULL LIMIT {MostPartitionValues + 1}", r => r.GetString(0))
                : Engine.Query(connection, $"SELECT {Text(field.Type, $"min({name})")}, {Text(field.Type, $"max({name})")} FROM {source}",
                    r => r.IsDBNull(0) ? [] : new[] { r.GetString(0), r.GetString(1) })[0].ToList();
            // A source without keys matches nothing: an empty list of values keeps no file.
            if (values.Count == 0 || (target.IsPartition(field.Name) && values.Count <= MostPartitionValues))
                bounds.Add(new DeltaBound(field.Name, DeltaComparison.In, [.. values.Select(v => Value(field.Type, v))]));
            else if (!target.IsPartition(field.Name))
                bounds.AddRange(DeltaPruning.Between(field.Name, Value(field.Type, values[0]), Value(field.Type, values[1])).Bounds);
        }

        return bounds.Count == 0 ? null : new DeltaPruning(bounds);
    }

    // Types whose text is the same for DuckDB and for the pruner; others are not pruned by.
    private static string? Text(DeltaType type, string sql) => type switch
    {
        DeltaPrimitive { Name: "string" } => sql,
        DeltaPrimitive { Name: "long" or "integer" or "short" or "byte" or "date" } => $"CAST({sql} AS VARCHAR)",
        _ => null,
    };

    private static object Value(DeltaType type, string text) => type switch
    {
        DeltaPrimitive { Name: "string" } => text,
        DeltaPrimitive { Name: "date" } =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : text,
        _ => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
    };
}
