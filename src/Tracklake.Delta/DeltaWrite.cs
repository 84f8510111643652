namespace Tracklake.Delta;

/// <summary>What becomes of the rows that are there.</summary>
public enum DeltaWriteMode
{
    /// <summary>They stay.</summary>
    Append,

    /// <summary>All of them are replaced.</summary>
    Overwrite,

    /// <summary>Those that match <see cref="DeltaWrite.ReplaceWhere"/> are replaced; new rows must match it too.</summary>
    ReplaceWhere,
}

/// <summary>An application's own numbering of its writes, by which a repeated one is recognised (protocol: Transaction
/// Identifiers). Versions of one application must rise.</summary>
public sealed record DeltaTransaction(string AppId, long Version);

/// <summary>Rows to write: a query's, and the partition that all of them are in where that is known beforehand.</summary>
/// <param name="SelectSql">The query.</param>
public sealed record DeltaRows(string SelectSql)
{
    /// <summary>The value of each partition column, as the log has it (protocol: Partition Value Serialization). A row
    /// outside is refused. Without it rows are split by their values, which takes another pass over them.</summary>
    public IReadOnlyDictionary<string, string?>? Partition { get; init; }

    /// <summary>Puts the query's rows into a folder as Parquet files, for a caller that can do it for less than running the
    /// query. It is asked where the query has the table's columns, in their order and types, and the table has no
    /// partitions. Where it is not, or where a file has other columns, the query is run. The files are measured and held
    /// against the table's rules like any other.</summary>
    public Action<string>? WriteFiles { get; init; }
}

/// <summary>A write; it creates the table where there is none.</summary>
public sealed record DeltaWrite
{
    /// <summary>What becomes of the rows that are there.</summary>
    public required DeltaWriteMode Mode { get; init; }

    /// <summary>With <see cref="DeltaWriteMode.ReplaceWhere"/>: an SQL predicate over the table's columns. Over
    /// partition columns alone whole files are replaced, otherwise files are rewritten.</summary>
    public string? ReplaceWhere { get; init; }

    /// <summary>When the table already holds this transaction or a later one, nothing is written and
    /// <see cref="DeltaCommit.Skipped"/> is true.</summary>
    public DeltaTransaction? Transaction { get; init; }

    /// <summary>The declared columns, with nullability and comments; by default the query's own. On an existing table
    /// it must be the table's, unless <see cref="AllowSchemaChange"/>.</summary>
    public DeltaSchema? Schema { get; init; }

    /// <summary>On creation: the columns by whose values files are split.</summary>
    public IReadOnlyList<string> PartitionBy { get; init; } = [];

    /// <summary>On creation: what the table is.</summary>
    public string? Description { get; init; }

    /// <summary>On creation: table properties, such as <c>delta.enableChangeDataFeed</c> (protocol: Table Properties).
    /// </summary>
    public IReadOnlyDictionary<string, string>? Properties { get; init; }

    /// <summary>What the caller wants to find again in the history, as <c>userMetadata</c> of the commit.</summary>
    public IReadOnlyDictionary<string, string>? Info { get; init; }

    /// <summary>Consent to add columns and to let columns be null. With <see cref="DeltaWriteMode.Overwrite"/> and a
    /// <see cref="Schema"/>, the schema replaces the table's.</summary>
    public bool AllowSchemaChange { get; init; }

    /// <summary>Makes no commit when the query has no rows and nothing would be removed.</summary>
    public bool SkipIfEmpty { get; init; }
}

/// <summary>What a commit did. Skipped commits carry the version that the table has.</summary>
/// <param name="Version">The version that was made.</param>
/// <param name="Skipped">True when there was nothing to do.</param>
/// <param name="RowsAdded">Rows in the files that were added, copied ones included.</param>
/// <param name="FilesAdded">Files that were added.</param>
/// <param name="FilesRemoved">Files that were removed.</param>
/// <param name="BytesAdded">Bytes of the files that were added.</param>
public sealed record DeltaCommit(
    long Version, bool Skipped, long RowsAdded, int FilesAdded, int FilesRemoved, long BytesAdded)
{
    /// <summary>The operation's metrics as the log has them, such as <c>numTargetRowsUpdated</c>.</summary>
    public IReadOnlyDictionary<string, string> Metrics { get; init; } = new Dictionary<string, string>();

    /// <summary>A metric as a number; 0 when the operation has no such metric.</summary>
    public long Metric(string name) => Metrics.TryGetValue(name, out var text)
        && long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : 0;
}
