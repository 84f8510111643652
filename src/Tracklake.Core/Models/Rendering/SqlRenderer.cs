using System.Text;

namespace Tracklake.Models.Rendering;

/// <summary>
/// Renders queries as SQL, laid out for a person to read. What all dialects share is here: clauses, operators, layout.
/// Each dialect says its own words in exhaustive switches and throws what it cannot say.
/// </summary>
public abstract partial class SqlRenderer
{
    private const string Indent = "    ";

    /// <summary>How long an expression of several parts may be to stay on its line.</summary>
    private const int ShortLine = 80;

    private readonly Func<Table, string> _nameOf;

    private protected SqlRenderer(Func<Table, string>? nameOf) =>
        _nameOf = nameOf ?? (table => table.QualifiedName);

    /// <summary>The dialect that it renders.</summary>
    public abstract Dialect Dialect { get; }

    /// <summary>The type as the dialect names it.</summary>
    /// <exception cref="ModelException">The dialect has no such type.</exception>
    public abstract string TypeOf(DataType type);

    /// <summary>A name of a column: as it is, or quoted where the dialect reserves the word.</summary>
    public abstract string Identifier(string name);

    /// <summary>A text as a constant.</summary>
    /// <exception cref="ModelException">The text has control characters, which no two engines escape alike.</exception>
    public abstract string Quoted(string text);

    /// <summary>A query as a SELECT without a closing semicolon.</summary>
    /// <exception cref="ModelException">The dialect cannot say it.</exception>
    public string Render(Query query)
    {
        var shared = query.Shared();
        if (shared.Count == 0)
            return Body(query);
        var with = shared.Select(s => $"{s.Alias} {SharedAs} (\n{Indented(Body(s.Query))}\n)");
        return $"WITH {string.Join(", ", with)}\n{Body(query)}";
    }

    /// <summary>
    /// A query in steps, for an engine that keeps what is shared in temporary tables of its own, under their aliases.
    /// </summary>
    /// <returns>The shared queries, in an order in which they can be computed, and the query that reads them.</returns>
    /// <exception cref="ModelException">The dialect cannot say it.</exception>
    public (IReadOnlyList<(string Alias, string Sql)> Shared, string Sql) RenderSteps(Query query) =>
        ([.. query.Shared().Select(s => (s.Alias!, Body(s.Query)))], Body(query));

    /// <summary>An expression.</summary>
    /// <exception cref="ModelException">The dialect cannot say it.</exception>
    public string Render(Expr expr) => Text(expr);

    /// <summary>Lines one step further in.</summary>
    internal static string Indented(string text) =>
        Indent + text.Replace("\n", "\n" + Indent, StringComparison.Ordinal);

    /// <summary>The name of a table in the SQL.</summary>
    internal string NameOf(Table table) => _nameOf(table);

    /// <summary>What stands between the name of a shared query and its text.</summary>
    private protected virtual string SharedAs => "AS";

    /// <summary>The text of a quoted constant, without its quotes escaped yet.</summary>
    private protected static string Printable(string text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character))
                throw new ModelException($"The text constant '{text}' has a control character; use a column for it.");
        }
        return text;
    }

    private string Body(Query query) => query switch
    {
        Select select => Render(select),
        UnionAll union => string.Join("\nUNION ALL\n", union.Parts.Select(Body)),
        _ => throw Cannot(query.GetType().Name),
    };

    private string Render(Select select)
    {
        var sql = new StringBuilder("SELECT\n");
        sql.AppendJoin(",\n", select.Outputs.Select(o => Indented(Render(o))));
        sql.Append("\nFROM ").Append(Render(select.Source));
        foreach (var join in select.Joins)
            sql.Append('\n').Append(Render(join));
        if (select.Filter is not null)
            sql.Append("\nWHERE ").Append(Conditions(select.Filter));
        if (select.GroupBy.Count > 0)
            sql.Append("\nGROUP BY ").Append(List(select.GroupBy));
        return sql.ToString();
    }

    private string Render(Join join) => join switch
    {
        { Kind: JoinKind.Inner, On: Literal { Value: true } } => $"CROSS JOIN {Render(join.Source)}",
        { Kind: JoinKind.Inner } => $"JOIN {Render(join.Source)}\n{Indent}ON {Conditions(join.On)}",
        { Kind: JoinKind.Left } => $"LEFT JOIN {Render(join.Source)}\n{Indent}ON {Conditions(join.On)}",
        _ => throw Cannot($"a join of the kind {join.Kind}"),
    };

    /// <summary>Conditions that all must hold, one a line, below the clause that they belong to.</summary>
    private string Conditions(Expr condition) => condition is Binary { Operator: BinaryOperator.And }
        ? string.Join($"\n{Indent}AND ", Conjuncts(condition).Select(c => At(c, Binding.Not)))
        : Text(condition);

    private static IEnumerable<Expr> Conjuncts(Expr condition) =>
        condition is Binary { Operator: BinaryOperator.And } both
            ? Conjuncts(both.Left).Concat(Conjuncts(both.Right))
            : [condition];

    private string Render(Output output)
    {
        var value = Text(output.Value);
        var isTyped = output.Value.Type == output.Column.Type;
        if (!isTyped)
            value = $"CAST({value} AS {TypeOf(output.Column.Type)})";
        var isNamed = isTyped && output.Value is ColumnRef column && column.Column.Name == output.Column.Name;
        return isNamed ? value : $"{value} AS {Identifier(output.Column.Name)}";
    }

    private string Render(Source source) => source switch
    {
        TableSource table => table.Alias is null ? _nameOf(table.Table) : $"{_nameOf(table.Table)} AS {table.Alias}",
        SubquerySource { IsShared: true } shared => shared.Alias!,
        SubquerySource subquery when PassedThrough(subquery.Query) is { } table =>
            $"{_nameOf(table)} AS {subquery.Alias}",
        SubquerySource subquery => $"(\n{Indented(Body(subquery.Query))}\n) AS {subquery.Alias}",
        _ => throw Cannot($"reading from {source.GetType().Name}"),
    };

    /// <summary>The table of which a query only names columns: it can be read without the query around it.</summary>
    private static Table? PassedThrough(Query query)
    {
        var isPlain = query is Select { Joins: [], Filter: null, GroupBy: [] } select
            && select.Outputs.All(o => o.Value is ColumnRef column && column.Column == o.Column);
        return isPlain && ((Select)query).Source is TableSource source ? source.Table : null;
    }
}
