namespace Tracklake.Models.Validation;

/// <summary>What expressions are made of, and what conditions say of them.</summary>
internal static class SubExpressions
{
    /// <summary>An expression and all that it is made of.</summary>
    public static IEnumerable<Expr> WithAll(Expr expr) => (ExpressionParts.Find(expr) ?? []).SelectMany(WithAll).Prepend(expr);

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
        Matches matches => [matches.Operand],
        Binary { Operator: not (BinaryOperator.Or or BinaryOperator.SameAs) } compared => [compared.Left, compared.Right],
        ColumnRef flag => [flag],
        _ => (IEnumerable<Expr>)[],
    });
}
