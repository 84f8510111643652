namespace Tracklake.Models.Incremental;

/// <summary>
/// Brings a table of things (<see cref="Folded"/>, <see cref="NewestRecord"/>) up to date key by key: the keys of the
/// records that came or went, and the rows of these keys from all their records. Right whatever the order in which
/// records come, and when some are taken away.
/// </summary>
public static class ChangedKeys
{
    /// <summary>The keys that changed records have. Reads <see cref="TablePart.Changed"/> of the model's sources.</summary>
    public static Query Touched(Model model)
    {
        var keys = KeysOf(model);
        var records = RecordsOf(model).Over(TablePart.Changed).As("r");
        return Query.From(records).GroupBy([.. keys.Select(k => records[k.Of])])
            .Select([.. keys.Select(k => TablePart.TouchedKey(k.Column).Is(records[k.Of]))]);
    }

    /// <summary>The rows of the touched keys. Reads the model's sources and its <see cref="TablePart.Touched"/>.
    /// </summary>
    public static Query Rows(Model model)
    {
        var records = RecordsOf(model);
        var (all, touched) = (records.As("a"), new TableSource(TablePart.Touched(model), "k"));
        var keys = KeysOf(model);
        var narrowed = Query.From(all)
            .Join(touched, TablePart.Matches(keys.Select(k => all[k.Of]), keys.Select(k => k.Column), touched))
            .Select([.. records.Columns.Select(c => c.Is(all[c]))])
            .AsShared("touched_records");
        var read = Query.From(narrowed).Select([.. records.Columns.Select(c => c.Is(narrowed[c]))]);
        return Refresh.Full(model.Materialization switch
        {
            Folded folded => folded with { Records = read },
            NewestRecord newest => newest with { Records = read },
            var other => throw Unkeyed(model, other),
        });
    }

    private static Query RecordsOf(Model model) => model.Materialization switch
    {
        Folded folded => folded.Records,
        NewestRecord newest => newest.Records,
        var other => throw Unkeyed(model, other),
    };

    /// <summary>The keys, as the table has them and as its records have them.</summary>
    private static IReadOnlyList<(Column Column, Column Of)> KeysOf(Model model) => model.Materialization switch
    {
        Folded folded => [.. folded.Keys.Select(k => (k.Column, ((ColumnRef)k.Value).Column))],
        NewestRecord newest => [.. newest.GroupBy.Select(k => (k, k))],
        var other => throw Unkeyed(model, other),
    };

    private static ModelException Unkeyed(Model model, Materialization other) =>
        new($"{model} is {other.GetType().Name}: it has no records of its own.");
}
