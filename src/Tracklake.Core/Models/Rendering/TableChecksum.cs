namespace Tracklake.Models.Rendering;

/// <summary>
/// The checksum of a table's content, the same on every engine: each row's columns as one canonical text, its MD5's
/// low 60 bits, and the sum over the rows. A sum, unlike an exclusive or, still sees pairs of duplicates; and it can
/// be kept up to date by adding and subtracting the sums of the rows that came and went. Provenance is left out.
/// <para>
/// Canonical: columns joined by U+001F; text as <c>s:</c> and the text, a missing value as <c>~</c>, a decimal with all
/// digits of its scale, a boolean as 1 or 0, a day as YYYY-MM-DD, an instant as microseconds since 1970 UTC.
/// </para>
/// </summary>
public abstract class TableChecksum
{
    private readonly SqlRenderer _sql;

    private protected TableChecksum(SqlRenderer sql) => _sql = sql;

    /// <summary>The checksum of a dialect.</summary>
    public static TableChecksum Of(Dialect dialect) => dialect switch
    {
        Dialect.DuckDb => DuckDbChecksum.Instance,
        Dialect.Spark => new SparkChecksum(),
        Dialect.Snowflake => new SnowflakeChecksum(),
        Dialect.Trino => new TrinoChecksum(),
        _ => throw new ModelException($"No checksum for the dialect {dialect}."),
    };

    /// <summary>Columns <c>row_count</c> (BIGINT) and <c>checksum</c> (text of digits) of a source's rows.</summary>
    /// <param name="columns">The table's columns; those of provenance are left out.</param>
    /// <param name="from">What follows FROM.</param>
    public string Total(IReadOnlyList<Column> columns, string from) =>
        $"""
        SELECT count(*) AS row_count, {Sum(columns)} AS checksum
        FROM {from}
        """;

    /// <summary>
    /// The same, a row a segment: <c>segment</c> is the first two hex digits of the MD5 of the key, so that there are
    /// at most 256. Where two engines differ, only the rows of the segments that differ need be compared.
    /// </summary>
    /// <param name="columns">The table's columns; those of provenance are left out.</param>
    /// <param name="keys">The columns that identify a row.</param>
    /// <param name="from">What follows FROM.</param>
    public string Segments(IReadOnlyList<Column> columns, IReadOnlyList<Column> keys, string from) =>
        $"""
        SELECT {Segment(keys)} AS segment, count(*) AS row_count, {Sum(columns)} AS checksum
        FROM {from}
        GROUP BY {Segment(keys)}
        ORDER BY segment ASC NULLS LAST
        """;

    /// <summary>The rows of some segments: the key's canonical text and the row's, in the order of the first.</summary>
    /// <param name="columns">The table's columns; those of provenance are left out.</param>
    /// <param name="keys">The columns that identify a row.</param>
    /// <param name="from">What follows FROM.</param>
    /// <param name="segments">Two hex digits each, in lower case; at least one.</param>
    public string RowsOf(
        IReadOnlyList<Column> columns, IReadOnlyList<Column> keys, string from, IReadOnlyList<string> segments) =>
        $"""
        SELECT {Canonical(keys)} AS key_text, {Canonical(Content(columns))} AS row_text
        FROM {from}
        WHERE {Segment(keys)} IN ({string.Join(", ", segments.Select(_sql.Quoted))})
        ORDER BY key_text ASC NULLS LAST, row_text ASC NULLS LAST
        """;

    /// <summary>The low 60 bits of the MD5 of a text, as a DECIMAL(38,0).</summary>
    private protected abstract string Low60Bits(string text);

    /// <summary>The MD5 of a text as lower-case hex digits.</summary>
    private protected virtual string Md5(string text) => $"md5({text})";

    /// <summary>Microseconds since 1970 of an instant, as an integer.</summary>
    private protected abstract string EpochMicroseconds(string instant);

    /// <summary>A day as YYYY-MM-DD.</summary>
    private protected virtual string Day(string day) => $"CAST({day} AS {TextType})";

    private protected string TextType => _sql.TypeOf(DataType.Text);

    private static IReadOnlyList<Column> Content(IReadOnlyList<Column> columns) =>
        [.. columns.Where(c => !c.IsProvenance)];

    private string Sum(IReadOnlyList<Column> columns) =>
        $"CAST(COALESCE(sum({Low60Bits(Canonical(Content(columns)))}), 0) AS {TextType})";

    private string Segment(IReadOnlyList<Column> keys) => $"substr({Md5(Canonical(keys))}, 1, 2)";

    private string Canonical(IReadOnlyList<Column> columns) =>
        string.Join(" || chr(31) || ", columns.Select(Canonical));

    private string Canonical(Column column) =>
        column.Nullable ? $"COALESCE({Text(column)}, '~')" : Text(column);

    private string Text(Column column)
    {
        var name = _sql.Identifier(column.Name);
        return column.Type.Kind switch
        {
            TypeKind.Text => $"'s:' || {name}",
            TypeKind.Boolean => $"CASE WHEN {name} THEN '1' WHEN NOT {name} THEN '0' END",
            TypeKind.Int32 or TypeKind.Int64 => $"CAST({name} AS {TextType})",
            TypeKind.Decimal =>
                $"CAST(CAST({name} AS {_sql.TypeOf(DataType.Decimal(38, column.Type.Scale))}) AS {TextType})",
            TypeKind.Date => Day(name),
            TypeKind.Timestamp => $"CAST({EpochMicroseconds(name)} AS {TextType})",
            _ => throw new ModelException($"There is no canonical text of a {column.Type}."),
        };
    }
}
