using Tracklake.Models;
using Tracklake.Models.Rendering;

namespace Tracklake.DuckDb;

/// <summary>
/// Queries with what they share in temporary tables: those spill to disk, where the rows of a WITH stay in memory. What
/// later queries share as well is computed once for all of them.
/// </summary>
/// <param name="session">Where the temporary tables are made.</param>
internal sealed class SharedQueries(DuckDbSession session)
{
    private readonly Dictionary<string, string> _kept = [];

    /// <summary>Computes what a query shares and hands on the query that reads it.</summary>
    /// <param name="renderer">Renders the query.</param>
    /// <param name="query">The query.</param>
    /// <param name="later">Queries over the same tables that come later; what they share as well is kept for them.</param>
    /// <param name="run">Runs the SELECT.</param>
    public void Run(DuckDbRenderer renderer, Query query, IEnumerable<Query> later, Action<string> run)
    {
        var (shared, sql) = renderer.RenderSteps(query);
        foreach (var (alias, select) in shared)
        {
            if (_kept.GetValueOrDefault(alias) != select)
                session.Execute($"CREATE OR REPLACE TEMP TABLE {alias} AS\n{select}");
            _kept[alias] = select;
        }
        run(sql);
        if (_kept.Count == 0)
            return;
        var needed = later.SelectMany(q => renderer.RenderSteps(q).Shared).ToHashSet();
        foreach (var (alias, select) in _kept.Where(k => !needed.Contains((k.Key, k.Value))).ToList())
        {
            session.Execute($"DROP TABLE temp.{alias}");
            _kept.Remove(alias);
        }
    }
}
