namespace Tracklake.Models.Rendering;

/// <summary>Renders queries as Trino SQL, which is also Athena's (engine version 3).</summary>
/// <param name="nameOf">How a table is named in the SQL; null gives its qualified name.</param>
public sealed class TrinoRenderer(Func<Table, string>? nameOf = null) : SqlRenderer(nameOf)
{
    /// <inheritdoc/>
    public override Dialect Dialect => Dialect.Trino;

    /// <inheritdoc/>
    /// <remarks>An instant is a timestamp without a zone that holds UTC.</remarks>
    public override string TypeOf(DataType type) => type.Kind switch
    {
        TypeKind.Boolean => "BOOLEAN",
        TypeKind.Int32 => "INTEGER",
        TypeKind.Int64 => "BIGINT",
        TypeKind.Decimal => $"DECIMAL({type.Precision},{type.Scale})",
        TypeKind.Date => "DATE",
        TypeKind.Timestamp => "TIMESTAMP(6)",
        TypeKind.Text => "VARCHAR",
        _ => throw new ModelException($"Trino has no type for {type}."),
    };

    /// <inheritdoc/>
    public override string Identifier(string name) => ReservedWords.Trino.Contains(name) ? $"\"{name}\"" : name;

    /// <inheritdoc/>
    public override string Quoted(string text) =>
        $"'{Printable(text).Replace("'", "''", StringComparison.Ordinal)}'";

    // A division of integers is an integer, cut towards zero.
    private protected override Phrase WholePart(Phrase dividend, Phrase divisor) =>
        Infix(dividend, "/", divisor, Binding.Product);

    private protected override Phrase Word(Call call)
    {
        var a = call.Arguments;
        return call.Function switch
        {
            Function.Lower => $"lower({Text(a[0])})",
            Function.Trim => $"trim(BOTH ' ' FROM {Text(a[0])})",
            Function.Contains => new Phrase($"strpos({List(a)}) > 0", Binding.Comparison),
            Function.Length => $"length({Text(a[0])})",
            Function.Substring => $"substr({List(a)})",
            Function.Md5 => $"lower(to_hex(md5(to_utf8{InParentheses([Text(a[0])], "")})))",
            Function.DateOf => $"CAST({Text(a[0])} AS DATE)",
            Function.YearOf => $"CAST(year({Text(a[0])}) AS INTEGER)",
            Function.MonthOf => $"CAST(month({Text(a[0])}) AS INTEGER)",
            Function.AddDays => $"date_add('day', {Text(a[1])}, {Text(a[0])})",
            Function.ParseDigits => ParseDigits(Text(a[0])),
            Function.ParsePartialDate => PartialDate(At(a[0], Binding.Whole)),
            Function.Least => "least" + Either(a),
            Function.Greatest => "greatest" + Either(a),
            _ => throw Cannot($"the function {call.Function}"),
        };
    }

    private protected override Phrase Word(Matches matches) =>
        $"regexp_like({Text(matches.Operand)}, {Quoted($"^(?:{Spelled(matches)})\\z")})";

    private protected override string Word(Aggregate aggregate)
    {
        var argument = aggregate.Argument is null ? "*" : Text(aggregate.Argument);
        var filter = aggregate.Filter is null ? "" : $" FILTER (WHERE {Text(aggregate.Filter)})";
        return aggregate.Function switch
        {
            AggregateFunction.Count => $"count({argument}){filter}",
            AggregateFunction.CountDistinct => $"count(DISTINCT {argument}){filter}",
            AggregateFunction.Sum => $"sum({argument}){filter}",
            AggregateFunction.Min => $"min({argument}){filter}",
            AggregateFunction.Max => $"max({argument}){filter}",
            AggregateFunction.Any => $"bool_or({argument}){filter}",
            AggregateFunction.Newest =>
                $"max_by({argument}, {Text(aggregate.OrderBy[0].By)}){Present(aggregate, [])}",
            AggregateFunction.Join => $"array_join(array_agg({argument} ORDER BY {Orders(aggregate.OrderBy)})"
                + $"{Present(aggregate, aggregate.Filter is { } f ? [f] : [])}, {Quoted(aggregate.Separator!)})",
            _ => throw Cannot($"the aggregate {aggregate.Function}"),
        };
    }

    private protected override string Word(WindowFunction function, string over) => function switch
    {
        WindowFunction.RowNumber => $"row_number() {over}",
        WindowFunction.DenseRank => $"dense_rank() {over}",
        _ => throw Cannot($"the window function {function}"),
    };

    // \z and not $, which also matches before a line feed at the end.
    private static string ParseDigits(string text) =>
        $"CASE WHEN regexp_like({text}, '^(?:[0-9]{{1,9}})\\z') THEN CAST({text} AS INTEGER) END";

    private static string PartialDate(string text) =>
        $"CASE\n    WHEN regexp_like({text}, '^(?:[0-9]{{4}}(?:-[0-9]{{2}}){{0,2}})\\z')"
        + $" AND substr({text}, 1, 4) >= '{Sql.FirstYear}'\n"
        + $"    THEN TRY_CAST({text} || substr('-01-01', length({text}) - 3, 6) AS DATE)\nEND";

    /// <summary>least and greatest are null when one side is; of two values the one that is there must count.</summary>
    private string Either(IReadOnlyList<Expr> a) => InParentheses(
        [$"COALESCE({Text(a[0])}, {Text(a[1])})", $"COALESCE({Text(a[1])}, {Text(a[0])})"], ",");

    private string Present(Aggregate aggregate, IReadOnlyList<Expr> filters)
    {
        var conditions = filters.Select(f => At(f, Binding.Not)).ToList();
        if (aggregate.Argument!.Nullable)
            conditions.Insert(0, $"{At(aggregate.Argument, Binding.Whole)} IS NOT NULL");
        return conditions.Count == 0 ? "" : $" FILTER (WHERE {string.Join(" AND ", conditions)})";
    }
}
