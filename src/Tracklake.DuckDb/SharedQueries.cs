using Tracklake.Models;
using Tracklake.Models.Rendering;

namespace Tracklake.DuckDb;

/// <summary>
/// Queries with what they share in temporary tables: those spill to disk, where the rows of a WITH stay in memory.
/// </summary>
internal static class SharedQueries
{
    /// <summary>Computes what a query shares and hands on the query that reads it.</summary>
    /// <param name="session">Where the temporary tables are made; they are gone afterwards.</param>
    /// <param name="renderer">Renders the query.</param>
    /// <param name="query">The query.</param>
    /// <param name="run">Runs the SELECT.</param>
    public static void Run(DuckDbSession session, DuckDbRenderer renderer, Query query, Action<string> run)
    {
        var (shared, sql) = renderer.RenderSteps(query);
        foreach (var (alias, select) in shared)
            session.Execute($"CREATE OR REPLACE TEMP TABLE {alias} AS\n{select}");
        run(sql);
        foreach (var (alias, _) in shared)
            session.Execute($"DROP TABLE temp.{alias}");
    }
}
