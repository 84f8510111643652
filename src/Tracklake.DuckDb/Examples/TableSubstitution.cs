using Tracklake.Models;

namespace Tracklake.DuckDb.Examples;

/// <summary>Queries that read other tables than they were written for; the tables have the same columns.</summary>
/// <param name="replaced">The tables to read instead.</param>
internal sealed class TableSubstitution(IReadOnlyDictionary<Table, Table> replaced)
{
    public Materialization In(Materialization materialization) => materialization switch
    {
        Folded folded => folded with { Records = In(folded.Records) },
        NewestRecord newest => newest with { Records = In(newest.Records) },
        ByDay byDay => byDay with { Query = In(byDay.Query) },
        Whole whole => whole with { Query = In(whole.Query) },
        _ => materialization,
    };

    private Query In(Query query) => query switch
    {
        Select select => select with
        {
            Source = In(select.Source),
            Joins = [.. select.Joins.Select(j => j with { Source = In(j.Source) })],
        },
        UnionAll union => new UnionAll([.. union.Parts.Select(In)]),
        _ => throw new ModelException($"No tables can be replaced in {query.GetType().Name}."),
    };

    private Source In(Source source) => source switch
    {
        TableSource table => table with { Table = replaced.GetValueOrDefault(table.Table, table.Table) },
        SubquerySource subquery => subquery with { Query = In(subquery.Query) },
        _ => throw new ModelException($"No tables can be replaced in {source.GetType().Name}."),
    };
}
