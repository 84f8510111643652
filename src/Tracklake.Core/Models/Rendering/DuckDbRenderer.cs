namespace Tracklake.Models.Rendering;

/// <summary>Renders queries as DuckDB SQL.</summary>
/// <param name="nameOf">How a table is named in the SQL; null gives its qualified name.</param>
public sealed class DuckDbRenderer(Func<Table, string>? nameOf = null) : SqlRenderer(nameOf)
{
    /// <inheritdoc/>
    public override Dialect Dialect => Dialect.DuckDb;

    // DuckDB may otherwise compute a shared query again in every place.
    private protected override string SharedAs => "AS MATERIALIZED";

    /// <summary>The type as DuckDB names it.</summary>
    /// <exception cref="ModelException">DuckDB has no such type.</exception>
    public static string TypeName(DataType type) => type.Kind switch
    {
        TypeKind.Boolean => "BOOLEAN",
        TypeKind.Int32 => "INTEGER",
        TypeKind.Int64 => "BIGINT",
        TypeKind.Decimal => $"DECIMAL({type.Precision},{type.Scale})",
        TypeKind.Date => "DATE",
        TypeKind.Timestamp => "TIMESTAMPTZ",
        TypeKind.Text => "VARCHAR",
        _ => throw new ModelException($"DuckDb has no type for {type}."),
    };

    /// <inheritdoc/>
    public override string TypeOf(DataType type) => TypeName(type);

    /// <inheritdoc/>
    public override string Identifier(string name) => ReservedWords.DuckDb.Contains(name) ? $"\"{name}\"" : name;

    /// <inheritdoc/>
    public override string Quoted(string text) =>
        $"'{Printable(text).Replace("'", "''", StringComparison.Ordinal)}'";

    private protected override Phrase WholePart(Phrase dividend, Phrase divisor) =>
        Infix(dividend, "//", divisor, Binding.Product);

    private protected override Phrase Word(Call call)
    {
        var a = call.Arguments;
        return call.Function switch
        {
            Function.Lower => $"lower({Text(a[0])})",
            Function.Trim => $"trim({Text(a[0])}, ' ')",
            Function.Contains => $"contains({List(a)})",
            Function.Length => $"length({Text(a[0])})",
            Function.Substring => $"substring({List(a)})",
            Function.Md5 => "md5" + InParentheses([Text(a[0])], ""),
            Function.DateOf => $"CAST({At(a[0], Binding.Whole)} AT TIME ZONE 'UTC' AS DATE)",
            Function.YearOf => $"CAST(year({Text(a[0])}) AS INTEGER)",
            Function.MonthOf => $"CAST(month({Text(a[0])}) AS INTEGER)",
            Function.AddDays => $"CAST({At(a[0], Binding.Sum)} + {At(a[1], Binding.Product)} AS DATE)",
            Function.ParseDigits => ParseDigits(Text(a[0])),
            Function.ParsePartialDate => PartialDate(At(a[0], Binding.Whole)),
            Function.Least => $"least({List(a)})",
            Function.Greatest => $"greatest({List(a)})",
            _ => throw Cannot($"the function {call.Function}"),
        };
    }

    private protected override Phrase Word(Matches matches) =>
        $"regexp_full_match({Text(matches.Operand)}, {Quoted(Spelled(matches))})";

    /// <remarks>Each FILTER would cost a copy of the columns of all aggregates beside it.</remarks>
    private protected override string Word(Aggregate aggregate)
    {
        var argument = Chosen(aggregate);
        return aggregate.Function switch
        {
            AggregateFunction.Count => $"count({argument})",
            AggregateFunction.CountDistinct => $"count(DISTINCT {argument})",
            // A sum of integers is a HUGEINT otherwise.
            AggregateFunction.Sum => $"CAST(sum({argument}) AS BIGINT)",
            AggregateFunction.Min => $"min({argument})",
            AggregateFunction.Max => $"max({argument})",
            AggregateFunction.Any => $"bool_or({argument})",
            AggregateFunction.Newest => $"arg_max({argument}, {Text(aggregate.OrderBy[0].By)}){Present(aggregate)}",
            AggregateFunction.Join =>
                $"string_agg({argument}, {Quoted(aggregate.Separator!)} ORDER BY {Orders(aggregate.OrderBy)})",
            _ => throw Cannot($"the aggregate {aggregate.Function}"),
        };
    }

    private protected override string Word(WindowFunction function, string over) => function switch
    {
        WindowFunction.RowNumber => $"row_number() {over}",
        WindowFunction.DenseRank => $"dense_rank() {over}",
        _ => throw Cannot($"the window function {function}"),
    };

    private static string ParseDigits(string text) =>
        $"CASE WHEN regexp_full_match({text}, '[0-9]{{1,9}}') THEN CAST({text} AS INTEGER) END";

    private static string PartialDate(string text) =>
        $"CASE\n    WHEN regexp_full_match({text}, '[0-9]{{4}}(-[0-9]{{2}}){{0,2}}') AND left({text}, 4) >= '{Sql.FirstYear}'\n"
        + $"    THEN TRY_CAST({text} || right('-01-01', CAST(10 - length({text}) AS BIGINT)) AS DATE)\nEND";

    private string Present(Aggregate newest) => newest.Argument!.Nullable
        ? $" FILTER (WHERE {At(newest.Argument, Binding.Whole)} IS NOT NULL)"
        : "";
}
