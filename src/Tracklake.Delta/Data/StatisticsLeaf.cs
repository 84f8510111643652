using DuckDB.NET.Data;

namespace Tracklake.Delta;

/// <summary>A leaf column's bounds as JSON, and its nulls.</summary>
internal readonly record struct LeafBounds(string? Min, string? Max, long Nulls);

/// <summary>A column, or a field within structs, of which statistics are kept; <c>Path</c> leads to it.</summary>
internal sealed record StatisticsLeaf(IReadOnlyList<string> Path, DeltaType Type, string Sql)
{
    /// <summary>Whether DuckDB can answer for the column from the footer alone: top-level, of a type that sorts the same
    /// everywhere.</summary>
    public bool IsInFooter => Path.Count == 1 && Type is DeltaDecimal
        or DeltaPrimitive { Name: "long" or "integer" or "short" or "byte" or "date" or "timestamp" };

    /// <summary>Whether a footer may hold what is wanted of the column, though DuckDB does not answer from it: the bounds
    /// of texts, the nulls of truth values.</summary>
    public bool IsSaidInFooter => Path.Count == 1 && (Type == DeltaType.String || Type == DeltaType.Boolean);

    private bool IsReal => Type is DeltaPrimitive { Name: "float" or "double" };

    private bool HasBounds => Type is DeltaDecimal or DeltaPrimitive { Name: not ("boolean" or "binary") };

    public IEnumerable<string> Aggregates
    {
        get
        {
            yield return $"count({Sql})";
            if (!HasBounds) yield break;
            if (IsReal) yield return $"count(*) FILTER (WHERE NOT isfinite({Sql}))";
            yield return AsText($"min({Sql})");
            yield return AsText($"max({Sql})");
        }
    }

    public LeafBounds Read(DuckDBDataReader reader, long rows, ref int at)
    {
        var nulls = rows - reader.GetInt64(at++);
        if (!HasBounds) return new LeafBounds(null, null, nulls);
        // Spark sorts NaN above all numbers and other engines do not: no bounds at all are the only safe ones.
        var odd = IsReal && reader.GetInt64(at++) > 0;
        var min = reader.IsDBNull(at) ? null : reader.GetString(at);
        var max = reader.IsDBNull(at + 1) ? null : reader.GetString(at + 1);
        at += 2;
        return odd || min is null || max is null ? new LeafBounds(null, null, nulls) : Bounds(min, max, nulls);
    }

    public LeafBounds Bounds(string min, string max, long nulls) =>
        new(StatisticsBounds.Min(Type, min), StatisticsBounds.Max(Type, max), nulls);

    private string AsText(string aggregate) => Type switch
    {
        DeltaPrimitive { Name: "string" } => aggregate,
        DeltaPrimitive { Name: "timestamp" or "timestamp_ntz" } => $"CAST(epoch_us({aggregate}) AS VARCHAR)",
        _ => $"CAST({aggregate} AS VARCHAR)",
    };
}

/// <summary>What a footer itself says of texts, where every row group says that its bounds are exact, and of truth
/// values.</summary>
internal static class FooterBounds
{
    public static Dictionary<StatisticsLeaf, LeafBounds> Read(
        DuckDBConnection connection, string path, List<StatisticsLeaf> leaves)
    {
        if (leaves.Count == 0) return [];
        // Row groups of nothing but nulls have no bounds; any other group without exact ones spoils the column.
        var sql = $"""
            SELECT path_in_schema, min(stats_min_value), max(stats_max_value), sum(stats_null_count)::BIGINT
            FROM parquet_metadata({Tracklake.Delta.Sql.GlobPath(path)})
            WHERE type IN ('BYTE_ARRAY', 'BOOLEAN') GROUP BY path_in_schema
            HAVING bool_and(stats_null_count IS NOT NULL AND (type = 'BOOLEAN' OR stats_null_count = num_values
                OR (stats_min_value IS NOT NULL AND stats_max_value IS NOT NULL AND coalesce(min_is_exact AND max_is_exact, false))))
            """;
        var byName = leaves.ToDictionary(l => l.Path[0]);
        return Engine.Query(connection, sql, r => (Name: r.GetString(0), Nulls: r.GetInt64(3),
                Min: r.IsDBNull(1) ? null : r.GetString(1), Max: r.IsDBNull(2) ? null : r.GetString(2)))
            .Where(c => byName.ContainsKey(c.Name))
            .ToDictionary(c => byName[c.Name], c => byName[c.Name].Type == DeltaType.Boolean || c.Min is null || c.Max is null
                ? new LeafBounds(null, null, c.Nulls)
                : byName[c.Name].Bounds(c.Min, c.Max, c.Nulls));
    }
}
