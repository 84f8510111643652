using System.Globalization;

namespace Tracklake.Models.Rendering;

/// <summary>Expressions: the operators that all dialects share, and the words that each has for itself.</summary>
public abstract partial class SqlRenderer
{
    /// <summary>A call of a scalar function.</summary>
    private protected abstract Phrase Word(Call call);

    /// <summary>Whether all of a text matches a pattern.</summary>
    private protected abstract Phrase Word(Matches matches);

    /// <summary>A pattern as text, its control characters spelled out.</summary>
    private protected static string Spelled(Matches matches) => string.Concat(matches.Pattern.Select(c =>
        char.IsControl(c) ? string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}") : c.ToString()));

    /// <summary>An aggregate.</summary>
    private protected abstract string Word(Aggregate aggregate);

    /// <summary>
    /// The argument of an aggregate, its filter within it: what is left out becomes null, which every aggregate skips.
    /// </summary>
    private protected string Chosen(Aggregate aggregate)
    {
        var argument = aggregate.Argument is null ? null : Text(aggregate.Argument);
        return aggregate.Filter is null
            ? argument ?? "*"
            : $"CASE WHEN {Text(aggregate.Filter)} THEN {argument ?? "1"} END";
    }

    /// <summary>A number among the rows of a partition, as a 64-bit integer.</summary>
    private protected abstract string Word(WindowFunction function, string over);

    /// <summary>The whole part of a division of 64-bit integers, both at least 0; null of a null divisor.</summary>
    private protected abstract Phrase WholePart(Phrase dividend, Phrase divisor);

    /// <summary>A conversion that loses nothing.</summary>
    private protected virtual string Word(Cast cast) => $"CAST({Text(cast.Operand)} AS {TypeOf(cast.Target)})";

    private protected string Text(Expr expr) => Of(expr).Text;

    private protected string At(Expr expr, Binding least) => Of(expr).At(least);

    private protected string List(IReadOnlyList<Expr> expressions) => string.Join(", ", expressions.Select(Text));

    private protected string Orders(IReadOnlyList<Order> orders, string separator = ", ") =>
        string.Join(separator, orders.Select(o =>
            Text(o.By) + (o.Descending ? " DESC" : " ASC") + (o.NullsFirst ? " NULLS FIRST" : " NULLS LAST")));

    private protected ModelException Cannot(string what) => new($"{Dialect} cannot say {what}.");

    /// <summary>An integer as a 64-bit one, so that no engine overflows where another does not.</summary>
    private protected Phrase Wide(Expr integer) => integer.Type.Kind == TypeKind.Int32
        ? $"CAST({Text(integer)} AS {TypeOf(DataType.Int64)})"
        : Of(integer);

    private protected static Phrase Infix(Phrase left, string symbol, Phrase right, Binding binds) =>
        new($"{left.At(binds)} {symbol} {right.At(binds + 1)}", binds);

    private Phrase Of(Expr expr) => expr switch
    {
        ColumnRef { Alias: null } column => Identifier(column.Column.Name),
        ColumnRef column => $"{column.Alias}.{Identifier(column.Column.Name)}",
        Literal literal => Of(literal),
        Binary binary => Of(binary),
        Not { Operand: IsNull isNull } => new($"{At(isNull.Operand, Binding.Whole)} IS NOT NULL", Binding.Comparison),
        Not not => new($"NOT {At(not.Operand, Binding.Whole)}", Binding.Not),
        IsNull isNull => new($"{At(isNull.Operand, Binding.Whole)} IS NULL", Binding.Comparison),
        In list => new($"{At(list.Operand, Binding.Whole)} IN ({List(list.Values)})", Binding.Comparison),
        Case @case => Of(@case),
        Coalesce coalesce => $"COALESCE{InParentheses(coalesce.Values.Select(Text), ",")}",
        Cast cast => Word(cast),
        Ratio ratio => Of(ratio),
        Call { Function: Function.Concat } call =>
            Joined(call.Arguments.Select(a => At(a, Binding.Whole)), "||", Binding.Concat),
        Call { Function: Function.Div } call => WholePart(Wide(call.Arguments[0]), Of(call.Arguments[1])),
        Call call => Word(call),
        Matches matches => Word(matches),
        Aggregate aggregate => Word(aggregate),
        Window window => Of(window),
        _ => throw Cannot(expr.GetType().Name),
    };

    private Phrase Of(Literal literal) => literal.Value switch
    {
        null => $"CAST(NULL AS {TypeOf(literal.Type)})",
        bool value => value ? "TRUE" : "FALSE",
        string value when value.Any(char.IsControl) => Of(Spelled(value)),
        string value => Quoted(value),
        DateOnly value => $"DATE '{value:yyyy-MM-dd}'",
        int or long or decimal => ((IFormattable)literal.Value).ToString(null, CultureInfo.InvariantCulture),
        _ => throw Cannot($"the constant {literal.Value}"),
    };

    /// <summary>A text with control characters, which no two engines escape alike, by their numbers.</summary>
    private static Phrase Of(IEnumerable<string> pieces) => Joined(pieces, "||", Binding.Concat);

    private IEnumerable<string> Spelled(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && !char.IsControl(text[end]))
                end++;
            if (end > at)
                yield return Quoted(text[at..end]);
            else
                yield return string.Create(CultureInfo.InvariantCulture, $"chr({(int)text[end++]})");
            at = end;
        }
    }

    private Phrase Of(Binary binary) => binary.Operator switch
    {
        BinaryOperator.Or => Logic(binary, " OR ", Binding.Or),
        BinaryOperator.And => Logic(binary, " AND ", Binding.And),
        BinaryOperator.Equal => Comparison(binary, "="),
        BinaryOperator.NotEqual => Comparison(binary, "<>"),
        BinaryOperator.SameAs => Comparison(binary, "IS NOT DISTINCT FROM"),
        BinaryOperator.Less => Comparison(binary, "<"),
        BinaryOperator.LessOrEqual => Comparison(binary, "<="),
        BinaryOperator.Greater => Comparison(binary, ">"),
        BinaryOperator.GreaterOrEqual => Comparison(binary, ">="),
        BinaryOperator.Add => Arithmetic(binary, "+", Binding.Sum),
        BinaryOperator.Subtract => Arithmetic(binary, "-", Binding.Sum),
        BinaryOperator.Multiply => Arithmetic(binary, "*", Binding.Product),
        _ => throw Cannot($"the operator {binary.Operator}"),
    };

    /// <summary>AND and OR side by side get parentheses although engines agree: readers do not.</summary>
    private Phrase Logic(Binary binary, string symbol, Binding binds)
    {
        string Side(Expr expr) =>
            expr is Binary inner && inner.Operator == binary.Operator ? Text(expr) : At(expr, Binding.Not);
        return new(Side(binary.Left) + symbol + Side(binary.Right), binds);
    }

    private Phrase Comparison(Binary binary, string symbol) => new(
        $"{At(binary.Left, Binding.Concat)} {symbol} {At(binary.Right, Binding.Concat)}", Binding.Comparison);

    private Phrase Arithmetic(Binary binary, string symbol, Binding binds)
    {
        var isNarrow = binary.Left.Type.Kind == TypeKind.Int32 && binary.Right.Type.Kind == TypeKind.Int32;
        var widensLeft = isNarrow && (binary.Left is not Literal || binary.Right is Literal);
        var left = widensLeft ? Wide(binary.Left) : Of(binary.Left);
        var right = isNarrow && !widensLeft ? Wide(binary.Right) : Of(binary.Right);
        return Infix(left, symbol, right, binds);
    }

    private Phrase Of(Case @case)
    {
        var lines = @case.Branches.Select(b => $"WHEN {Text(b.When)} THEN {Text(b.Then)}").ToList();
        if (@case.Otherwise is not null)
            lines.Add($"ELSE {Text(@case.Otherwise)}");
        var flat = $"CASE {string.Join(' ', lines)} END";
        return IsShort(flat) ? flat : $"CASE\n{Indented(string.Join('\n', lines))}\nEND";
    }

    private static bool IsShort(string text) =>
        text.Length <= ShortLine && !text.Contains('\n', StringComparison.Ordinal);

    /// <summary>Operands on one line while they are short, else one a line.</summary>
    private static Phrase Joined(IEnumerable<string> operands, string symbol, Binding binds)
    {
        var lines = operands.ToList();
        var flat = string.Join($" {symbol} ", lines);
        return new(IsShort(flat) ? flat : string.Join($"\n{symbol} ", lines), binds);
    }

    /// <summary>Parts on one line while they are short, else one a line.</summary>
    private protected static string InParentheses(IEnumerable<string> parts, string separator)
    {
        var lines = parts.ToList();
        var flat = string.Join(separator + " ", lines);
        return IsShort(flat) ? $"({flat})" : $"(\n{Indented(string.Join(separator + "\n", lines))}\n)";
    }

    /// <summary>
    /// Rounded half up in integers: (2 n s + d) div 2 d, scaled back by an exact decimal. What the constant factors of
    /// both sides have in common is left out, which changes nothing of the whole part.
    /// </summary>
    private Phrase Of(Ratio ratio)
    {
        var scale = (long)Math.Pow(10, ratio.Scale);
        var (numerator, times) = Factors(ratio.Numerator);
        var (denominator, per) = ratio.Denominator is Literal { Value: int constant } && constant > 0
            ? (null, constant)
            : Factors(ratio.Denominator);
        var factor = 2 * scale * times;
        var common = GreatestCommonDivisor(factor, per);
        var dividend = Infix(
            Product(numerator, factor / common), "+", Product(denominator, per / common), Binding.Sum);
        var divisor = Product(denominator, 2 * per / common);
        var rounded = WholePart(dividend, denominator is null ? divisor : $"NULLIF({divisor.Text}, 0)");
        var whole = "CAST" + InParentheses([$"{rounded.Text} AS {TypeOf(DataType.Decimal(18, 0))}"], "");
        var unit = (1m / scale).ToString(CultureInfo.InvariantCulture);
        return ratio.Scale == 0 ? whole : $"CAST({whole} * {unit} AS {TypeOf(ratio.Type)})";
    }

    /// <summary>A product's constant factor, and the rest.</summary>
    private static (Expr? Operand, long Constant) Factors(Expr expr) =>
        expr is Binary { Operator: BinaryOperator.Multiply, Right: Literal { Value: int constant } } product
        && constant > 0
            ? (product.Left, constant)
            : (expr, 1);

    private Phrase Product(Expr? expr, long constant)
    {
        var number = constant.ToString(CultureInfo.InvariantCulture);
        return expr is null ? number : constant == 1 ? Wide(expr) : Infix(Wide(expr), "*", number, Binding.Product);
    }

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    private Phrase Of(Window window)
    {
        var order = Orders(window.OrderBy);
        List<string> clauses =
            [IsShort(order) ? $"ORDER BY {order}" : $"ORDER BY\n{Indented(Orders(window.OrderBy, ",\n"))}"];
        if (window.PartitionBy.Count > 0)
            clauses.Insert(0, $"PARTITION BY {List(window.PartitionBy)}");
        return Word(window.Function, "OVER " + InParentheses(clauses, ""));
    }
}
