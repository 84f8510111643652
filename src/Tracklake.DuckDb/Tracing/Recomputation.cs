using Tracklake.Models;
using Tracklake.Models.Bronze;
using Tracklake.Models.Gold;
using Tracklake.Models.Rendering;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Tracing;

/// <summary>
/// Computes tables again from landed records alone, model by model, and keeps of each the wanted rows: others are only
/// partly there, because not all that they follow from is.
/// </summary>
internal sealed class Recomputation(DuckDbSession session, WantedRows wanted)
{
    private const string Schema = "again";

    private static readonly DuckDbRenderer Renderer = new(NameOf);

    /// <summary>The name of a table that was computed again.</summary>
    public static string NameOf(Table table) => $"{Schema}.{table.Layer.ToString().ToLowerInvariant()}_{table.Name}";

    /// <summary>Computes the tables that have wanted rows, and empty ones beside them where a definition reads
    /// them.</summary>
    /// <param name="models">All models, each after those that it reads.</param>
    /// <param name="files">The landed files of a processed table.</param>
    /// <param name="cancellationToken">Ends the work between two tables.</param>
    public void Run(
        IReadOnlyList<Model> models, Func<ProcessedTable, IReadOnlyList<string>> files,
        CancellationToken cancellationToken)
    {
        session.Execute($"DROP SCHEMA IF EXISTS {Schema} CASCADE; CREATE SCHEMA {Schema}");
        var needed = models.Where(m => wanted.Count(m) > 0).ToList();
        var read = needed.SelectMany(m => m.Reads).ToHashSet();
        foreach (var model in models)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (wanted.Count(model) == 0)
            {
                if (read.Contains(model))
                    session.Execute($"CREATE TABLE {NameOf(model)} AS {NoRows(model)}");
                continue;
            }
            if (model is LayerRowCounts)
                Count(needed);
            var select = model is BronzeTable bronze ? Landed(bronze, files) : Computed(model);
            session.Execute($"CREATE TABLE {NameOf(model)} AS {select ?? NoRows(model)}");
        }
    }

    private static string Computed(Model model) =>
        $"SELECT c.* FROM (\n{Renderer.Render(Refresh.Full(model))}\n) AS c SEMI JOIN {WantedRows.NameOf(model)} AS w "
        + $"ON {RowIdentity.Same(RowIdentity.Of(model), "c", "w")}";

    /// <summary>The number of the run is no part of a record: it is what the release says.</summary>
    private static string? Landed(BronzeTable bronze, Func<ProcessedTable, IReadOnlyList<string>> files)
    {
        var paths = files(bronze.From);
        var identity = RowIdentity.Of(bronze);
        return paths.Count == 0
            ? null
            : $"SELECT {RowIdentity.List(bronze.From.Columns, "p.")}, b.{Appended.RunId.Name} "
                + $"FROM read_parquet({DuckDbSession.FileList(paths)}, hive_partitioning = false) AS p "
                + $"JOIN (SELECT DISTINCT {RowIdentity.List([.. identity, Appended.RunId])} "
                + $"FROM ({WantedRows.RowsOf(bronze)})) AS b "
                + $"ON {RowIdentity.Same(identity, "p", "b")}";
    }

    private void Count(IReadOnlyList<Model> needed)
    {
        // The wanted counts, also those of tables that have no rows and of which none can be wanted.
        var counts = string.Join("\n", needed.Where(m => m is not LayerRowCounts).Select(m =>
            $"WHEN '{m.QualifiedName}' THEN (SELECT count(*) FROM {NameOf(m)})"));
        session.Execute(
            $"CREATE TABLE {NameOf(TableCounts.Table)} AS SELECT layer, table_name, "
            + $"CASE layer || '.' || table_name {(counts.Length == 0 ? "WHEN '' THEN 0" : counts)} "
            + $"ELSE 0 END AS row_count "
            + $"FROM {WantedRows.NameOf(TableCounts.Table)}");
    }

    private static string NoRows(Table table) => "SELECT "
        + string.Join(", ", table.Columns.Select(c => $"CAST(NULL AS {DuckDbRenderer.TypeName(c.Type)}) AS {c.Name}"))
        + " WHERE FALSE";
}
