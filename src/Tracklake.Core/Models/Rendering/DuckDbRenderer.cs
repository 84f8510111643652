using System.Globalization;
using System.Text;

namespace Tracklake.Models.Rendering;

/// <summary>Renders queries as DuckDB SQL, laid out for a person to read.</summary>
/// <param name="nameOf">How a table is named in the SQL; null gives its qualified name.</param>
public sealed class DuckDbRenderer(Func<Table, string>? nameOf = null)
{
    private const string Indent = "    ";

    private readonly Func<Table, string> _nameOf = nameOf ?? (table => table.QualifiedName);

    /// <summary>The type as DuckDB names it.</summary>
    public static string TypeName(DataType type) => type.Kind switch
    {
        TypeKind.Boolean => "BOOLEAN",
        TypeKind.Int32 => "INTEGER",
        TypeKind.Int64 => "BIGINT",
        TypeKind.Decimal => $"DECIMAL({type.Precision},{type.Scale})",
        TypeKind.Date => "DATE",
        TypeKind.Timestamp => "TIMESTAMPTZ",
        TypeKind.Text => "VARCHAR",
        _ => throw new ModelException($"DuckDB has no type for {type}."),
    };

    /// <summary>A query as a SELECT without a closing semicolon.</summary>
    public string Render(Query query)
    {
        var shared = query.Shared();
        // Materialised, because DuckDB may otherwise compute it again in every place.
        var with = shared.Select(s => $"{s.Alias} AS MATERIALIZED (\n{Indented(Body(s.Query))}\n)");
        return shared.Count == 0 ? Body(query) : $"WITH {string.Join(", ", with)}\n{Body(query)}";
    }

    /// <summary>An expression.</summary>
    public string Render(Expr expr) => expr switch
    {
        ColumnRef column => column.Alias is null ? column.Column.Name : $"{column.Alias}.{column.Column.Name}",
        Literal literal => Render(literal),
        Binary binary => $"({Render(binary.Left)} {Symbol(binary.Operator)} {Render(binary.Right)})",
        Not { Operand: IsNull isNull } => $"({Render(isNull.Operand)} IS NOT NULL)",
        Not not => $"(NOT {Render(not.Operand)})",
        IsNull isNull => $"({Render(isNull.Operand)} IS NULL)",
        In list => $"({Render(list.Operand)} IN ({string.Join(", ", list.Values.Select(Render))}))",
        Matches matches => $"regexp_full_match({Render(matches.Operand)}, {Quoted(matches.Pattern)})",
        Case @case => Render(@case),
        Coalesce coalesce => $"COALESCE({List(coalesce.Values)})",
        Cast cast => $"CAST({Render(cast.Operand)} AS {TypeName(cast.Target)})",
        Ratio ratio => Render(ratio),
        Call call => Render(call),
        Aggregate aggregate => Render(aggregate),
        Window window => Render(window),
        _ => throw new ModelException($"DuckDB cannot say {expr.GetType().Name}."),
    };

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
        BinaryOperator.And => "AND",
        BinaryOperator.Or => "OR",
        _ => throw new ModelException($"DuckDB has no operator for {op}."),
    };

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Indented(string text) => Indent + text.Replace("\n", "\n" + Indent, StringComparison.Ordinal);

    private static string Render(Literal literal) => literal.Value switch
    {
        null => $"CAST(NULL AS {TypeName(literal.Type)})",
        bool value => value ? "TRUE" : "FALSE",
        string value => Quoted(value),
        DateOnly value => $"DATE '{value:yyyy-MM-dd}'",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ModelException($"DuckDB has no literal for {literal.Value}."),
    };

    private string Body(Query query) => query switch
    {
        Select select => Render(select),
        UnionAll union => string.Join("\nUNION ALL\n", union.Parts.Select(Body)),
        _ => throw new ModelException($"DuckDB cannot say {query.GetType().Name}."),
    };

    private string List(IReadOnlyList<Expr> expressions) => string.Join(", ", expressions.Select(Render));

    private string Render(Select select)
    {
        var sql = new StringBuilder("SELECT\n");
        sql.AppendJoin(",\n", select.Outputs.Select(o => Indent + Render(o)));
        sql.Append("\nFROM ").Append(Render(select.Source));
        foreach (var join in select.Joins)
        {
            sql.Append(join.Kind == JoinKind.Left ? "\nLEFT JOIN " : "\nJOIN ").Append(Render(join.Source))
                .Append("\n    ON ").Append(Unwrapped(join.On));
        }
        if (select.Filter is not null)
            sql.Append("\nWHERE ").Append(Unwrapped(select.Filter));
        if (select.GroupBy.Count > 0)
            sql.Append("\nGROUP BY ").Append(List(select.GroupBy));
        return sql.ToString();
    }

    private string Render(Output output)
    {
        var value = output.Value is Literal { Value: null } ? Render(output.Value) : Unwrapped(output.Value);
        var isTyped = output.Value.Type == output.Column.Type;
        if (!isTyped)
            value = $"CAST({value} AS {TypeName(output.Column.Type)})";
        var isNamed = isTyped && output.Value is ColumnRef column && column.Column.Name == output.Column.Name;
        return isNamed ? value : $"{value} AS {output.Column.Name}";
    }

    private string Render(Source source) => source switch
    {
        TableSource table => table.Alias is null ? _nameOf(table.Table) : $"{_nameOf(table.Table)} AS {table.Alias}",
        SubquerySource { IsShared: true } shared => shared.Alias!,
        SubquerySource subquery => $"(\n{Indented(Body(subquery.Query))}\n) AS {subquery.Alias}",
        _ => throw new ModelException($"DuckDB cannot read from {source.GetType().Name}."),
    };

    /// <summary>An expression without the outermost parentheses, where nothing stands beside it.</summary>
    private string Unwrapped(Expr expr)
    {
        var text = Render(expr);
        return expr is Binary or Not or IsNull or In ? text[1..^1] : text;
    }

    private string Render(Case @case)
    {
        var branches = @case.Branches.Select(b => $"WHEN {Unwrapped(b.When)} THEN {Render(b.Then)}");
        var otherwise = @case.Otherwise is null ? "" : $" ELSE {Render(@case.Otherwise)}";
        return $"CASE {string.Join(' ', branches)}{otherwise} END";
    }

    /// <summary>Rounded half up in integers: (2 n s + d) // 2 d, scaled back by an exact decimal.</summary>
    private string Render(Ratio ratio)
    {
        var scale = (long)Math.Pow(10, ratio.Scale);
        var numerator = Render(ratio.Numerator);
        var denominator = Render(ratio.Denominator);
        var rounded = $"(2 * {scale} * CAST({numerator} AS BIGINT) + {denominator}) // NULLIF(2 * {denominator}, 0)";
        return ratio.Scale == 0
            ? $"CAST({rounded} AS DECIMAL(18,0))"
            : $"CAST(CAST({rounded} AS DECIMAL(18,0)) * {1m / scale} AS DECIMAL(18,{ratio.Scale}))";
    }

    private string Render(Call call)
    {
        var a = call.Arguments;
        return call.Function switch
        {
            Function.Lower => $"lower({Render(a[0])})",
            Function.Trim => $"trim({Render(a[0])}, ' ')",
            Function.Contains => $"contains({List(a)})",
            Function.Length => $"length({Render(a[0])})",
            Function.Substring => $"substring({List(a)})",
            Function.Concat => $"({string.Join(" || ", a.Select(Render))})",
            Function.Md5 => $"md5({Render(a[0])})",
            Function.DateOf => $"CAST({Render(a[0])} AT TIME ZONE 'UTC' AS DATE)",
            Function.YearOf => $"CAST(year({Render(a[0])}) AS INTEGER)",
            Function.MonthOf => $"CAST(month({Render(a[0])}) AS INTEGER)",
            Function.AddDays => $"CAST({Render(a[0])} + {Render(a[1])} AS DATE)",
            Function.ParseDigits =>
                $"CASE WHEN regexp_full_match({Render(a[0])}, '[0-9]{{1,9}}') THEN CAST({Render(a[0])} AS INTEGER) END",
            Function.ParsePartialDate => PartialDate(Render(a[0])),
            Function.Div => $"({Render(a[0])} // {Render(a[1])})",
            Function.Least => $"least({List(a)})",
            Function.Greatest => $"greatest({List(a)})",
            _ => throw new ModelException($"DuckDB has no function for {call.Function}."),
        };
    }

    private static string PartialDate(string text) =>
        $"CASE WHEN regexp_full_match({text}, '[0-9]{{4}}(-[0-9]{{2}}){{0,2}}') AND left({text}, 4) <> '0000' "
        + $"THEN TRY_CAST({text} || right('-01-01', CAST(10 - length({text}) AS BIGINT)) AS DATE) END";

    private string Render(Aggregate aggregate)
    {
        var argument = aggregate.Argument is null ? "*" : Unwrapped(aggregate.Argument);
        var filter = aggregate.Filter is null ? "" : $" FILTER (WHERE {Unwrapped(aggregate.Filter)})";
        return aggregate.Function switch
        {
            AggregateFunction.Count => $"count({argument}){filter}",
            AggregateFunction.CountDistinct => $"count(DISTINCT {argument}){filter}",
            AggregateFunction.Sum => $"CAST(sum({argument}){filter} AS BIGINT)",
            AggregateFunction.Min => $"min({argument}){filter}",
            AggregateFunction.Max => $"max({argument}){filter}",
            AggregateFunction.Any => $"bool_or({argument}){filter}",
            AggregateFunction.Newest =>
                $"arg_max({argument}, {Render(aggregate.OrderBy[0].By)})"
                + (aggregate.Argument!.Nullable ? $" FILTER (WHERE {Render(aggregate.Argument)} IS NOT NULL)" : ""),
            AggregateFunction.Join =>
                $"string_agg({argument}, {Quoted(aggregate.Separator!)} ORDER BY {Orders(aggregate.OrderBy)}){filter}",
            _ => throw new ModelException($"DuckDB has no aggregate for {aggregate.Function}."),
        };
    }

    private string Render(Window window)
    {
        var function = window.Function switch
        {
            WindowFunction.RowNumber => "row_number()",
            WindowFunction.DenseRank => "dense_rank()",
            _ => throw new ModelException($"DuckDB has no window function for {window.Function}."),
        };
        var partition = window.PartitionBy.Count == 0 ? "" : $"PARTITION BY {List(window.PartitionBy)} ";
        return $"{function} OVER ({partition}ORDER BY {Orders(window.OrderBy)})";
    }

    private string Orders(IReadOnlyList<Order> orders) => string.Join(", ", orders.Select(o =>
        Render(o.By) + (o.Descending ? " DESC" : " ASC") + (o.NullsFirst ? " NULLS FIRST" : " NULLS LAST")));
}
