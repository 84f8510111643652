using Tracklake.Models;
using Tracklake.Models.Rendering;

namespace Tracklake.DuckDb.Tracing;

/// <summary>
/// Finds, for wanted rows of a query, the rows of its tables that they follow from: of a group all rows of the group,
/// of a window the whole partition, of a join the rows on both sides, of an aggregate over everything everything.
/// </summary>
internal sealed class ContributingRows(DuckDbSession session, WantedRows wanted)
{
    private static readonly DuckDbRenderer Renderer = new();

    private int _ordinal;

    /// <summary>Wants the rows that some rows of a query follow from.</summary>
    /// <param name="query">The query.</param>
    /// <param name="rows">A table that holds the wanted rows of the query.</param>
    /// <param name="match">The columns that tell them apart: of the query, and of the table.</param>
    public void Follow(Query query, string rows, IReadOnlyList<(string OfQuery, string OfRows)> match)
    {
        switch (query)
        {
            case Select select:
                Follow(select, rows, match);
                break;
            case UnionAll union:
                foreach (var part in union.Parts)
                    Follow(part, rows, match);
                break;
            default:
                throw new ModelException($"It is not known what rows of {query.GetType().Name} follow from.");
        }
    }

    private void Follow(Select select, string rows, IReadOnlyList<(string OfQuery, string OfRows)> match)
    {
        var sources = select.Joins.Select(j => j.Source).Prepend(select.Source).ToList();
        var joined = JoinedRows(select, sources, rows, match);
        for (var i = 0; i < sources.Count; i++)
        {
            var columns = ColumnsOf(sources[i]);
            var taken = $"SELECT {string.Join(", ", columns.Select(c => $"{Of(i, c)} AS {c.Name}"))} FROM {joined}";
            // Where a left join found nothing all columns of its side are missing: that is no row.
            if (i > 0 && select.Joins[i - 1].Kind == JoinKind.Left)
                taken += $" WHERE NOT ({string.Join(" AND ", columns.Select(c => $"{Of(i, c)} IS NULL"))})";
            if (sources[i] is TableSource { Table: var table })
            {
                wanted.Add(table, taken);
                continue;
            }
            var inner = Temporary($"SELECT DISTINCT * FROM ({taken})");
            Follow(((SubquerySource)sources[i]).Query, inner, [.. columns.Select(c => (c.Name, c.Name))]);
        }
    }

    /// <summary>The rows of the joined sources that the wanted rows follow from, with what identifies each
    /// side.</summary>
    private string JoinedRows(
        Select select, IReadOnlyList<Source> sources, string rows, IReadOnlyList<(string OfQuery, string OfRows)> match)
    {
        var sides = sources.SelectMany((s, i) => ColumnsOf(s).Select(c => Named(Of(i, c), s[c]))).ToList();
        var matched = match
            .Select((m, i) => Named($"m{i}", select.Outputs.First(o => o.Column.Name == m.OfQuery).Value))
            .ToList();
        var isWanted = RowIdentity.Same(match.Select((m, i) => ($"j.m{i}", $"w.{m.OfRows}")));
        var isGrouped = select.GroupBy.Count > 0 || select.Outputs.Any(o => Has<Aggregate>(o.Value));
        if (isGrouped)
        {
            var keys = select.GroupBy.Select((key, i) => Named($"g{i}", key)).ToList();
            var groups = Temporary(
                $"SELECT {Names(keys, "1 AS one")} FROM ({Sql(select, [.. matched, .. keys])}) AS j "
                + $"SEMI JOIN {rows} AS w ON {isWanted}");
            return Semi(select with { GroupBy = [] }, [.. sides, .. keys], groups, keys);
        }
        var windows = select.Outputs.SelectMany(o => Windows(o.Value)).ToList();
        if (windows.Count == 0)
        {
            return Temporary(
                $"SELECT j.* FROM ({Sql(select, [.. sides, .. matched])}) AS j SEMI JOIN {rows} AS w ON {isWanted}");
        }

        var partitions = windows
            .Select((w, n) => w.PartitionBy.Select((p, i) => Named($"p{n}_{i}", p)).ToList())
            .ToList();
        var all = Temporary(Sql(select, [.. sides, .. matched, .. partitions.SelectMany(p => p)]));
        var hits = Temporary($"SELECT j.* FROM {all} AS j SEMI JOIN {rows} AS w ON {isWanted}");
        return Temporary(string.Join(" UNION ", partitions.Select(p =>
            $"SELECT j.* FROM {all} AS j SEMI JOIN {hits} AS w "
            + $"ON {RowIdentity.Same(p.Select(c => c.Column), "j", "w")}")));
    }

    private string Semi(Select select, IReadOnlyList<Output> outputs, string groups, IReadOnlyList<Output> keys) =>
        Temporary(
        $"SELECT j.* FROM ({Sql(select, outputs)}) AS j SEMI JOIN {groups} AS w "
        + $"ON {RowIdentity.Same(keys.Select(k => k.Column), "j", "w")}");

    private string Temporary(string select)
    {
        var name = $"traced_{_ordinal++}";
        session.Execute($"CREATE OR REPLACE TEMP TABLE {name} AS {select}");
        return name;
    }

    private static string Sql(Select select, IReadOnlyList<Output> outputs) =>
        Renderer.Render(select with { Outputs = outputs.Count > 0 ? outputs : [Named("one", 1)] });

    /// <summary>
    /// What is asked of a source: of a table the identity of its rows; of a subquery all columns, or the keys of its
    /// groups where these are among them.
    /// </summary>
    private static IReadOnlyList<Column> ColumnsOf(Source source)
    {
        if (source is TableSource { Table: var table })
            return RowIdentity.Of(table);
        var query = ((SubquerySource)source).Query;
        if (query is not Select { GroupBy: { Count: > 0 } keys } grouped)
            return query.Columns;
        var found = keys.Select(k => grouped.Outputs.FirstOrDefault(o => o.Value == k)?.Column).ToList();
        return found.Contains(null) ? query.Columns : [.. found.OfType<Column>()];
    }

    private static string Of(int source, Column column) => $"s{source}_{column.Name}";

    private static Output Named(string name, Expr value) => new(new Column(name, value.Type, true, ""), value);

    private static string Names(List<Output> outputs, string otherwise) =>
        outputs.Count == 0 ? otherwise : string.Join(", ", outputs.Select(o => $"j.{o.Column.Name}"));

    private static bool Has<T>(Expr expr)
        where T : Expr => expr is T || ExpressionParts.Of(expr).Any(Has<T>);

    private static IEnumerable<Window> Windows(Expr expr) =>
        expr is Window window ? [window] : ExpressionParts.Of(expr).SelectMany(Windows);
}
