namespace Tracklake.Models.Rendering;

/// <summary>
/// Renders queries as Spark SQL 3.4 and later, and Databricks SQL. The session must be in ANSI mode and in UTC:
/// without the first, an overflow gives a wrong number; without the second, an instant has another day.
/// </summary>
/// <param name="nameOf">How a table is named in the SQL; null gives its qualified name.</param>
public sealed class SparkRenderer(Func<Table, string>? nameOf = null) : SqlRenderer(nameOf)
{
    /// <inheritdoc/>
    public override Dialect Dialect => Dialect.Spark;

    /// <inheritdoc/>
    public override string TypeOf(DataType type) => type.Kind switch
    {
        TypeKind.Boolean => "BOOLEAN",
        TypeKind.Int32 => "INT",
        TypeKind.Int64 => "BIGINT",
        TypeKind.Decimal => $"DECIMAL({type.Precision},{type.Scale})",
        TypeKind.Date => "DATE",
        TypeKind.Timestamp => "TIMESTAMP",
        TypeKind.Text => "STRING",
        _ => throw new ModelException($"Spark has no type for {type}."),
    };

    /// <inheritdoc/>
    public override string Identifier(string name) => ReservedWords.Spark.Contains(name) ? $"`{name}`" : name;

    /// <inheritdoc/>
    /// <remarks>A backslash escapes in Spark; two quotes in a row do not before Spark 4.</remarks>
    public override string Quoted(string text) => "'" + Printable(text)
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";

    // div gives a BIGINT and cuts towards zero.
    private protected override Phrase WholePart(Phrase dividend, Phrase divisor) =>
        Infix(dividend, "div", divisor, Binding.Product);

    private protected override Phrase Word(Call call)
    {
        var a = call.Arguments;
        return call.Function switch
        {
            Function.Lower => Lower(Text(a[0])),
            Function.Trim => $"trim(BOTH ' ' FROM {Text(a[0])})",
            Function.Contains => new Phrase($"instr({List(a)}) > 0", Binding.Comparison),
            // Spark counts code points, but as an INT.
            Function.Length => $"CAST(length({Text(a[0])}) AS BIGINT)",
            Function.Substring => $"substring({List(a)})",
            Function.Md5 => "md5" + InParentheses([Text(a[0])], ""),
            Function.DateOf => $"CAST({Text(a[0])} AS DATE)",
            Function.YearOf => $"year({Text(a[0])})",
            Function.MonthOf => $"month({Text(a[0])})",
            Function.AddDays => $"date_add({List(a)})",
            Function.ParseDigits => ParseDigits(At(a[0], Binding.Whole)),
            Function.ParsePartialDate => PartialDate(At(a[0], Binding.Whole)),
            Function.Least => $"least({List(a)})",
            Function.Greatest => $"greatest({List(a)})",
            _ => throw Cannot($"the function {call.Function}"),
        };
    }

    private protected override Phrase Word(Matches matches) =>
        new($"{At(matches.Operand, Binding.Concat)} RLIKE {Quoted($"^(?:{Spelled(matches)})\\z")}", Binding.Comparison);

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
            AggregateFunction.Newest => $"max_by({argument}, {Text(aggregate.OrderBy[0].By)}){Present(aggregate)}",
            AggregateFunction.Join => Join(aggregate),
            _ => throw Cannot($"the aggregate {aggregate.Function}"),
        };
    }

    // Both are an INT in Spark.
    private protected override string Word(WindowFunction function, string over) => function switch
    {
        WindowFunction.RowNumber => $"CAST(row_number() {over} AS BIGINT)",
        WindowFunction.DenseRank => $"CAST(dense_rank() {over} AS BIGINT)",
        _ => throw Cannot($"the window function {function}"),
    };

    /// <summary>
    /// Java lowers a whole word: a last sigma becomes the final one, a dotted capital I becomes two characters. The
    /// other engines lower character by character; with these two replaced first, Java does as well.
    /// </summary>
    private static string Lower(string text) => $"lower(translate({text}, 'İΣ', 'iσ'))";

    // \z and not $: Java's $ also matches before a line feed at the end.
    private static string ParseDigits(string text) =>
        $"CASE WHEN {text} RLIKE '^(?:[0-9]{{1,9}})\\\\z' THEN CAST({text} AS INT) END";

    private static string PartialDate(string text) =>
        $"CASE\n    WHEN {text} RLIKE '^(?:[0-9]{{4}}(?:-[0-9]{{2}}){{0,2}})\\\\z'"
        + $" AND substring({text}, 1, 4) >= '{Sql.FirstYear}'\n"
        + $"    THEN TRY_CAST({text} || substring('-01-01', length({text}) - 3, 6) AS DATE)\nEND";

    private string Present(Aggregate newest) => newest.Argument!.Nullable
        ? $" FILTER (WHERE {At(newest.Argument, Binding.Whole)} IS NOT NULL)"
        : "";

    /// <summary>
    /// collect_list has no order, so that the texts are sorted together with what they are ordered by. An array cannot
    /// say where nulls go and sorts one way only: the order must be ascending, by what is always there.
    /// </summary>
    private string Join(Aggregate join)
    {
        if (join.OrderBy.Any(o => o.Descending || o.By.Nullable))
            throw Cannot("texts joined in a descending order or by what can be missing");
        var text = Text(join.Argument!);
        List<string> conditions = join.Argument!.Nullable ? [$"{At(join.Argument, Binding.Whole)} IS NOT NULL"] : [];
        if (join.Filter is not null)
            conditions.Add(At(join.Filter, Binding.Not));
        var filter = conditions.Count == 0 ? "" : $" FILTER (WHERE {string.Join(" AND ", conditions)})";
        var fields = join.OrderBy.Select((o, i) => $"'by_{i + 1}', {Text(o.By)}").Append($"'text', {text}");
        var list = $"collect_list(named_struct({string.Join(", ", fields)})){filter}";
        var texts = $"transform(sort_array({list}), x -> x.text)";
        var joined = "array_join" + InParentheses([texts, Quoted(join.Separator!)], ",");
        // Of no texts collect_list gives an empty list, and that an empty text.
        return filter.Length == 0 ? joined : $"CASE WHEN count({text}){filter} > 0 THEN {joined} END";
    }
}
