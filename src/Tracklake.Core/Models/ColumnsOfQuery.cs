namespace Tracklake.Models;

/// <summary>Finds the columns that queries and expressions refer to.</summary>
public static class ColumnsOfQuery
{
    /// <summary>Every column that a query refers to, anywhere in it, repetitions included.</summary>
    public static IEnumerable<Column> In(Query query) => query switch
    {
        Select select => select.Outputs.SelectMany(o => In(o.Value))
            .Concat(select.GroupBy.SelectMany(In))
            .Concat(select.Filter is null ? [] : In(select.Filter))
            .Concat(select.Joins.SelectMany(j => In(j.On).Concat(In(j.Source))))
            .Concat(In(select.Source)),
        UnionAll union => union.Parts.SelectMany(In),
        _ => throw new ModelException($"No columns are known of {query.GetType().Name}."),
    };

    /// <summary>Every column that an expression refers to, repetitions included.</summary>
    public static IEnumerable<Column> In(Expr expr) => expr switch
    {
        ColumnRef column => [column.Column],
        _ => ExpressionParts.Of(expr).SelectMany(In),
    };

    private static IEnumerable<Column> In(Source source) => source is SubquerySource subquery ? In(subquery.Query) : [];
}
