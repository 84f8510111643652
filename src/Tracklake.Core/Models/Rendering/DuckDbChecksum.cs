namespace Tracklake.Models.Rendering;

/// <summary>
/// The checksum of a table's content, as DuckDB computes it: each row's columns as one canonical text, its MD5's low
/// 60 bits, and the sum over the rows. A sum, unlike an exclusive or, still sees pairs of duplicates; and it can be
/// kept up to date by adding and subtracting the sums of the rows that came and went. Provenance is left out.
/// </summary>
public static class DuckDbChecksum
{
    /// <summary>Columns <c>row_count</c> (BIGINT) and <c>checksum</c> (text of digits) of the rows of a source.</summary>
    /// <param name="columns">The table's columns; those of provenance are left out.</param>
    /// <param name="from">What follows FROM.</param>
    public static string Of(IReadOnlyList<Column> columns, string from) =>
        $"""
        SELECT count(*) AS row_count, CAST(COALESCE(sum({RowHash(columns)}), 0) AS VARCHAR) AS checksum
        FROM {from}
        """;

    /// <summary>The row's share: the low 60 bits of the MD5 of its canonical text.</summary>
    private static string RowHash(IReadOnlyList<Column> columns)
    {
        var text = string.Join(" || chr(31) || ", columns.Where(c => !c.IsProvenance).Select(Canonical));
        return $"CAST(CAST('0x' || substr(md5({text}), 18, 15) AS BIGINT) AS DECIMAL(38,0))";
    }

    private static string Canonical(Column column) => column.Nullable
        ? $"COALESCE({Text(column)}, '~')"
        : Text(column);

    private static string Text(Column column) => column.Type.Kind switch
    {
        TypeKind.Text => $"'s:' || {column.Name}",
        TypeKind.Boolean => $"CASE WHEN {column.Name} THEN '1' WHEN NOT {column.Name} THEN '0' END",
        TypeKind.Int32 or TypeKind.Int64 => $"CAST({column.Name} AS VARCHAR)",
        TypeKind.Decimal => $"CAST(CAST({column.Name} AS DECIMAL(38,{column.Type.Scale})) AS VARCHAR)",
        TypeKind.Date => $"CAST({column.Name} AS VARCHAR)",
        TypeKind.Timestamp => $"CAST(epoch_us({column.Name}) AS VARCHAR)",
        _ => throw new ModelException($"There is no canonical text of a {column.Type}."),
    };
}
