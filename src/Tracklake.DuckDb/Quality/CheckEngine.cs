using Tracklake.Models;
using Tracklake.Models.Checking;
using Tracklake.Models.Rendering;
using Tracklake.Pipeline;
using Tracklake.Quality;

namespace Tracklake.DuckDb.Quality;

/// <summary>Answers the queries of checks over tables or views under their qualified names.</summary>
/// <param name="session">Where they are; the rows that a run added to bronze, and the days that it
/// touched in a daily table, are <c>fresh.TABLE</c>.</param>
/// <param name="folder">Where the files of failing rows are written.</param>
public sealed class CheckEngine(DuckDbSession session, string folder) : ICheckEngine
{
    private const int Examples = 3;

    // 16 bytes a row while it is decided; more rows are grouped by the engine, which can spill.
    private const long MostHashed = 16_000_000;

    // Of fewer rows grouping costs nothing that could be saved.
    private const long LeastHashed = 100_000;

    private int _files;

    /// <summary>The statement of a query.</summary>
    public static string SqlOf(Query query, TableRefresh refresh) =>
        new DuckDbRenderer(table => NameOf(table, refresh)).Render(query);

    /// <summary>
    /// The queries that a query is asked by: two when the first of them reads no row, because what it asks stands in
    /// statistics.
    /// </summary>
    public IReadOnlyList<Query> StepsOf(Query query, TableRefresh refresh) =>
        StatisticsPart.Of(query) is var (known, scanned) && !ReadsRows(known, refresh) ? [known, scanned] : [query];

    /// <inheritdoc/>
    public IReadOnlyList<object?> Row(Query query, TableRefresh refresh)
    {
        var values = new Dictionary<string, object?>();
        foreach (var step in StepsOf(query, refresh))
        {
            foreach (var (column, value) in step.Columns.Zip(session.Row(SqlOf(step, refresh))))
                values.Add(column.Name, value);
        }
        return [.. query.Columns.Select(c => values[c.Name])];
    }

    /// <inheritdoc/>
    public bool ProvesUnique(Unique unique, Expr? scope, TableRefresh refresh, long rows)
    {
        if (rows is < LeastHashed or > MostHashed)
            return false;
        var hashes = new DistinctHashes((int)rows);
        foreach (var hash in session.Hashes(HashSqlOf(unique, scope, refresh)))
        {
            if (!hashes.Add(hash))
                return false;
        }
        return hashes.AllDiffer();
    }

    /// <inheritdoc/>
    public KeptRows Keep(Query query, TableRefresh refresh)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"failing-{_files++}.parquet");
        session.Execute($"COPY ({SqlOf(query, refresh)}) TO {DuckDbSession.Quoted(file)} (FORMAT parquet, COMPRESSION zstd)");
        var examples = session.Rows(
            $"SELECT CAST(to_json(e) AS VARCHAR) FROM (FROM read_parquet({DuckDbSession.Quoted(file)}) LIMIT {Examples}) AS e");
        return new KeptRows(file, [.. examples.Select(r => (string)r[0]!)]);
    }

    /// <summary>The statement that gives a hash of the columns of each row.</summary>
    public static string HashSqlOf(Unique unique, Expr? scope, TableRefresh refresh)
    {
        var renderer = new DuckDbRenderer();
        var columns = string.Join(", ", unique.Of.Select(c => renderer.Render(c)));
        var conditions = (unique.CountsMissing ? [] : unique.Of.Where(c => c.Nullable))
            .Select(c => renderer.Render(((Expr)c).IsNotNull()))
            .Concat(scope is null ? [] : [renderer.Render(scope)]);
        return $"SELECT hash({columns}) FROM {NameOf(refresh.Model, refresh)} WHERE {string.Join(" AND ", conditions.Append("TRUE"))}";
    }

    /// <summary>Whether an answer takes more than what the plan already has of it. Of a plan that joins what it reads with
    /// constants that is so, too.</summary>
    private bool ReadsRows(Query query, TableRefresh refresh)
    {
        var plan = string.Concat(session.Rows($"EXPLAIN (FORMAT json) {SqlOf(query, refresh)}").Select(r => (string)r[1]!));
        return !plan.Contains("\"COLUMN_DATA_SCAN\"", StringComparison.Ordinal)
            || plan.Contains("\"READ_PARQUET", StringComparison.Ordinal)
            || plan.Contains("\"SEQ_SCAN", StringComparison.Ordinal);
    }

    private static string NameOf(Table table, TableRefresh refresh) =>
        table == refresh.Model && refresh.Kind is RefreshKind.Append or RefreshKind.Days
            ? $"fresh.{table.Name}"
            : table.QualifiedName;
}
