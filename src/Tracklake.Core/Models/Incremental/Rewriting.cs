namespace Tracklake.Models.Incremental;

/// <summary>Queries with other tables or aliases in the place of those that they have.</summary>
internal static class Rewriting
{
    /// <summary>The query over other tables with the same columns.</summary>
    public static Query Over(this Query query, Func<Table, Table> tableOf) => query switch
    {
        Select select => select.Over(tableOf),
        UnionAll union => new UnionAll([.. union.Parts.Select(p => p.Over(tableOf))]),
        _ => throw new ModelException($"{query.GetType().Name} cannot be read over other tables."),
    };

    /// <inheritdoc cref="Over(Query, Func{Table, Table})"/>
    public static Select Over(this Select select, Func<Table, Table> tableOf) => select with
    {
        Source = select.Source.Over(tableOf),
        Joins = [.. select.Joins.Select(j => j with { Source = j.Source.Over(tableOf) })],
    };

    /// <summary>The source over other tables.</summary>
    public static Source Over(this Source source, Func<Table, Table> tableOf) => source switch
    {
        TableSource table => table with { Table = tableOf(table.Table) },
        SubquerySource subquery => subquery with { Query = subquery.Query.Over(tableOf) },
        _ => throw new ModelException($"{source.GetType().Name} cannot be read over other tables."),
    };

    /// <summary>
    /// A query over one plain subquery (no groups, no windows) as a query over what that reads; any other query as it is.
    /// </summary>
    public static Select Inlined(this Select select)
    {
        var isPlain = select is { Joins: [], Source: SubquerySource { Query: Select { GroupBy: [] } plain } }
            && !plain.Outputs.Any(o => o.Value is Window or Aggregate);
        if (!isPlain)
            return select;
        var (alias, inner) = (select.Source.Alias, (Select)((SubquerySource)select.Source).Query);
        var values = inner.Outputs.ToDictionary(o => o.Column.Name, o => o.Value);
        Expr Of(Expr expr) => expr.With(c => c.Alias == alias || c.Alias is null ? values[c.Column.Name] : c);
        var filter = select.Filter is null ? null : Of(select.Filter);
        return new Select(
            inner.Source, inner.Joins, filter is null || inner.Filter is null ? filter ?? inner.Filter : inner.Filter & filter,
            [.. select.GroupBy.Select(Of)], [.. select.Outputs.Select(o => new Output(o.Column, Of(o.Value)))]);
    }

    /// <summary>The expression with the columns of one alias taken from another.</summary>
    public static Expr WithAlias(this Expr expr, string from, string to) =>
        expr.With(column => column.Alias == from ? column with { Alias = to } : column);

    /// <summary>The expression with others in the place of its columns.</summary>
    private static Expr With(this Expr expr, Func<ColumnRef, Expr> of)
    {
        Expr Of(Expr inner) => inner.With(of);
        return expr switch
        {
            ColumnRef column => of(column),
            Literal => expr,
            Binary binary => Binary.Of(binary.Operator, Of(binary.Left), Of(binary.Right)),
            Not not => new Not(Of(not.Operand)),
            IsNull isNull => new IsNull(Of(isNull.Operand)),
            Matches matches => Matches.Of(Of(matches.Operand), matches.Pattern),
            In list => list with { Operand = Of(list.Operand) },
            Case @case => new Case(
                [.. @case.Branches.Select(b => new CaseBranch(Of(b.When), Of(b.Then)))],
                @case.Otherwise is null ? null : Of(@case.Otherwise)),
            Coalesce coalesce => new Coalesce([.. coalesce.Values.Select(Of)]),
            Cast cast => cast with { Operand = Of(cast.Operand) },
            Ratio ratio => ratio with { Numerator = Of(ratio.Numerator), Denominator = Of(ratio.Denominator) },
            Call call => call with { Arguments = [.. call.Arguments.Select(Of)] },
            Aggregate aggregate => aggregate with
            {
                Argument = aggregate.Argument is null ? null : Of(aggregate.Argument),
                Filter = aggregate.Filter is null ? null : Of(aggregate.Filter),
                OrderBy = [.. aggregate.OrderBy.Select(o => o with { By = Of(o.By) })],
            },
            _ => throw new ModelException($"No columns are replaced in {expr.GetType().Name}."),
        };
    }
}
