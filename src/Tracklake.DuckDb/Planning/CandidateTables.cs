using Tracklake.DuckDb.Lakehouse;
using Tracklake.Models;
using Tracklake.Models.Gold;
using Tracklake.Models.Rendering;
using Tracklake.Pipeline;
using Tracklake.Releases;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Planning;

/// <summary>What a trial of changes is made of.</summary>
/// <param name="Models">The models as they are now, each after those that it reads.</param>
/// <param name="Released">The release to compare with.</param>
/// <param name="Batches">What is brought in besides, landed.</param>
/// <param name="Earlier">All that is landed and released; asked for when a bronze table itself is changed.</param>
public sealed record Trial(
    IReadOnlyList<Model> Models, Release Released, IReadOnlyList<LandedBatch> Batches,
    Func<IReadOnlyList<LandedBatch>> Earlier);

/// <summary>
/// The tables that models and batches would give, computed in full beside the released ones in an engine of its own:
/// those that nothing touches are views of the release. Nothing that is there is written.
/// </summary>
/// <param name="session">The engine; what it computes is in its own file.</param>
/// <param name="lake">The released tables.</param>
/// <param name="pathOf">The file of a landed object.</param>
/// <param name="trial">What is tried.</param>
internal sealed class CandidateTables(DuckDbSession session, LakeTables lake, Func<string, string> pathOf, Trial trial)
{
    private const long TrialRun = 0;

    private readonly HashSet<Table> _touched = [];
    private readonly List<Model> _made = [];

    /// <summary>Where the released table of a model is found.</summary>
    public static string ReleasedName(Model model) =>
        $"released.{model.Layer.ToString().ToLowerInvariant()}_{model.Name}";

    /// <summary>Makes the tables, each after those that it reads; gives those that something touches.</summary>
    /// <param name="only">The table to end with; null for all.</param>
    /// <param name="cancellationToken">Ends it between two tables.</param>
    public IReadOnlyList<Model> Make(Model? only, CancellationToken cancellationToken)
    {
        foreach (var schema in (string[])["bronze", "silver", "gold", "meta", "released"])
            session.Execute($"CREATE SCHEMA {schema}");
        var needed = only is null ? trial.Models : NeededFor(only);
        foreach (var model in needed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Make(model);
            _made.Add(model);
        }
        return [.. needed.Where(_touched.Contains)];
    }

    /// <summary>A table and all that it is computed from; counts are computed from all.</summary>
    private IReadOnlyList<Model> NeededFor(Model only)
    {
        if (only.Reads.Contains(TableCounts.Table))
            return trial.Models;
        var needed = new HashSet<Table> { only };
        // From the end: a table stands after those that it reads.
        foreach (var model in trial.Models.Reverse())
        {
            if (needed.Contains(model))
                needed.UnionWith(model.Reads);
        }
        return [.. trial.Models.Where(needed.Contains)];
    }

    private void Make(Model model)
    {
        var released = trial.Released.Tables.GetValueOrDefault(model.QualifiedName);
        if (released is not null)
        {
            session.Execute(
                $"CREATE VIEW {ReleasedName(model)} AS SELECT * FROM {lake.Of(model, trial.Released).ToSql()}");
        }
        var isChanged = released?.Definition != RefreshPlan.DefinitionOf(model);
        if (model.Materialization is Appended appended)
        {
            MakeBronze(model, appended, isChanged);
            return;
        }
        if (model.Reads.Contains(TableCounts.Table))
            MakeCounts();
        if (!isChanged && !model.Reads.Any(_touched.Contains))
        {
            session.Execute($"CREATE VIEW {model.QualifiedName} AS SELECT * FROM {ReleasedName(model)}");
            return;
        }
        _touched.Add(model);
        session.Execute($"CREATE TABLE {model.QualifiedName} AS\n{new DuckDbRenderer().Render(Refresh.Full(model))}");
    }

    private void MakeBronze(Model model, Appended appended, bool isChanged)
    {
        var batches = isChanged ? trial.Earlier().Concat(trial.Batches) : trial.Batches;
        var files = batches.SelectMany(b => b.Files)
            .Where(f => f.Zone == LandedKeys.Processed && f.Table == appended.From.Name && f.Rows > 0)
            .Select(f => pathOf(f.Key)).ToList();
        if (isChanged || files.Count > 0)
            _touched.Add(model);
        var columns = string.Join(", ", appended.From.Columns.Select(c => c.Name));
        var parts = new List<string>();
        if (!isChanged)
            parts.Add($"SELECT {columns}, {Appended.RunId.Name} FROM {ReleasedName(model)}");
        if (files.Count > 0)
        {
            parts.Add($"SELECT {columns}, CAST({TrialRun} AS BIGINT) AS {Appended.RunId.Name} "
                + $"FROM read_parquet({DuckDbSession.FileList(files)})");
        }
        if (parts.Count == 0)
        {
            var none = model.Columns.Select(c => $"CAST(NULL AS {DuckDbRenderer.TypeName(c.Type)}) AS {c.Name}");
            parts.Add($"SELECT {string.Join(", ", none)} WHERE FALSE");
        }
        session.Execute($"CREATE VIEW {model.QualifiedName} AS {string.Join(" UNION ALL ", parts)}");
    }

    private void MakeCounts()
    {
        var rows = _made.Select(m =>
            $"SELECT '{m.Layer.ToString().ToLowerInvariant()}' AS layer, '{m.Name}' AS table_name, "
            + $"count(*) AS row_count FROM {m.QualifiedName}");
        session.Execute($"CREATE TABLE {TableCounts.Table.QualifiedName} AS {string.Join(" UNION ALL ", rows)}");
        if (_touched.Count > 0)
            _touched.Add(TableCounts.Table);
    }
}
