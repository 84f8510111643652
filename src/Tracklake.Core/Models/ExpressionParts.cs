namespace Tracklake.Models;

/// <summary>
/// What an expression is made of, one level down, by an exhaustive switch: an expression that is not listed here is one
/// of which nobody has said that the four engines agree on it.
/// </summary>
public static class ExpressionParts
{
    /// <summary>The operands of an expression, in order; none for a column or a constant.</summary>
    /// <exception cref="ModelException">The expression is not known.</exception>
    public static IReadOnlyList<Expr> Of(Expr expr) =>
        Find(expr) ?? throw new ModelException($"No parts are known of {expr.GetType().Name}.");

    /// <summary>The operands of an expression; null for one that is not known.</summary>
    public static IReadOnlyList<Expr>? Find(Expr expr) => expr switch
    {
        ColumnRef or Literal => [],
        Binary binary => [binary.Left, binary.Right],
        Not not => [not.Operand],
        IsNull isNull => [isNull.Operand],
        In list => [list.Operand, .. list.Values],
        Matches matches => [matches.Operand],
        Case @case =>
        [
            .. @case.Branches.SelectMany(b => (Expr[])[b.When, b.Then]),
            .. @case.Otherwise is null ? (Expr[])[] : [@case.Otherwise],
        ],
        Coalesce coalesce => coalesce.Values,
        Cast cast => [cast.Operand],
        Ratio ratio => [ratio.Numerator, ratio.Denominator],
        Call call => call.Arguments,
        Aggregate aggregate =>
        [
            .. aggregate.Argument is null ? (Expr[])[] : [aggregate.Argument],
            .. aggregate.Filter is null ? (Expr[])[] : [aggregate.Filter],
            .. aggregate.OrderBy.Select(o => o.By),
        ],
        Window window => [.. window.PartitionBy, .. window.OrderBy.Select(o => o.By)],
        _ => null,
    };
}
