namespace Tracklake.Models;

/// <summary>Something that a query can read rows from.</summary>
/// <param name="Alias">The name that its columns are referred to by; null where a query has one source.</param>
public abstract record Source(string? Alias)
{
    /// <summary>A column of this source.</summary>
    public Expr this[Column column] => new ColumnRef(Alias, column);
}

/// <summary>A table.</summary>
/// <param name="Table">Which.</param>
/// <param name="Alias">Its alias.</param>
public sealed record TableSource(Table Table, string? Alias) : Source(Alias);

/// <summary>A query in place of a table.</summary>
/// <param name="Query">The query.</param>
/// <param name="Alias">Its alias, which is needed.</param>
/// <param name="IsShared">Whether it is computed once, under its alias, for all places that read it.</param>
public sealed record SubquerySource(Query Query, string Alias, bool IsShared = false) : Source(Alias);

/// <summary>How a joined source's rows are matched.</summary>
public enum JoinKind
{
    /// <summary>Rows that match.</summary>
    Inner,

    /// <summary>All rows of the left side; missing values where nothing matches.</summary>
    Left,
}

/// <summary>A joined source.</summary>
/// <param name="Kind">How rows are matched.</param>
/// <param name="Source">What is joined.</param>
/// <param name="On">When rows match.</param>
public sealed record Join(JoinKind Kind, Source Source, Expr On);

/// <summary>A column of a query's result and how it is computed.</summary>
/// <param name="Column">The column.</param>
/// <param name="Value">Its value.</param>
public sealed record Output(Column Column, Expr Value)
{
    /// <summary>Why the value is never null although that cannot be proved; null when it can, or need not.</summary>
    public string? NotNullBecause { get; init; }

    /// <summary>
    /// Says that a not-null column of a model has a value in every row although that does not follow from its query.
    /// The not-null check of the table, at every run, sees to it.
    /// </summary>
    /// <param name="because">Why it is so.</param>
    public Output AssertNotNull(string because) => this with { NotNullBecause = because };
}

/// <summary>A query: rows with named, typed columns.</summary>
public abstract record Query
{
    /// <summary>The result's columns, in order.</summary>
    public abstract IReadOnlyList<Column> Columns { get; }

    /// <summary>The tables that it reads, each once.</summary>
    public abstract IEnumerable<Table> Reads { get; }

    /// <summary>Begins a query over a table.</summary>
    public static SelectBuilder From(Table table, string? alias = null) => new(new TableSource(table, alias));

    /// <summary>Begins a query over a source.</summary>
    public static SelectBuilder From(Source source) => new(source);

    /// <summary>All columns of a table.</summary>
    public static Select All(Table table) => From(table).Select([.. table.Columns.Select(c => new Output(c, c))]);

    /// <summary>The query as a source of another.</summary>
    public SubquerySource As(string alias) => new(this, alias);

    /// <summary>The query as a source of several places of another, which computes it once (WITH).</summary>
    /// <param name="alias">Unique within the whole query.</param>
    public SubquerySource AsShared(string alias) => new(this, alias, IsShared: true);

    /// <summary>The shared queries that it reads, each after those that it reads itself.</summary>
    public IReadOnlyList<SubquerySource> Shared()
    {
        var found = new List<SubquerySource>();
        Visit(this);
        return found;

        void Visit(Query query)
        {
            foreach (var source in query.Sources.OfType<SubquerySource>())
            {
                if (source.IsShared && found.Exists(f => f.Alias == source.Alias))
                    continue;
                Visit(source.Query);
                if (source.IsShared)
                    found.Add(source);
            }
        }
    }

    /// <summary>What it reads from, directly.</summary>
    protected abstract IEnumerable<Source> Sources { get; }
}

/// <summary>SELECT .. FROM .. JOIN .. WHERE .. GROUP BY.</summary>
/// <param name="Source">What is read.</param>
/// <param name="Joins">What is joined, in order.</param>
/// <param name="Filter">Rows that do not satisfy it are left out; null takes all.</param>
/// <param name="GroupBy">What the rows of a group have in common; empty does not group.</param>
/// <param name="Outputs">The result's columns.</param>
public sealed record Select(
    Source Source, IReadOnlyList<Join> Joins, Expr? Filter, IReadOnlyList<Expr> GroupBy,
    IReadOnlyList<Output> Outputs) : Query
{
    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [.. Outputs.Select(o => o.Column)];

    /// <inheritdoc/>
    public override IEnumerable<Table> Reads => Sources.SelectMany(TablesOf).Distinct();

    /// <inheritdoc/>
    protected override IEnumerable<Source> Sources => Joins.Select(j => j.Source).Prepend(Source);

    private static IEnumerable<Table> TablesOf(Source source) => source switch
    {
        TableSource table => [table.Table],
        SubquerySource subquery => subquery.Query.Reads,
        _ => throw new ModelException($"{source} is no source that a query can read."),
    };
}

/// <summary>The rows of several queries with the same columns, one after the other, duplicates kept.</summary>
/// <param name="Parts">The queries.</param>
public sealed record UnionAll(IReadOnlyList<Query> Parts) : Query
{
    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => Parts[0].Columns;

    /// <inheritdoc/>
    public override IEnumerable<Table> Reads => Parts.SelectMany(p => p.Reads).Distinct();

    /// <inheritdoc/>
    protected override IEnumerable<Source> Sources => Parts.Select(p => p.As("part"));

    /// <summary>Checks that the parts have the same columns.</summary>
    /// <exception cref="ModelException">They have not.</exception>
    public static UnionAll Of(params IReadOnlyList<Query> parts)
    {
        foreach (var part in parts.Skip(1))
        {
            var same = part.Columns.Select(c => (c.Name, c.Type.Kind))
                .SequenceEqual(parts[0].Columns.Select(c => (c.Name, c.Type.Kind)));
            if (!same)
            {
                throw new ModelException("The parts of a union need the same columns, not "
                    + $"({Names(parts[0])}) and ({Names(part)}).");
            }
        }
        return new UnionAll(parts);
    }

    private static string Names(Query query) =>
        string.Join(", ", query.Columns.Select(c => $"{c.Name} {c.Type}"));
}

/// <summary>A SELECT that is being written, in the order in which SQL is thought.</summary>
/// <param name="source">What is read.</param>
public sealed class SelectBuilder(Source source)
{
    private readonly List<Join> _joins = [];
    private Expr? _filter;
    private IReadOnlyList<Expr> _groupBy = [];

    /// <summary>Joins rows that match.</summary>
    public SelectBuilder Join(Source joined, Expr on) => Add(new Join(JoinKind.Inner, joined, on));

    /// <summary>Joins rows that match, and keeps those without a match.</summary>
    public SelectBuilder LeftJoin(Source joined, Expr on) => Add(new Join(JoinKind.Left, joined, on));

    /// <summary>Leaves out rows for which the condition is not true.</summary>
    public SelectBuilder Where(Expr condition)
    {
        _filter = _filter is null ? condition : _filter & condition;
        return this;
    }

    /// <summary>Makes one row of the rows that have these values in common.</summary>
    public SelectBuilder GroupBy(params IReadOnlyList<Expr> keys)
    {
        _groupBy = keys;
        return this;
    }

    /// <summary>Ends the query with its columns. What else must hold of them <see cref="Validation.ModelValidation"/>
    /// says.
    /// </summary>
    /// <exception cref="ModelException">A value's type is not that of its column, or two columns have one
    /// name.</exception>
    public Select Select(params IReadOnlyList<Output> outputs)
    {
        foreach (var (column, value) in outputs)
        {
            if (value.Type.Kind != column.Type.Kind)
                throw new ModelException($"Column {column.Name} is {column.Type}, but its value is {value.Type}.");
        }
        var twice = outputs.GroupBy(o => o.Column.Name).FirstOrDefault(g => g.Count() > 1);
        return twice is null
            ? new Select(source, _joins, _filter, _groupBy, outputs)
            : throw new ModelException($"The query has two columns of the name {twice.Key}.");
    }

    private SelectBuilder Add(Join join)
    {
        _joins.Add(join);
        return this;
    }
}
