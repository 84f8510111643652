using Tracklake.Models;

namespace Tracklake.DuckDb.Quality;

/// <summary>
/// The part of a scan of a table's rows that DuckDB may answer from the statistics of Parquet files, without reading a
/// row: counts of rows and of values that are all there, least and greatest numbers, days and instants.
/// </summary>
internal static class StatisticsPart
{
    /// <summary>A scan, split; null when either part would be empty, or when it does not look at all rows.</summary>
    public static (Select Known, Select Scanned)? Of(Query query)
    {
        if (query is not Select { Filter: null, GroupBy.Count: 0, Source: TableSource source } scan
            || scan.Joins.Any(j => j.Kind != JoinKind.Left))
            return null;
        var parts = scan.Outputs.ToLookup(o => IsKnown(o.Value, source.Alias));
        // A row finds at most one of another table, so that no count and no bound depends on what is joined.
        return parts[true].Any() && parts[false].Any()
            ? (scan with { Joins = [], Outputs = [.. parts[true]] }, scan with { Outputs = [.. parts[false]] })
            : null;
    }

    private static bool IsKnown(Expr value, string? alias) => value switch
    {
        Aggregate { Filter: null, Function: AggregateFunction.Count, Argument: null } => true,
        Aggregate { Filter: null, Function: AggregateFunction.Count, Argument: ColumnRef { Nullable: false } of } =>
            of.Alias == alias,
        Aggregate
        {
            Filter: null, Function: AggregateFunction.Min or AggregateFunction.Max,
            Argument: ColumnRef { Type.Kind: not (TypeKind.Text or TypeKind.Boolean) } of,
        } => of.Alias == alias,
        Aggregate or ColumnRef => false,
        _ => ExpressionParts.Of(value).All(part => IsKnown(part, alias)),
    };
}
