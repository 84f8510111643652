using Tracklake.Models;
using Tracklake.Models.Bronze;
using Tracklake.Models.Gold;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Tracing;

/// <summary>The columns that identify a row while it is traced.</summary>
internal static class RowIdentity
{
    /// <summary>
    /// Of silver and gold the keys. A row of bronze is identified by the bytes that it came from, and within them,
    /// where a record gives several rows, by its place.
    /// </summary>
    public static IReadOnlyList<Column> Of(Table table) => table switch
    {
        BronzeTable { From: ProcessedCredits } => [.. OfBytes, ProcessedCredits.OwnerType, ProcessedCredits.Position],
        BronzeTable => OfBytes,
        Model model => model.Keys,
        TableCounts => [TableCounts.OfLayer, TableCounts.OfTable],
        _ => throw new ModelException($"Rows of {table} cannot be told apart."),
    };

    /// <summary>Names, separated by commas, each after a prefix.</summary>
    public static string List(IEnumerable<Column> columns, string prefix = "") =>
        string.Join(", ", columns.Select(c => prefix + c.Name));

    /// <summary>That rows of two relations are the same in these columns; missing values are the same as each other.
    /// </summary>
    public static string Same(IEnumerable<(string Left, string Right)> columns) =>
        string.Join(" AND ", columns.Select(c => $"{c.Left} IS NOT DISTINCT FROM {c.Right}").DefaultIfEmpty("TRUE"));

    /// <inheritdoc cref="Same(IEnumerable{ValueTuple{string, string}})"/>
    public static string Same(IEnumerable<Column> columns, string left, string right) =>
        Same(columns.Select(c => ($"{left}.{c.Name}", $"{right}.{c.Name}")));

    private static IReadOnlyList<Column> OfBytes =>
        [Provenance.SourceObject, Provenance.SourceOffset, Provenance.SourceLength];
}
