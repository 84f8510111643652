using System.Globalization;
using Tracklake.Models.Bronze;
using Tracklake.Models.Gold;
using Tracklake.Models.Rendering;
using Tracklake.Zones;

namespace Tracklake.Models.Scripts;

/// <summary>
/// All models as a script that a platform runs, one statement a file: schemas, processed tables, bronze, silver, gold.
/// It can be run again at any time, after being cut off too, and gives the same tables.
/// </summary>
public static class ModelScript
{
    private static readonly IReadOnlyList<Layer> Schemas =
        [Layer.Processed, Layer.Bronze, Layer.Silver, Layer.Gold, Layer.Meta];

    /// <summary>The files, in the order in which they are run.</summary>
    /// <param name="dialect">Which platform runs them.</param>
    /// <param name="options">What they are to do.</param>
    /// <exception cref="ModelException">The dialect cannot say a model.</exception>
    public static IReadOnlyList<ScriptFile> Of(Dialect dialect, ScriptOptions options)
    {
        var platform = Platform.Of(dialect);
        var end = platform.ClosesStatements ? ";\n" : "\n";
        return
        [
            .. Statements(platform, options).Select((s, i) => new ScriptFile(
                string.Create(CultureInfo.InvariantCulture, $"{i + 1:000}_{s.Name}.sql"), s.Sql + end)),
        ];
    }

    private static IEnumerable<Statement> Statements(Platform platform, ScriptOptions options)
    {
        IEnumerable<Statement> script =
        [
            .. platform.Session(),
            .. Schemas.Select(Platform.CreateSchema),
            .. options.Stage is { } stage
                ? platform.PrepareStage(stage).Concat(ProcessedTables.All.SelectMany(t => platform.FromStage(t, stage)))
                : ProcessedTables.All.SelectMany(platform.CreateIfMissing),
            .. BronzeTables.All.SelectMany(b =>
                platform.CreateIfMissing(b).Append(platform.Append(b, NotLoaded(b)))),
        ];
        var merges = options.IsIncremental && platform.HasMerge;
        var folded = AllModels.InOrder.Where(m => merges && m.Materialization is Folded).ToList();
        var fresh = folded.SelectMany(m => m.Reads).OfType<BronzeTable>().Distinct()
            .Select(b => platform.ReplaceView(FreshRows.Of(b), Newest(b)));
        var computed = AllModels.InOrder.Where(m => m.Materialization is not Appended).SelectMany(m => Before(platform, m)
            .Concat(folded.Contains(m) ? [platform.Merge(m)] : platform.Replace(m, Refresh.Full(m))));
        return script.Concat(fresh).Concat(computed);
    }

    /// <summary>
    /// The rows of the raw objects that bronze has not taken in, under the number of the next run. An object is landed
    /// whole, so that the name of it says whether its rows are there.
    /// </summary>
    private static Select NotLoaded(BronzeTable bronze)
    {
        var rows = new TableSource(bronze.From, "p");
        var loaded = Query.From(bronze).GroupBy(Provenance.SourceObject)
            .Select(Provenance.SourceObject.Is(Provenance.SourceObject))
            .As("b");
        var run = Query.From(bronze).Select(Appended.RunId.Is(
            Sql.Coalesce(Sql.Max(Appended.RunId), ((Expr)0).As(DataType.Int64)) + 1)).As("r");
        return Query.From(rows)
            .LeftJoin(loaded, loaded[Provenance.SourceObject].Eq(rows[Provenance.SourceObject]))
            .Join(run, on: true)
            .Where(loaded[Provenance.SourceObject].IsNull())
            .Select([.. bronze.From.Columns.Select(c => c.Is(rows[c])), Appended.RunId.Is(run[Appended.RunId])]);
    }

    /// <summary>The rows that the last run added.</summary>
    private static Select Newest(BronzeTable bronze)
    {
        var rows = new TableSource(bronze, "b");
        var last = Query.From(bronze).Select(Appended.RunId.Is(Sql.Max(Appended.RunId))).As("r");
        return Query.From(rows).Join(last, rows[Appended.RunId].Eq(last[Appended.RunId]))
            .Select([.. bronze.Columns.Select(c => c.Is(rows[c]))]);
    }

    /// <summary>What a model needs to know of the tables before it: their row counts.</summary>
    private static IEnumerable<Statement> Before(Platform platform, Model model) =>
        model.Reads.Contains(TableCounts.Table) ? platform.Replace(TableCounts.Table, RowCounts(model)) : [];

    private static UnionAll RowCounts(Model reader) => UnionAll.Of(
    [
        .. AllModels.InOrder.TakeWhile(m => m != reader).Select(m => Query.From(m).Select(
            TableCounts.OfLayer.Is(m.Layer.ToString().ToLowerInvariant()),
            TableCounts.OfTable.Is(m.Name),
            TableCounts.RowCount.Is(Sql.Count()))),
    ]);
}
