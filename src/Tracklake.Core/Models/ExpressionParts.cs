namespace Tracklake.Models;

/// <summary>What an expression is made of, one level down.</summary>
public static class ExpressionParts
{
    /// <summary>The operands of an expression, in order; none for a column or a constant.</summary>
    public static IEnumerable<Expr> Of(Expr expr) => expr switch
    {
        ColumnRef or Literal => [],
        Binary binary => [binary.Left, binary.Right],
        Not not => [not.Operand],
        IsNull isNull => [isNull.Operand],
        In list => [list.Operand],
        Matches matches => [matches.Operand],
        Case @case => @case.Branches.SelectMany(b => (Expr[])[b.When, b.Then])
            .Concat(@case.Otherwise is null ? [] : [@case.Otherwise]),
        Coalesce coalesce => coalesce.Values,
        Cast cast => [cast.Operand],
        Ratio ratio => [ratio.Numerator, ratio.Denominator],
        Call call => call.Arguments,
        Aggregate aggregate => ((Expr?[])[aggregate.Argument, aggregate.Filter]).OfType<Expr>()
            .Concat(aggregate.OrderBy.Select(o => o.By)),
        Window window => window.PartitionBy.Concat(window.OrderBy.Select(o => o.By)),
        _ => throw new ModelException($"No parts are known of {expr.GetType().Name}."),
    };
}
