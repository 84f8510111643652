namespace Tracklake.DuckDb.Planning;

/// <summary>What a change does to the rows of a table.</summary>
/// <param name="Table">Its qualified name.</param>
/// <param name="RowsBefore">Rows of the released table; null when there is none.</param>
/// <param name="RowsAfter">Rows that it would have.</param>
/// <param name="Added">Rows whose key is new.</param>
/// <param name="Removed">Rows whose key is gone.</param>
/// <param name="Changed">Rows whose key stays and of which a value differs.</param>
/// <param name="AddedKeys">Some keys that are new, in order.</param>
/// <param name="RemovedKeys">Some keys that are gone, in order.</param>
/// <param name="NewColumns">Columns that the released table lacks.</param>
/// <param name="GoneColumns">Columns of the released table that are no longer there.</param>
/// <param name="Columns">The columns of which values differ in rows that stay.</param>
public sealed record TableChange(
    string Table, long? RowsBefore, long RowsAfter, long Added, long Removed, long Changed,
    IReadOnlyList<string> AddedKeys, IReadOnlyList<string> RemovedKeys,
    IReadOnlyList<string> NewColumns, IReadOnlyList<string> GoneColumns, IReadOnlyList<ColumnChange> Columns)
{
    /// <summary>Whether the table stays as it is.</summary>
    public bool IsNone =>
        Added + Removed + Changed + NewColumns.Count + GoneColumns.Count == 0 && RowsBefore is not null;
}

/// <summary>What a change does to the values of a column in rows that stay.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Differing">Number of values that differ.</param>
/// <param name="Examples">Some of them, in the order of their keys.</param>
public sealed record ColumnChange(string Column, long Differing, IReadOnlyList<ValueChange> Examples);

/// <summary>A value that differs.</summary>
/// <param name="Key">The key of its row, as <c>column=value</c>.</param>
/// <param name="Before">The released value as text; null when it is missing.</param>
/// <param name="After">The value that it would have; null when it is missing.</param>
public sealed record ValueChange(string Key, string? Before, string? After);
