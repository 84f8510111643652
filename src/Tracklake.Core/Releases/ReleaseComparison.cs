namespace Tracklake.Releases;

/// <summary>A table in two releases.</summary>
/// <param name="Table">Its qualified name.</param>
/// <param name="RowsBefore">Rows in the older; null where it was not there.</param>
/// <param name="RowsAfter">Rows in the newer; null where it is not there any more.</param>
/// <param name="HasSameContent">Whether the checksums are equal.</param>
/// <param name="HasSameDefinition">Whether the model is the same.</param>
public sealed record TableDifference(
    string Table, long? RowsBefore, long? RowsAfter, bool HasSameContent, bool HasSameDefinition)
{
    /// <summary>Compares two releases, table by table, in order of name.</summary>
    public static IReadOnlyList<TableDifference> Between(Release before, Release after) =>
    [
        .. before.Tables.Keys.Union(after.Tables.Keys).Order(StringComparer.Ordinal).Select(name =>
        {
            var old = before.Tables.GetValueOrDefault(name);
            var now = after.Tables.GetValueOrDefault(name);
            return new TableDifference(
                name, old?.Rows, now?.Rows, old?.Checksum == now?.Checksum, old?.Definition == now?.Definition);
        }),
    ];
}
