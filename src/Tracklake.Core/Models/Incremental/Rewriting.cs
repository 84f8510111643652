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

    /// <summary>The expression with the columns of one alias taken from another.</summary>
    public static Expr WithAlias(this Expr expr, string from, string to)
    {
        Expr Of(Expr inner) => inner.WithAlias(from, to);
        return expr switch
        {
            ColumnRef column => column.Alias == from ? column with { Alias = to } : column,
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
            Call call => call with { Arguments = [.. call.Arguments.Select(Of)] },
            _ => throw new ModelException($"A join condition cannot have {expr.GetType().Name}."),
        };
    }
}
