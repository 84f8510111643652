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
        Literal => [],
        Binary binary => In(binary.Left).Concat(In(binary.Right)),
        Not not => In(not.Operand),
        IsNull isNull => In(isNull.Operand),
        In list => In(list.Operand),
        Matches matches => In(matches.Operand),
        Case @case => @case.Branches.SelectMany(b => In(b.When).Concat(In(b.Then)))
            .Concat(@case.Otherwise is null ? [] : In(@case.Otherwise)),
        Coalesce coalesce => coalesce.Values.SelectMany(In),
        Cast cast => In(cast.Operand),
        Ratio ratio => In(ratio.Numerator).Concat(In(ratio.Denominator)),
        Call call => call.Arguments.SelectMany(In),
        Aggregate aggregate => (aggregate.Argument is null ? [] : In(aggregate.Argument))
            .Concat(aggregate.Filter is null ? [] : In(aggregate.Filter))
            .Concat(aggregate.OrderBy.SelectMany(o => In(o.By))),
        Window window => window.PartitionBy.SelectMany(In).Concat(window.OrderBy.SelectMany(o => In(o.By))),
        _ => throw new ModelException($"No columns are known of {expr.GetType().Name}."),
    };

    private static IEnumerable<Column> In(Source source) => source is SubquerySource subquery ? In(subquery.Query) : [];
}
