namespace Tracklake.Models.Validation;

/// <summary>
/// The parts of expressions, by an exhaustive switch: an expression that is not listed here is one of which nobody has
/// said that the four engines agree on it, and models that use it are refused.
/// </summary>
internal static class SubExpressions
{
    /// <summary>The expressions that one is directly made of; null for one that is not known.</summary>
    public static IReadOnlyList<Expr>? Of(Expr expr) => expr switch
    {
        ColumnRef or Literal => [],
        Binary binary => [binary.Left, binary.Right],
        Not not => [not.Operand],
        IsNull isNull => [isNull.Operand],
        In list => [list.Operand, .. list.Values],
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

    /// <summary>An expression and all that it is made of.</summary>
    public static IEnumerable<Expr> WithAll(Expr expr) => (Of(expr) ?? []).SelectMany(WithAll).Prepend(expr);

    /// <summary>The conditions that must all be true for one to be.</summary>
    public static IEnumerable<Expr> Conjuncts(Expr? condition) => condition switch
    {
        null => [],
        Binary { Operator: BinaryOperator.And } both => Conjuncts(both.Left).Concat(Conjuncts(both.Right)),
        _ => [condition],
    };

    /// <summary>The expressions that have a value wherever a condition is true.</summary>
    public static IEnumerable<Expr> KnownBy(Expr? condition) => Conjuncts(condition).SelectMany(c => c switch
    {
        Not { Operand: IsNull present } => [present.Operand],
        Not not => [not.Operand],
        In list => [list.Operand],
        Binary { Operator: not BinaryOperator.Or } compared => [compared.Left, compared.Right],
        ColumnRef flag => [flag],
        _ => (IEnumerable<Expr>)[],
    });
}
