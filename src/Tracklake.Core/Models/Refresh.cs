namespace Tracklake.Models;

/// <summary>
/// The queries that bring a table up to date, derived from its definition: in full from all records, or from the new
/// ones and the rows that are there. Which applies is the engine's to decide; that both agree is the models' promise.
/// </summary>
public static class Refresh
{
    private static readonly Column Place =
        Column.Int64("_place", "Place of the record among those of its group, the newest first.").NotNull();

    private static readonly Column RecordCount = Column.Int64("_records", "Number of records of the key.").NotNull();

    private static readonly Column RecordPlace =
        Column.Int64("_record_place", "Place of the record among those of its key, the oldest first.").NotNull();

    /// <summary>The whole table from all its sources.</summary>
    /// <exception cref="ModelException">The table is appended to; it has no query over other tables.</exception>
    public static Query Full(Model model) => Full(model.Materialization);

    /// <inheritdoc cref="Full(Model)"/>
    public static Query Full(Materialization materialization) => materialization switch
    {
        Folded folded => WithDerived(FoldAll(folded), folded),
        NewestRecord newest => NewestOf(newest),
        ByDay byDay => byDay.Query,
        Whole whole => whole.Query,
        var other => throw new ModelException($"A table that is {other.GetType().Name} has no query of its own."),
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

    /// <summary>
    /// A row a key. Keys with a single record, most of them in a large import, are passed through; only the others are
    /// grouped, because aggregates that hold text cannot spill to disk.
    /// </summary>
    private static UnionAll FoldAll(Folded folded)
    {
        var records = folded.Records.As("r");
        var keys = folded.Keys.Select(k => k.Column).ToList();
        var counted = Query.From(records).GroupBy([.. folded.Keys.Select(k => OfRecord(k.Value))])
            .Select([.. folded.Keys.Select(k => k.Column.Is(OfRecord(k.Value))), RecordCount.Is(Sql.Count())])
            .As("c");
        var repeated = Query.From(counted).Where(counted[RecordCount] > 1)
            .Select([.. folded.Keys.Select(k => k.Column.Is(counted[k.Column]))])
            .AsShared("repeated_keys");
        var sameKey = folded.Keys.Select(k => OfRecord(k.Value).Eq(repeated[k.Column])).Aggregate((l, r) => l & r);

        var single = Query.From(records).LeftJoin(repeated, sameKey).Where(repeated[folded.Keys[0].Column.OrNull()].IsNull()).Select(
        [
            .. folded.Keys.Select(k => k.Column.Is(OfRecord(k.Value))),
            .. folded.Fields.Select(f => f.Column.Is(OfRecord(f.Value))),
        ]);
        var placed = Query.From(records).Join(repeated, sameKey).Select(
        [
            .. folded.Records.Columns.Select(c => c.Is(records[c])),
            RecordPlace.Is(Sql.RowNumber(
                [.. folded.Keys.Select(k => OfRecord(k.Value))],
                [.. RecordOrder.Columns.Select(c => Sql.Asc(records[c]))])),
        ]);
        var several = Query.From(placed.As("p")).GroupBy([.. folded.Keys.Select(k => k.Value)]).Select(
        [
            .. folded.Keys,
            .. folded.Fields.Select(f => f.Column.Is(f.Fold switch
            {
                Fold.Newest => Sql.Newest(f.Value, by: RecordPlace),
                Fold.Least => Sql.Min(f.Value),
                Fold.Greatest => Sql.Max(f.Value),
                Fold.Ever => Sql.Any(f.Value),
                _ => throw new ModelException($"No fold of the kind {f.Fold}."),
            })),
        ]);
        return UnionAll.Of(single, several);
    }

    /// <summary>An expression over the records, where they are joined and their columns need the alias.</summary>
    private static Expr OfRecord(Expr value) => value is ColumnRef { Alias: null } column
        ? column with { Alias = "r" }
        : throw new ModelException($"Keys and fields of a fold must be columns of its records, not {value}.");

    private static Expr Merge(Fold fold, Expr fresh, Expr old) => fold switch
    {
        Fold.Newest => Sql.Coalesce(fresh, old),
        Fold.Least => new Call(Function.Least, [fresh, old], fresh.Type, true),
        Fold.Greatest => new Call(Function.Greatest, [fresh, old], fresh.Type, true),
        Fold.Ever => fresh | Sql.Coalesce(old, false),
        _ => throw new ModelException($"No fold of the kind {fold}."),
    };

    private static Query WithDerived(Query rows, Folded folded) => folded.Derived.Count == 0
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
