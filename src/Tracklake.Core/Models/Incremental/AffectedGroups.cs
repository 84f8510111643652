using Tracklake.Models.Rendering;

namespace Tracklake.Models.Incremental;

/// <summary>
/// Brings a grouped table up to date group by group. A group is affected when a row that it was or is made of changed:
/// every source in turn is narrowed to its changed rows, the others are taken as they were and as they are, and the
/// group's key is computed from both. The affected groups are then computed anew from the sources as they are.
/// </summary>
public static class AffectedGroups
{
    private const string ChangedAlias = "changed_rows";
    private const string TouchedAlias = "touched_keys";

    private static readonly DuckDbRenderer Words = new();

    /// <summary>Why a table cannot be brought up to date group by group; null when it can.</summary>
    public static string? WhyNot(Model model)
    {
        if (model.Materialization is not Whole { Query: Select })
            return "it is not one grouped query";
        var select = QueryOf(model);
        if (WhyNot(select) is { } reason)
            return reason;
        return model.Keys.All(k => select.Outputs.Any(o => o.Column.Name == k.Name && IsKey(select, o)))
            ? null
            : "its key is not what it is grouped by";
    }

    /// <summary>The columns that identify a group of a table that <see cref="WhyNot(Model)"/> has nothing against.
    /// </summary>
    public static IReadOnlyList<Column> KeysOf(Model model) => [.. Keys(QueryOf(model)).Select(o => o.Column)];

    /// <summary>
    /// The affected groups, each once. Reads <see cref="TablePart.Changed"/> of the tables that changed,
    /// <see cref="TablePart.Before"/> of all sources, and the sources.
    /// </summary>
    /// <param name="model">The grouped table.</param>
    /// <param name="hasChanged">Whether a source changed at all; at least one did.</param>
    public static Query Touched(Model model, Func<Table, bool> hasChanged) => Touched(QueryOf(model), hasChanged)
        ?? throw new ModelException($"{model} reads nothing that changed.");

    /// <summary>The rows of the touched groups. Reads the sources and <see cref="TablePart.Touched"/>.</summary>
    public static Query Rows(Model model) =>
        Narrowed(QueryOf(model), new TableSource(TablePart.Touched(model), TouchedAlias));

    private static Select QueryOf(Model model) => ((Select)((Whole)model.Materialization).Query).Inlined();

    private static string? WhyNot(Query query)
    {
        if (query is not Select select || select.GroupBy.Count == 0)
            return "it depends on all rows of a source at once";
        if (select.Outputs.Any(o => o.Value is Window))
            return "it ranks rows among all others";
        if (Keys(select).Count != select.GroupBy.Count)
            return "it is grouped by something that it does not show";
        if (select.Joins.Any(j => j.On is Literal))
            return "it depends on all rows of a source at once";
        return select.Joins.Select(j => j.Source).Prepend(select.Source)
            .Select(s => s switch
            {
                TableSource { Table: Model } => null,
                SubquerySource { IsShared: false } subquery => WhyNot(subquery.Query),
                _ => "it reads what is not a table of its own",
            })
            .FirstOrDefault(reason => reason is not null);
    }

    private static IReadOnlyList<Output> Keys(Select select) => [.. select.Outputs.Where(o => IsKey(select, o))];

    private static bool IsKey(Select select, Output output) => select.GroupBy.Any(g => Same(g, output.Value));

    // Two expressions that are written alike are alike, whatever objects they are made of.
    private static bool Same(Expr left, Expr right) => Words.Render(left) == Words.Render(right);

    private static Select? Touched(Select select, Func<Table, bool> hasChanged)
    {
        var parts = new List<Query>();
        Func<Table, Table>[] states = select.Joins.Count == 0 ? [table => table] : [TablePart.Before, table => table];
        foreach (var state in states)
        {
            var there = select.Over(state);
            if (Changed(select.Source, hasChanged) is { } leading)
                parts.Add(KeysOf(there with { Source = leading }));
            foreach (var (index, join) in select.Joins.Index())
            {
                if (Changed(join.Source, hasChanged) is not { } joined)
                    continue;
                // The join itself stays: it says in which group the rows that match a changed row were, and are.
                var changed = new Join(
                    JoinKind.Inner, joined with { Alias = ChangedAlias }, join.On.WithAlias(join.Source.Alias!, ChangedAlias));
                parts.Add(KeysOf(there with { Joins = [.. there.Joins.Take(index + 1), changed, .. there.Joins.Skip(index + 1)] }));
            }
        }
        if (parts.Count == 0)
            return null;
        var all = UnionAll.Of(parts).As("t");
        return Query.From(all).GroupBy([.. all.Query.Columns.Select(c => all[c])])
            .Select([.. all.Query.Columns.Select(c => c.Is(all[c]))]);
    }

    private static Select KeysOf(Select select) => select with
    {
        Outputs = [.. Keys(select).Select(o => new Output(TablePart.TouchedKey(o.Column), o.Value))],
    };

    /// <summary>The rows of a source that changed, as they were and as they are; null when none did.</summary>
    private static Source? Changed(Source source, Func<Table, bool> hasChanged)
    {
        if (source is TableSource table)
            return hasChanged(table.Table) ? table with { Table = TablePart.Changed(table.Table) } : null;
        var subquery = (SubquerySource)source;
        var select = (Select)subquery.Query;
        if (Touched(select, hasChanged)?.As(TouchedAlias) is not { } touched)
            return null;
        return subquery with
        {
            Query = UnionAll.Of(Narrowed(select.Over(TablePart.Before), touched), Narrowed(select, touched)),
        };
    }

    private static Select Narrowed(Select select, Source touched)
    {
        var keys = Keys(select);
        var on = TablePart.Matches(keys.Select(k => k.Value), keys.Select(k => k.Column), touched);
        return select with { Joins = [.. select.Joins, new Join(JoinKind.Inner, touched, on)] };
    }
}
