using Tracklake.Models;
using Tracklake.Models.Checking;
using Tracklake.Pipeline;

namespace Tracklake.Quality;

/// <summary>Where the queries of checks are answered: an engine that has the tables.</summary>
public interface ICheckEngine
{
    /// <summary>The first row of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="refresh">The table that is checked. Of one that rows were added to, only these are read.</param>
    IReadOnlyList<object?> Row(Query query, TableRefresh refresh);

    /// <summary>
    /// Whether the engine can prove, in one scan and for less than grouping costs, that no two rows share their values.
    /// False when it cannot: that they do is then found out by a query.
    /// </summary>
    /// <param name="unique">The columns.</param>
    /// <param name="scope">The rows that are looked at; null for all.</param>
    /// <param name="refresh">The table that is checked, as in <see cref="Row"/>.</param>
    /// <param name="rows">Number of rows that are looked at.</param>
    bool ProvesUnique(Unique unique, Expr? scope, TableRefresh refresh, long rows);

    /// <summary>Writes all rows of a query to a Parquet file.</summary>
    /// <param name="query">The query.</param>
    /// <param name="refresh">The table that is checked, as in <see cref="Row"/>.</param>
    /// <returns>The file, which is the caller's, and a few of the rows.</returns>
    KeptRows Keep(Query query, TableRefresh refresh);
}

/// <summary>The failing rows of a check.</summary>
/// <param name="File">The Parquet file that holds all of them.</param>
/// <param name="Examples">A few of them as JSON objects.</param>
public sealed record KeptRows(string File, IReadOnlyList<string> Examples);

/// <summary>What checks go by.</summary>
public sealed record CheckRequest
{
    /// <summary>The time of the run.</summary>
    public required CheckTime Time { get; init; }

    /// <summary>The last runs; null outside of a run, where checks that compare runs are left out.</summary>
    public CheckHistory? History { get; init; }

    /// <summary>Whether the run brings several loads of one source and day.</summary>
    public bool HasSeveralLoads { get; init; }

    /// <summary>The owners of layers, where they are others than the default.</summary>
    public IReadOnlyDictionary<string, string> Owners { get; init; } = new Dictionary<string, string>();

    /// <summary>The owner of a layer's checks.</summary>
    public string OwnerOf(Layer layer) =>
        Owners.GetValueOrDefault(layer.ToString().ToLowerInvariant()) ?? CheckList.OwnerOf(layer);
}
