using Tracklake.Models;

namespace Tracklake.Lineage;

/// <summary>What the columns and the rows of a model follow from, from its definition alone.</summary>
internal static class ModelLineage
{
    /// <summary>The origins of every column and of the rows.</summary>
    public static QueryOrigins Of(Model model) => model.Materialization switch
    {
        Appended appended => Of(appended),
        Folded folded => Of(folded),
        NewestRecord newest => Of(newest),
        ByDay byDay => QueryLineage.Of(byDay.Query),
        Whole whole => QueryLineage.Of(whole.Query),
        var other => throw new ModelException($"No lineage is known of a table that is {other.GetType().Name}."),
    };

    private static QueryOrigins Of(Appended appended)
    {
        var columns = appended.From.Columns.ToDictionary(
            c => c.Name,
            c => (IReadOnlyList<Origin>)[new Origin(new ColumnAddress(appended.From, c.Name), Influence.Copied, "")]);
        // The number comes from the run, not from any record.
        columns.Add(Appended.RunId.Name, []);
        return new QueryOrigins(columns, [new Origin(ColumnAddress.RowsOf(appended.From), Influence.Rows, "")]);
    }

    private static QueryOrigins Of(Folded folded)
    {
        var records = QueryLineage.Of(folded.Records);
        IReadOnlyList<Origin> OfRecords(Expr value) =>
            QueryLineage.Of(value, c => records.Columns[c.Column.Name], records.Rows);

        var columns = folded.Keys.ToDictionary(k => k.Column.Name, k => OfRecords(k.Value));
        foreach (var field in folded.Fields)
            columns.Add(field.Column.Name, Fold(field));
        var rows = records.Rows.Select(o => o.Then(Influence.Rows, ""))
            .Concat(folded.Keys.SelectMany(k => OfRecords(k.Value)).Select(o => o.Then(Influence.Groups, "")));
        foreach (var derived in folded.Derived)
        {
            columns.Add(
                derived.Column.Name, QueryLineage.Of(derived.Value, c => columns[c.Column.Name], records.Rows));
        }
        return new QueryOrigins(columns, Origin.Merged(rows));

        IReadOnlyList<Origin> Fold(FoldedField field)
        {
            var text = $"{Word(field.Fold)} {ExpressionText.Bare(field.Value)}";
            var values = OfRecords(field.Value).Select(o => o.Then(Influence.Aggregated, text));
            var order = field.Fold == Models.Fold.Newest ? OrderOf(records) : [];
            return Origin.Merged(values.Concat(order));
        }
    }

    private static QueryOrigins Of(NewestRecord newest)
    {
        var records = QueryLineage.Of(newest.Records);
        IReadOnlyList<Origin> OfRecords(Expr value) =>
            QueryLineage.Of(value, c => records.Columns[c.Column.Name], records.Rows);

        var rows = records.Rows
            .Concat(newest.GroupBy.SelectMany(c => OfRecords(c)).Select(o => o.Then(Influence.Groups, "")))
            .Concat(OrderOf(records));
        return new QueryOrigins(
            newest.Outputs.ToDictionary(o => o.Column.Name, o => OfRecords(o.Value)), Origin.Merged(rows));
    }

    private static IEnumerable<Origin> OrderOf(QueryOrigins records) =>
        RecordOrder.Columns.SelectMany(c => records.Columns[c.Name]).Select(o => o.Then(Influence.Orders, ""));

    private static string Word(Fold fold) => fold switch
    {
        Fold.Newest => "newest",
        Fold.Least => "least",
        Fold.Greatest => "greatest",
        Fold.Ever => "ever",
        _ => throw new ModelException($"No fold of the kind {fold}."),
    };
}
