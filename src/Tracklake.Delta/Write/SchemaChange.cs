namespace Tracklake.Delta;

/// <summary>What may be written into what, and how a schema grows.</summary>
internal static class SchemaChange
{
    private static readonly string[] Integers = ["byte", "short", "integer", "long"];

    /// <summary>Whether a value of the offered type can be stored without losing anything silently: DuckDB's casts
    /// between integers fail on overflow, so any integer may be offered for any other.</summary>
    public static bool Fits(DeltaType wanted, DeltaType offered) => (wanted, offered) switch
    {
        (DeltaStruct to, DeltaStruct from) =>
            from.Fields.All(f => Find(to, f.Name) is { } field && Fits(field.Type, f.Type))
            && to.Fields.All(f => f.Nullable || Find(from, f.Name) is not null),
        (DeltaArray to, DeltaArray from) => Fits(to.Element, from.Element),
        (DeltaMap to, DeltaMap from) => Fits(to.Key, from.Key) && Fits(to.Value, from.Value),
        (DeltaDecimal to, DeltaDecimal from) =>
            to.Scale >= from.Scale && to.Precision - to.Scale >= from.Precision - from.Scale,
        (DeltaDecimal to, DeltaPrimitive from) =>
            Digits(from.Name) is { } digits && to.Precision - to.Scale >= digits,
        (DeltaPrimitive to, DeltaPrimitive from) => to.Name == from.Name
            || (Integers.Contains(to.Name) && Integers.Contains(from.Name))
            || (to.Name == "double" && from.Name is "float" or "integer" or "short" or "byte")
            || (to.Name == "float" && from.Name is "short" or "byte"),
        _ => false,
    };

    /// <summary>The first difference of two schemas in names, types, nullability or order; null when there is none.
    /// </summary>
    public static string? Difference(DeltaSchema table, DeltaSchema declared)
    {
        if (table.Fields.Count != declared.Fields.Count)
            return $"{table.Fields.Count} columns in the table, {declared.Fields.Count} declared";
        foreach (var (have, want) in table.Fields.Zip(declared.Fields))
        {
            if (!string.Equals(have.Name, want.Name, StringComparison.Ordinal))
                return $"'{want.Name}' is declared where the table has '{have.Name}'";
            if (have.Nullable != want.Nullable)
                return $"'{have.Name}' may{(have.Nullable ? "" : " not")} be null in the table, but not as declared";
            if (have.Type.ToString() != want.Type.ToString())
                return $"'{have.Name}' is {have.Type} in the table, {want.Type} as declared";
        }

        return null;
    }

    /// <summary>The table's schema with what the other one adds: new columns (always nullable), and null allowed where
    /// it was not. Types stay.</summary>
    public static DeltaSchema Merge(
        DeltaSchema table, DeltaSchema other, bool takeMetadata, Func<string, Exception> fail) =>
        new(MergeFields(table.Fields, other.Fields, takeMetadata, fail));

    private static List<DeltaField> MergeFields(IReadOnlyList<DeltaField> have, IReadOnlyList<DeltaField> want,
        bool takeMetadata, Func<string, Exception> fail)
    {
        var merged = have.Select(field =>
        {
            if (want.FirstOrDefault(w => Same(w.Name, field.Name)) is not { } other) return field;
            var type = field.Type is DeltaStruct a && other.Type is DeltaStruct b
                ? new DeltaStruct(MergeFields(a.Fields, b.Fields, takeMetadata, fail))
                : field.Type;
            if (takeMetadata && type is not DeltaStruct && type.ToString() != other.Type.ToString())
                throw fail($"the column '{field.Name}' is {field.Type}; it cannot become {other.Type}");
            // What a query yields says nothing about nullability; only a declaration does.
            return field with
            {
                Type = type,
                Nullable = field.Nullable || (takeMetadata && other.Nullable),
                Metadata = takeMetadata && other.Metadata.Count > 0 ? Union(field, other) : field.Metadata,
            };
        }).ToList();
        merged.AddRange(want.Where(w => !have.Any(h => Same(h.Name, w.Name))).Select(w => w with { Nullable = true }));
        return merged;
    }

    private static Dictionary<string, System.Text.Json.JsonElement> Union(DeltaField field, DeltaField other)
    {
        var metadata = new Dictionary<string, System.Text.Json.JsonElement>(field.Metadata);
        foreach (var (key, value) in other.Metadata) metadata[key] = value;
        return metadata;
    }

    private static DeltaField? Find(DeltaStruct row, string name) => row.Fields.FirstOrDefault(f => Same(f.Name, name));

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static int? Digits(string integer) => integer switch
    {
        "byte" => 3,
        "short" => 5,
        "integer" => 10,
        "long" => 20,
        _ => null,
    };
}
