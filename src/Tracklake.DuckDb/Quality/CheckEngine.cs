using Tracklake.Models;
using Tracklake.Models.Rendering;
using Tracklake.Pipeline;
using Tracklake.Quality;

namespace Tracklake.DuckDb.Quality;

/// <summary>Answers the queries of checks over views of the tables under their qualified names.</summary>
/// <param name="session">Where the views are; those of rows that a run added are <c>fresh.TABLE</c>.</param>
/// <param name="folder">Where the files of failing rows are written.</param>
internal sealed class CheckEngine(DuckDbSession session, string folder) : ICheckEngine
{
    private const int Examples = 3;

    private int _files;

    public IReadOnlyList<object?> Row(Query query, TableRefresh refresh) => session.Row(SqlOf(query, refresh));

    public KeptRows Keep(Query query, TableRefresh refresh)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"failing-{_files++}.parquet");
        session.Execute($"COPY ({SqlOf(query, refresh)}) TO {DuckDbSession.Quoted(file)} (FORMAT parquet, COMPRESSION zstd)");
        var examples = session.Rows(
            $"SELECT CAST(to_json(e) AS VARCHAR) FROM (FROM read_parquet({DuckDbSession.Quoted(file)}) LIMIT {Examples}) AS e");
        return new KeptRows(file, [.. examples.Select(r => (string)r[0]!)]);
    }

    /// <summary>The statement that a query is asked by.</summary>
    public static string SqlOf(Query query, TableRefresh refresh) => new DuckDbRenderer(
        table => table == refresh.Model && refresh.Kind == RefreshKind.Append ? $"fresh.{table.Name}" : table.QualifiedName)
        .Render(query);
}
