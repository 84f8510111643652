namespace Tracklake.Models.Rendering;

/// <summary>Renders queries as Snowflake SQL, in forms that its emulators understand too.</summary>
/// <param name="nameOf">How a table is named in the SQL; null gives its qualified name.</param>
public sealed class SnowflakeRenderer(Func<Table, string>? nameOf = null) : SqlRenderer(nameOf)
{
    /// <inheritdoc/>
    public override Dialect Dialect => Dialect.Snowflake;

    /// <inheritdoc/>
    /// <remarks>An instant is a TIMESTAMP_NTZ that holds UTC: no session can move it to another day.</remarks>
    public override string TypeOf(DataType type) => type.Kind switch
    {
        TypeKind.Boolean => "BOOLEAN",
        TypeKind.Int32 => "INTEGER",
        TypeKind.Int64 => "BIGINT",
        TypeKind.Decimal => $"NUMBER({type.Precision},{type.Scale})",
        TypeKind.Date => "DATE",
        TypeKind.Timestamp => "TIMESTAMP_NTZ",
        TypeKind.Text => "VARCHAR",
        _ => throw new ModelException($"Snowflake has no type for {type}."),
    };

    /// <inheritdoc/>
    /// <remarks>Unquoted names are folded to upper case, and so is what must be quoted.</remarks>
    public override string Identifier(string name) =>
        ReservedWords.Snowflake.Contains(name) ? $"\"{name.ToUpperInvariant()}\"" : name;

    /// <inheritdoc/>
    public override string Quoted(string text) => "'" + Printable(text)
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>
    /// A quotient is rounded to 6 fractional digits, so that FLOOR of it can be one too many. Without its remainder
    /// the dividend divides exactly. The cast takes the 6 zeros away, which a text of the number would show.
    /// </summary>
    private protected override Phrase WholePart(Phrase dividend, Phrase divisor)
    {
        var divisible = $"({dividend.At(Binding.Sum)} - MOD({dividend.Text}, {divisor.Text}))";
        return "CAST" + InParentheses([divisible, $"/ {divisor.At(Binding.Whole)} AS BIGINT"], "");
    }

    // A plain cast of a day follows a parameter of the session.
    private protected override string Word(Cast cast) =>
        cast is { Target.Kind: TypeKind.Text, Operand.Type.Kind: TypeKind.Date }
            ? $"TO_CHAR({Text(cast.Operand)}, 'YYYY-MM-DD')"
            : base.Word(cast);

    private protected override Phrase Word(Call call)
    {
        var a = call.Arguments;
        return call.Function switch
        {
            Function.Lower => Lower(Text(a[0])),
            // With a plain column an emulator takes all white space away, and not the blanks alone.
            Function.Trim => $"TRIM(CAST({Text(a[0])} AS VARCHAR), ' ')",
            Function.Contains => $"CONTAINS({List(a)})",
            Function.Length => $"LENGTH({Text(a[0])})",
            Function.Substring => $"SUBSTR({List(a)})",
            Function.Md5 => "MD5" + InParentheses([Text(a[0])], ""),
            Function.DateOf => $"CAST({Text(a[0])} AS DATE)",
            Function.YearOf => $"YEAR({Text(a[0])})",
            Function.MonthOf => $"MONTH({Text(a[0])})",
            Function.AddDays => $"DATEADD(DAY, {Text(a[1])}, {Text(a[0])})",
            Function.ParseDigits => ParseDigits(Text(a[0])),
            Function.ParsePartialDate => PartialDate(At(a[0], Binding.Whole)),
            Function.Least => "LEAST" + Either(a),
            Function.Greatest => "GREATEST" + Either(a),
            _ => throw Cannot($"the function {call.Function}"),
        };
    }

    private protected override Phrase Word(Matches matches) =>
        $"REGEXP_LIKE({Text(matches.Operand)}, {Quoted($"^({Spelled(matches)})$")})";

    /// <remarks>There is no FILTER.</remarks>
    private protected override string Word(Aggregate aggregate)
    {
        var argument = Chosen(aggregate);
        return aggregate.Function switch
        {
            AggregateFunction.Count => $"COUNT({argument})",
            AggregateFunction.CountDistinct => $"COUNT(DISTINCT {argument})",
            AggregateFunction.Sum => $"SUM({argument})",
            AggregateFunction.Min => $"MIN({argument})",
            AggregateFunction.Max => $"MAX({argument})",
            AggregateFunction.Any => $"BOOLOR_AGG({argument})",
            AggregateFunction.Newest => Newest(aggregate, argument),
            AggregateFunction.Join => Join(aggregate, argument),
            _ => throw Cannot($"the aggregate {aggregate.Function}"),
        };
    }

    private protected override string Word(WindowFunction function, string over) => function switch
    {
        WindowFunction.RowNumber => $"ROW_NUMBER() {over}",
        WindowFunction.DenseRank => $"DENSE_RANK() {over}",
        _ => throw Cannot($"the window function {function}"),
    };

    /// <summary>The two letters that lower to something else when a whole word is lowered; see Spark.</summary>
    private static string Lower(string text) => $"LOWER(TRANSLATE({text}, 'İΣ', 'iσ'))";

    // REGEXP_LIKE matches the whole text, and knows no (?:..); the anchors say so to readers and emulators.
    private static string ParseDigits(string text) =>
        $"CASE WHEN REGEXP_LIKE({text}, '^[0-9]{{1,9}}$') THEN CAST({text} AS INTEGER) END";

    private static string PartialDate(string text) =>
        $"CASE\n    WHEN REGEXP_LIKE({text}, '^[0-9]{{4}}(-[0-9]{{2}}){{0,2}}$') AND SUBSTR({text}, 1, 4) >= '{Sql.FirstYear}'\n"
        + $"    THEN TRY_CAST({text} || SUBSTR('-01-01', LENGTH({text}) - 3, 6) AS DATE)\nEND";

    /// <summary>LEAST and GREATEST are null when one side is; of two values the one that is there must count.</summary>
    private string Either(IReadOnlyList<Expr> a) => InParentheses(
        [$"COALESCE({Text(a[0])}, {Text(a[1])})", $"COALESCE({Text(a[1])}, {Text(a[0])})"], ",");

    // Rows without an order are skipped, so that a missing value loses its place.
    private string Newest(Aggregate newest, string argument)
    {
        var by = Text(newest.OrderBy[0].By);
        return newest.Argument!.Nullable
            ? $"MAX_BY({argument}, CASE WHEN {At(newest.Argument, Binding.Whole)} IS NOT NULL THEN {by} END)"
            : $"MAX_BY({argument}, {by})";
    }

    private string Join(Aggregate join, string argument)
    {
        // What WITHIN GROUP says of nulls is not the same on emulators; there must be none.
        if (join.OrderBy.Any(o => o.By.Nullable))
            throw Cannot("texts joined in the order of what can be missing");
        var orders = string.Join(", ", join.OrderBy.Select(o => Text(o.By) + (o.Descending ? " DESC" : " ASC")));
        var joined = $"LISTAGG({argument}, {Quoted(join.Separator!)}) WITHIN GROUP (ORDER BY {orders})";
        // Of no texts LISTAGG gives an empty text.
        return join.Argument!.Nullable || join.Filter is not null
            ? $"CASE WHEN COUNT({argument}) > 0 THEN {joined} END"
            : joined;
    }
}
