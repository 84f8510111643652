namespace Tracklake.Delta;

/// <summary>How columns are found in files (protocol: Column Mapping).</summary>
internal enum ColumnMapping
{
    None,
    Name,
    Id,
}

/// <summary>Writes the SQL that turns what a file holds into what the table declares: renamed fields, widened types,
/// fields that the file does not have yet, instants that the file stores without a zone.</summary>
internal sealed class ColumnReader(FileShape shape, ColumnMapping mapping)
{
    private int _lambdas;

    /// <summary>The expression for a top-level column.</summary>
    public string Column(DeltaField field) => Field(field, shape.Columns, name => Sql.Name(name));

    private string Field(DeltaField field, DeltaStruct within, Func<string, string> access)
    {
        var name = mapping switch
        {
            ColumnMapping.Id => field.FieldId is { } id ? shape.NamesById.GetValueOrDefault(id) : null,
            ColumnMapping.Name => field.PhysicalName,
            _ => field.Name,
        };
        var held = within.Fields.FirstOrDefault(f => f.Name == name)
            ?? within.Fields.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));
        return held is null || field.Type == DeltaType.Void
            ? $"CAST(NULL AS {DuckTypes.ToDuck(field.Type)})"
            : Convert(field.Type, held.Type, access(held.Name));
    }

    private string Convert(DeltaType wanted, DeltaType held, string sql)
    {
        switch (wanted, held)
        {
            case (DeltaStruct to, DeltaStruct from):
                return Struct(to, from, sql);
            case (DeltaArray to, DeltaArray from):
                var item = Lambda();
                var element = Convert(to.Element, from.Element, item);
                return element == item ? sql : $"list_transform({sql}, lambda {item}: {element})";
            case (DeltaMap to, DeltaMap from):
                var entry = Lambda();
                var key = Convert(to.Key, from.Key, $"{entry}.key");
                var value = Convert(to.Value, from.Value, $"{entry}.value");
                return key == $"{entry}.key" && value == $"{entry}.value"
                    ? sql
                    : $"map_from_entries(list_transform(map_entries({sql}), lambda {entry}: {{'k': {key}, 'v': {value}}}))";
            default:
                return Primitive(wanted, held, sql);
        }
    }

    private string Struct(DeltaStruct wanted, DeltaStruct held, string sql)
    {
        var parts = wanted.Fields.Select(f =>
            (f.Name, Sql: Field(f, held, name => $"struct_extract({sql}, {Sql.Text(name)})"))).ToList();
        var same = parts.Count == held.Fields.Count && parts.Zip(held.Fields).All(p =>
            p.First.Name == p.Second.Name && p.First.Sql == $"struct_extract({sql}, {Sql.Text(p.Second.Name)})");
        if (same) return sql;
        var packed = string.Join(", ", parts.Select(p => $"{Sql.Name(p.Name)} := {p.Sql}"));
        return $"CASE WHEN {sql} IS NULL THEN NULL ELSE struct_pack({packed}) END";
    }

    private static string Primitive(DeltaType wanted, DeltaType held, string sql)
    {
        if (wanted == held) return sql;
        // A cast between the two would use the session's time zone; Parquet without one means UTC (INT96 included).
        if (wanted == DeltaType.Timestamp && held is DeltaPrimitive { Name: "timestamp_ntz" or "date" or "TIMESTAMP_NS" })
            return $"timezone('UTC', CAST({sql} AS TIMESTAMP))";
        if (wanted == DeltaType.TimestampNtz && held == DeltaType.Timestamp) return $"timezone('UTC', {sql})";
        // Old writers leave text without its annotation; a cast would print the bytes escaped.
        if (wanted == DeltaType.String && held == DeltaType.Binary) return $"decode({sql})";
        if (wanted == DeltaType.Binary && held == DeltaType.String) return $"encode({sql})";
        return $"CAST({sql} AS {DuckTypes.ToDuck(wanted)})";
    }

    private string Lambda() => $"x{++_lambdas}";
}
