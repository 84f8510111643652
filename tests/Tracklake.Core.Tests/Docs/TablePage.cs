using System.Text;
using Tracklake.Models;
using Tracklake.Models.Examples;
using Tracklake.Models.Rendering;
using Tracklake.Zones;

namespace Tracklake.Core.Tests.Docs;

/// <summary>The pages of docs/tables, one a table and an index: everything in them follows from the models.</summary>
internal static class TablePage
{
    public const string Index = "README.md";

    private const string Notice =
        "<!-- Written from the models. Do not edit: change the model, then run the tests with "
        + "TRACKLAKE_REWRITE_GOLDEN=1. -->\n";

    private const string SameInWarehouse =
        "- Lakehouse and warehouse have the same number of rows and the same checksum.\n";

    public static string NameOf(Model model) => $"{model.QualifiedName}.md";

    public static string Of(Model model)
    {
        var page = new StringBuilder(Notice);
        page.Append($"# {model.QualifiedName}\n\n{model.Description}\n\n");
        page.Append("| | |\n|---|---|\n");
        page.Append($"| key | {KeyOf(model)} |\n");
        page.Append($"| computed from | {string.Join(", ", model.Reads.Select(Link))} |\n");
        page.Append($"| read by | {ReadersOf(model)} |\n");
        page.Append($"| kept up to date | {UpkeepOf(model.Materialization)} |\n");
        AppendColumns(page, model);
        AppendChecks(page, model);
        AppendExamples(page, model);
        AppendSql(page, model);
        return page.ToString();
    }

    public static string OfIndex()
    {
        var page = new StringBuilder(Notice);
        page.Append("# Tables\n\nEvery table that a release holds, a page each. `./tracklake tables` lists them with "
            + "their row\ncounts, `./tracklake describe TABLE` describes one.\n");
        foreach (var layer in (Layer[])[Layer.Bronze, Layer.Silver, Layer.Gold])
        {
            page.Append($"\n## {layer}\n\n{MeaningOf(layer)}\n\n| table | a row is |\n|---|---|\n");
            foreach (var model in AllModels.InOrder.Where(m => m.Layer == layer))
                page.Append($"| {Link(model)} | {Cell(model.Description)} |\n");
        }
        page.Append("\n## Zones before bronze\n\nLanding writes each raw batch as Parquet, once as `processed` and "
            + "once as `transformed`: the same rows\nand columns, and those that are derived.\n\n");
        page.Append("| table | a row is | goes to | derived columns of `transformed` |\n|---|---|---|---|\n");
        foreach (var table in ProcessedTables.All)
        {
            var bronze = AllModels.InOrder.First(m => m.Materialization is Appended appended && appended.From == table);
            var derived = OrNone(Names(DerivedColumns.Of(table).Select(d => d.Column)));
            page.Append($"| `{table.Name}` | {Cell(table.Description)} | {Link(bronze)} | {derived} |\n");
        }
        return page.ToString();
    }

    private static string MeaningOf(Layer layer) => layer switch
    {
        Layer.Bronze => "Every record that was received, with the place of its bytes in raw. A run adds rows and "
            + "changes none.",
        Layer.Silver => "One row a thing, deduplicated and typed.",
        _ => "What dashboards read.",
    };

    private static string KeyOf(Model model) => model.Keys.Count == 0
        ? "none: a record that came twice is there twice"
        : Names(model.Keys);

    private static string ReadersOf(Model model) => OrNone(string.Join(
        ", ", AllModels.InOrder.Where(m => m.Reads.Contains(model)).Select(Link)));

    private static string OrNone(string text) => text.Length == 0 ? "none" : text;

    private static string Link(Table table) => table is Model model
        ? $"[{model.QualifiedName}]({NameOf(model)})"
        : $"`{table.QualifiedName}`";

    private static string UpkeepOf(Materialization materialization) => materialization switch
    {
        Appended => "the rows of new raw batches are added",
        Folded => "new records are folded into the row of their key; in full when a day comes late",
        NewestRecord newest => $"the rows of the newest record replace those with the same {Names(newest.GroupBy)}",
        ByDay byDay => $"the days (`{byDay.Day.Name}`) that new records touch are computed anew" + LookBackOf(byDay),
        Whole => "computed whole when a table that it reads has changed",
        _ => throw new InvalidOperationException($"No words for {materialization.GetType().Name}."),
    };

    private static string LookBackOf(ByDay byDay) => byDay.LookBack.Count == 0
        ? ""
        : $", and those {string.Join(" and ", byDay.LookBack)} days later, which compare with them";

    private static void AppendColumns(StringBuilder page, Model model)
    {
        page.Append("\n## Columns\n\n| column | type | null | what it says |\n|---|---|---|---|\n");
        foreach (var column in model.Columns)
        {
            var key = model.Keys.Any(k => k.Name == column.Name) ? " (key)" : "";
            var isNullable = column.Nullable ? "yes" : "no";
            page.Append($"| `{column.Name}`{key} | {column.Type} | {isNullable} | {Cell(column.Description)} |\n");
        }
        if (model.Columns.Any(c => c.IsProvenance))
            page.Append("\nColumns with a leading underscore say where a row came from. Checksums leave them out.\n");
    }

    private static void AppendChecks(StringBuilder page, Model model)
    {
        page.Append("\n## Checks\n\n");
        if (model.Layer == Layer.Bronze)
            page.Append("- The rows that a run adds are as many as in the processed and transformed files.\n");
        page.Append(model.Keys.Count == 0 ? "" : $"- No two rows have the same {KeyOf(model)}.\n");
        page.Append("- A column that says *no* under null has a value in every row.\n");
        if (model.Layer == Layer.Silver)
            page.Append("- It has not lost more of its rows than `quality.max_row_drop_percent`.\n");
        page.Append(SameInWarehouse);
        page.Append($"\nOwner: {CheckList.OwnerOf(model.Layer)}, unless `quality.owners` says another. "
            + "[Check data](../how-to/check-data.md) explains the kinds.\n");
        if (model.Checks.Count == 0)
            return;
        page.Append("\n| check | kind | what must hold | else |\n|---|---|---|---|\n");
        foreach (var check in model.Checks)
        {
            var outcome = check.Severity == Severity.Warning ? "warning" : "blocked";
            page.Append($"| `{check.Name}` | {check.Kind} | {Cell(check.Message)}{ToleranceOf(check)} | {outcome} |\n");
        }
    }

    private static string ToleranceOf(Check check) => (check.Kind, check.Tolerance) switch
    {
        ("null_share", _) or (_, { Rows: 0, Percent: 0 }) => "",
        (_, { Percent: 0 } tolerance) => $" {tolerance.Rows} rows may fail.",
        (_, var tolerance) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $" {tolerance.Percent} % of the rows may fail."),
    };

    private static void AppendExamples(StringBuilder page, Model model)
    {
        if (model.Examples.Count == 0)
            return;
        page.Append("\n## Examples\n\nThey are tests as well: `./tracklake test` runs them. Columns that are not shown "
            + "are null, or a plain value\nwhere they may not be.\n");
        foreach (var example in model.Examples)
        {
            page.Append($"\n### {example.Name}\n");
            foreach (var (step, index) in example.Steps.Select((s, i) => (s, i)))
            {
                var brings = index == 0 ? "Given" : "A later run brings";
                foreach (var given in step.Given)
                    page.Append($"\n{brings} {Link(given.Table)}:\n\n{TableOf(given.Rows)}");
                page.Append($"\n{(index == 0 ? "The table has" : "Then the table has")}:\n\n{TableOf(step.Expected!)}");
            }
        }
    }

    private static string TableOf(ExampleRows rows)
    {
        var lines = rows.Rows.Select(r => string.Join(" | ", r.Select(v => Cell(ExampleRows.Written(v)))));
        return $"| {string.Join(" | ", rows.Columns)} |\n|{string.Concat(rows.Columns.Select(_ => "---|"))}\n"
            + string.Concat(lines.Select(l => $"| {l} |\n"));
    }

    private static void AppendSql(StringBuilder page, Model model)
    {
        page.Append("\n## How it is computed\n\n");
        if (model.Materialization is Appended appended)
        {
            page.Append($"The rows of the processed table `{appended.From.Name}`, and the run that added them. Nothing "
                + "is changed on the way.\n");
            return;
        }
        if (model.Materialization is Folded folded)
            AppendFolds(page, folded);
        page.Append("The whole table, as DuckDB is asked for it:\n\n```sql\n");
        page.Append(new DuckDbRenderer().Render(Refresh.Full(model))).Append("\n```\n");
    }

    private static void AppendFolds(StringBuilder page, Folded folded)
    {
        page.Append("All records of a key become one row:\n\n");
        foreach (var fields in folded.Fields.GroupBy(f => f.Fold, f => f.Column))
            page.Append($"- {MeaningOf(fields.Key)}: {Names(fields)}\n");
        if (folded.Derived.Count > 0)
            page.Append($"- computed from these: {Names(folded.Derived.Select(d => d.Column))}\n");
        page.Append('\n');
    }

    private static string MeaningOf(Fold fold) => fold switch
    {
        Fold.Newest => "the newest value that is there",
        Fold.Least => "the least",
        Fold.Greatest => "the greatest",
        Fold.Ever => "whether it ever was true",
        _ => throw new InvalidOperationException($"No words for {fold}."),
    };

    private static string Names(IEnumerable<Column> columns) => string.Join(", ", columns.Select(c => $"`{c.Name}`"));

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
