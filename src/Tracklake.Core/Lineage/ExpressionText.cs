using System.Globalization;
using Tracklake.Models;

namespace Tracklake.Lineage;

/// <summary>
/// Expressions as a person reads them: no casts, and a ratio as a division. Not SQL of any engine; what engines run is
/// what the renderers write.
/// </summary>
internal static class ExpressionText
{
    /// <summary>The expression in one line.</summary>
    public static string Of(Expr expr) => expr switch
    {
        ColumnRef column => column.Column.Name,
        Literal literal => Of(literal),
        Binary binary => $"({Of(binary.Left)} {Symbol(binary.Operator)} {Of(binary.Right)})",
        Not { Operand: IsNull isNull } => $"{Of(isNull.Operand)} is not null",
        Not not => $"not {Of(not.Operand)}",
        IsNull isNull => $"{Of(isNull.Operand)} is null",
        Matches matches => $"{Of(matches.Operand)} matches {matches.Pattern}",
        In list => $"{Of(list.Operand)} in ({List(list.Values)})",
        Case @case => "case " + string.Join(' ', @case.Branches.Select(b => $"when {Bare(b.When)} then {Of(b.Then)}"))
            + (@case.Otherwise is null ? " end" : $" else {Of(@case.Otherwise)} end"),
        Coalesce coalesce => $"coalesce({List(coalesce.Values)})",
        Cast cast => Of(cast.Operand),
        Ratio ratio => $"round({Of(ratio.Numerator)} / {Of(ratio.Denominator)}, {ratio.Scale})",
        Call call => $"{Snake(call.Function.ToString())}({List(call.Arguments)})",
        Aggregate aggregate => Of(aggregate),
        Window window => $"{Snake(window.Function.ToString())}() over ({Over(window)})",
        _ => throw new ModelException($"No text is known of {expr.GetType().Name}."),
    };

    /// <summary>The expression without the outermost parentheses.</summary>
    public static string Bare(Expr expr) => expr is Binary ? Of(expr)[1..^1] : Of(expr);

    private static string Of(Literal literal) => literal.Value switch
    {
        null => "null",
        string text => $"'{text}'",
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString()!,
    };

    private static string Of(Aggregate aggregate)
    {
        var argument = aggregate.Argument is null ? "*" : Bare(aggregate.Argument);
        var filter = aggregate.Filter is null ? "" : $" where {Bare(aggregate.Filter)}";
        var order = aggregate.OrderBy.Count == 0 ? "" : $" by {Orders(aggregate.OrderBy)}";
        return aggregate.Function switch
        {
            AggregateFunction.CountDistinct => $"count(distinct {argument}{filter})",
            _ => $"{Snake(aggregate.Function.ToString())}({argument}{order}{filter})",
        };
    }

    private static string Over(Window window) =>
        (window.PartitionBy.Count == 0 ? "" : $"partition by {List(window.PartitionBy)} ")
        + $"order by {Orders(window.OrderBy)}";

    private static string Orders(IReadOnlyList<Order> orders) =>
        string.Join(", ", orders.Select(o => Of(o.By) + (o.Descending ? " desc" : "")));

    private static string List(IEnumerable<Expr> expressions) => string.Join(", ", expressions.Select(Bare));

    private static string Snake(string name) => string.Concat(name.Select((c, i) =>
        char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));

    private static string Symbol(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "<>",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.And => "and",
        BinaryOperator.Or => "or",
        _ => throw new ModelException($"No text is known of {op}."),
    };
}
