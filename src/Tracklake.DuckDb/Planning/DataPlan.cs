using Tracklake.DuckDb.Lakehouse;
using Tracklake.Models;
using Tracklake.Pipeline;

namespace Tracklake.DuckDb.Planning;

/// <summary>
/// Shows what changed models and waiting batches would do to the released tables, row by row: computes them beside the
/// release in an engine of its own and compares.
/// </summary>
/// <param name="lake">The released tables.</param>
/// <param name="settings">How the engine is opened; its file is in the temporary folder.</param>
/// <param name="pathOf">The file of a landed object.</param>
public sealed class DataPlan(LakeTables lake, DuckDbSettings settings, Func<string, string> pathOf)
{
    private const int Examples = 3;

    /// <summary>The tables that something touches, in order; also those whose rows turn out to be the same.</summary>
    /// <param name="trial">What is tried.</param>
    /// <param name="only">The only table to compare; null for all.</param>
    /// <param name="cancellationToken">Ends the trial.</param>
    public IReadOnlyList<TableChange> Run(Trial trial, Model? only, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(settings.TemporaryFolder);
        var file = Path.Combine(settings.TemporaryFolder, "plan.duckdb");
        try
        {
            using var session = DuckDbSession.OfFile(file, settings);
            var touched = new CandidateTables(session, lake, pathOf, trial).Make(only, cancellationToken);
            var comparison = new TableComparison(session, Examples);
            var changes = new List<TableChange>();
            foreach (var model in touched.Where(m => only is null || m == only))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var released = trial.Released.Tables.GetValueOrDefault(model.QualifiedName);
                var isAppended = model.Materialization is Appended
                    && released?.Definition == RefreshPlan.DefinitionOf(model);
                changes.Add(comparison.Compare(model, released is not null, isAppended));
            }
            return changes;
        }
        finally
        {
            foreach (var left in (string[])[file, file + ".wal"])
                File.Delete(left);
        }
    }
}
