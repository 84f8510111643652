namespace Tracklake.Models;

/// <summary>
/// The queries that bring a table up to date, derived from its definition: in full from all records, or from the new
/// ones and the rows that are there. Which applies is the engine's to decide; that both agree is the models' promise.
/// </summary>
public static class Refresh
{
    private static readonly Column Place =
        Column.Int64("_place", "Place of the record among those of its group, the newest first.").NotNull();

    /// <summary>The whole table from all its sources.</summary>
    /// <exception cref="ModelException">The table is appended to; it has no query over other tables.</exception>
    public static Query Full(Model model) => model.Materialization switch
    {
        Folded folded => WithDerived(FoldAll(folded), folded),
        NewestRecord newest => NewestOf(newest),
        ByDay byDay => byDay.Query,
        Whole whole => whole.Query,
        var other => throw new ModelException($"{model} is {other.GetType().Name}: it has no query of its own."),
    };

    /// <summary>
    /// The rows to insert or replace, by key, when the sources of a folded table are narrowed to new records that all
    /// come after those that were folded before. Reads the table itself.
    /// </summary>
    public static Query FoldInto(Model model, Folded folded)
    {
        var fresh = FoldAll(folded).As("n");
        var old = new TableSource(model, "o");
        var sameKey = folded.Keys
            .Select(k => fresh[k.Column].Eq(old[k.Column]))
            .Aggregate((left, right) => left & right);
        return WithDerived(
            Query.From(fresh).LeftJoin(old, sameKey).Select(
            [
                .. folded.Keys.Select(k => k.Column.Is(fresh[k.Column])),
                .. folded.Fields.Select(f => f.Column.Is(Merge(f.Fold, fresh[f.Column], old[f.Column]))),
            ]),
            folded);
    }

    private static Select FoldAll(Folded folded)
    {
        var records = folded.Records.As("r");
        return Query.From(records).GroupBy([.. folded.Keys.Select(k => k.Value)]).Select(
        [
            .. folded.Keys,
            .. folded.Fields.Select(f => f.Column.Is(f.Fold switch
            {
                Fold.Newest => Sql.Newest(f.Value),
                Fold.Least => Sql.Min(f.Value),
                Fold.Greatest => Sql.Max(f.Value),
                Fold.Ever => Sql.Any(f.Value),
                _ => throw new ModelException($"No fold of the kind {f.Fold}."),
            })),
        ]);
    }

    private static Expr Merge(Fold fold, Expr fresh, Expr old) => fold switch
    {
        Fold.Newest => Sql.Coalesce(fresh, old),
        Fold.Least => new Call(Function.Least, [fresh, old], fresh.Type, true),
        Fold.Greatest => new Call(Function.Greatest, [fresh, old], fresh.Type, true),
        Fold.Ever => fresh | Sql.Coalesce(old, false),
        _ => throw new ModelException($"No fold of the kind {fold}."),
    };

    private static Select WithDerived(Select rows, Folded folded) => folded.Derived.Count == 0
        ? rows
        : Query.From(rows.As("f")).Select([.. rows.Columns.Select(c => c.Is(c)), .. folded.Derived]);

    private static Select NewestOf(NewestRecord newest)
    {
        var records = newest.Records.As("r");
        var placed = Query.From(records).Select(
        [
            .. newest.Records.Columns.Select(c => c.Is(c)),
            Place.Is(new Window(
                WindowFunction.DenseRank, [.. newest.GroupBy.Select(c => (Expr)c)],
                [.. RecordOrder.Columns.Select(c => Sql.Desc(c))])),
        ]);
        return Query.From(placed.As("p")).Where(((Expr)Place).Eq(1)).Select([.. newest.Outputs]);
    }
}
