using Tracklake.Models;

namespace Tracklake.Lineage;

/// <summary>What the columns and the rows of a query follow from: columns and rows of tables.</summary>
/// <param name="Columns">By the name of the query's column.</param>
/// <param name="Rows">What decides which rows there are.</param>
internal sealed record QueryOrigins(
    IReadOnlyDictionary<string, IReadOnlyList<Origin>> Columns, IReadOnlyList<Origin> Rows);

/// <summary>Finds what a query follows from, through joins, subqueries, shared queries, unions and windows.</summary>
internal static class QueryLineage
{
    /// <summary>The origins of a query.</summary>
    /// <exception cref="ModelException">It refers to a column that none of its sources has.</exception>
    public static QueryOrigins Of(Query query) => query switch
    {
        Select select => Of(select),
        UnionAll union => Of(union),
        _ => throw new ModelException($"No lineage is known of {query.GetType().Name}."),
    };

    /// <summary>The origins of an expression over columns whose origins are known.</summary>
    /// <param name="value">The expression.</param>
    /// <param name="columns">The origins of the columns that it refers to.</param>
    /// <param name="rows">What a count of rows counts.</param>
    public static IReadOnlyList<Origin> Of(
        Expr value, Func<ColumnRef, IReadOnlyList<Origin>> columns, IReadOnlyList<Origin> rows)
    {
        if (value is ColumnRef copied)
            return columns(copied);
        var found = new List<Origin>();
        var text = ExpressionText.Bare(value);
        Visit(value, Influence.Computed);
        return Origin.Merged(found);

        void Visit(Expr part, Influence how)
        {
            switch (part)
            {
                case ColumnRef column:
                    found.AddRange(columns(column).Select(o => o.Then(how, text)));
                    break;
                case Aggregate aggregate:
                    if (aggregate.Argument is null)
                        found.AddRange(rows.Where(r => r.From.IsRows).Select(r =>
                            new Origin(r.From, Influence.Aggregated, text)));
                    foreach (var operand in ExpressionParts.Of(aggregate with { OrderBy = [] }))
                        Visit(operand, Influence.Aggregated);
                    foreach (var order in aggregate.OrderBy)
                        Visit(order.By, Influence.Orders);
                    break;
                default:
                    foreach (var operand in ExpressionParts.Of(part))
                        Visit(operand, how);
                    break;
            }
        }
    }

    private static QueryOrigins Of(UnionAll union)
    {
        var parts = union.Parts.Select(Of).ToList();
        return new QueryOrigins(
            union.Columns.ToDictionary(c => c.Name, c => Origin.Merged(parts.SelectMany(p => p.Columns[c.Name]))),
            Origin.Merged(parts.SelectMany(p => p.Rows)));
    }

    private static QueryOrigins Of(Select select)
    {
        var sources = new List<(Source Source, QueryOrigins Origins)> { (select.Source, Of(select.Source)) };
        sources.AddRange(select.Joins.Select(j => (j.Source, Of(j.Source))));
        var first = sources[0].Origins;

        IReadOnlyList<Origin> Columns(ColumnRef column)
        {
            var source = sources.Find(s => (column.Alias is null || s.Source.Alias == column.Alias)
                && s.Origins.Columns.ContainsKey(column.Column.Name));
            return source.Origins?.Columns[column.Column.Name]
                ?? throw new ModelException($"No source of the query has the column {column}.");
        }

        IEnumerable<Origin> Deciding(Expr condition, Influence how) =>
            Of(condition, Columns, first.Rows).Select(o => o.Then(how, ""));

        var isGrouped = select.GroupBy.Count > 0 || select.Outputs.Any(o => IsAggregate(o.Value));
        var rows = new List<Origin>();
        rows.AddRange(first.Rows.Select(o => isGrouped ? o.Then(Influence.Rows, "") : o));
        foreach (var (join, joined) in select.Joins.Zip(sources.Skip(1)))
        {
            rows.AddRange(Deciding(join.On, Influence.Joins));
            rows.AddRange(joined.Origins.Rows.Select(o => o.Then(Influence.Rows, "")));
        }
        if (select.Filter is not null)
            rows.AddRange(Deciding(select.Filter, Influence.Filters));
        rows.AddRange(select.GroupBy.SelectMany(key => Deciding(key, Influence.Groups)));

        return new QueryOrigins(
            select.Outputs.ToDictionary(o => o.Column.Name, o => Of(o.Value, Columns, first.Rows)),
            Origin.Merged(rows));
    }

    private static QueryOrigins Of(Source source) => source switch
    {
        TableSource { Table: var table } => new QueryOrigins(
            table.Columns.ToDictionary(
                c => c.Name,
                c => (IReadOnlyList<Origin>)[new Origin(new ColumnAddress(table, c.Name), Influence.Copied, "")]),
            [new Origin(ColumnAddress.RowsOf(table), Influence.Copied, "")]),
        SubquerySource subquery => Of(subquery.Query),
        _ => throw new ModelException($"No lineage is known of {source.GetType().Name}."),
    };

    private static bool IsAggregate(Expr value) => value is Aggregate || ExpressionParts.Of(value).Any(IsAggregate);
}
