using System.Globalization;
using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;

namespace Tracklake.Delta;

/// <summary>Statistics of a written file, and the rows in it that break a rule (by index into the rules).</summary>
internal sealed record FileMeasure(long Rows, string Stats, IReadOnlyList<long> Broken);

/// <summary>
/// Measures written files in one pass over them (protocol: Per-file Statistics). The writer's own RETURN_STATS are not
/// used: their bounds and their flag for NaN are wrong when a file has several row groups.
/// </summary>
internal sealed class StatisticsQuery
{
    private const int IndexedLeaves = 32;
    private readonly List<Leaf> _leaves = [];
    private readonly IReadOnlyList<RowRule> _rules;
    private readonly string _select;

    public StatisticsQuery(DeltaSchema schema, IReadOnlyList<string> partitionColumns, int indexedLeaves = IndexedLeaves,
        IReadOnlyList<RowRule>? rules = null)
    {
        _rules = rules ?? [];
        foreach (var field in schema.Fields.Where(f => !partitionColumns.Contains(f.Name, StringComparer.OrdinalIgnoreCase)))
            Collect(field, [], null, indexedLeaves);
        var columns = new List<string> { "count(*)" };
        columns.AddRange(_rules.Select(r => $"count(*) FILTER (WHERE {r.Broken})"));
        foreach (var leaf in _leaves) columns.AddRange(leaf.Aggregates);
        _select = string.Join(", ", columns);
    }

    /// <summary>Measures the files, by path; a file without rows is not in the answer.</summary>
    /// <param name="connection">Where the query runs.</param>
    /// <param name="paths">The files.</param>
    /// <param name="partitions">Columns for the rules that are in the files' folders only: SQL over the folders' keys.
    /// </param>
    public Dictionary<string, FileMeasure> Measure(
        DuckDBConnection connection, IReadOnlyList<string> paths, string? partitions = null)
    {
        // Grouping by a text costs more than the aggregates themselves, so a single file goes without.
        var hive = partitions is null ? "hive_partitioning = false" : "hive_partitioning = true, hive_types_autocast = false";
        var file = paths.Count == 1 ? "" : ", filename = '__delta_file'";
        var rows = $"read_parquet({Sql.GlobPaths(paths)}, {hive}{file})";
        if (partitions is not null) rows = $"(SELECT *, {partitions} FROM {rows})";
        var sql = paths.Count == 1
            ? $"SELECT {Sql.Text(paths[0])}, {_select} FROM {rows}"
            : $"SELECT __delta_file, {_select} FROM {rows} GROUP BY __delta_file";
        return Engine.Query(connection, sql, r => (Path: r.GetString(0), Measure: Read(r)))
            .ToDictionary(m => m.Path, m => m.Measure);
    }

    private FileMeasure Read(DuckDBDataReader reader)
    {
        var at = 1;
        var rows = reader.GetInt64(at++);
        var broken = _rules.Select(_ => reader.GetInt64(at++)).ToArray();
        var bounds = _leaves.Select(leaf => leaf.Read(reader, rows, ref at)).ToList();
        return new FileMeasure(rows, Json(rows, bounds), broken);
    }

    private string Json(long rows, List<LeafBounds> bounds)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, LogJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteNumber("numRecords", rows);
            Bag(json, "minValues", bounds.ConvertAll(b => b.Min));
            Bag(json, "maxValues", bounds.ConvertAll(b => b.Max));
            Bag(json, "nullCount", bounds.ConvertAll(b => (string?)b.Nulls.ToString(CultureInfo.InvariantCulture)));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    // Leaves come in the order of the schema, so that a struct's leaves are neighbours.
    private void Bag(Utf8JsonWriter json, string name, List<string?> values)
    {
        json.WriteStartObject(name);
        var open = new List<string>();
        for (var i = 0; i < _leaves.Count; i++)
        {
            if (values[i] is not { } value) continue;
            var path = _leaves[i].Path;
            var shared = 0;
            while (shared < open.Count && shared < path.Count - 1 && open[shared] == path[shared]) shared++;
            for (; open.Count > shared; open.RemoveAt(open.Count - 1)) json.WriteEndObject();
            for (; open.Count < path.Count - 1; open.Add(path[open.Count])) json.WriteStartObject(path[open.Count]);
            json.WritePropertyName(path[^1]);
            json.WriteRawValue(value);
        }

        for (; open.Count > 0; open.RemoveAt(open.Count - 1)) json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Collect(DeltaField field, IReadOnlyList<string> parents, string? within, int limit)
    {
        var sql = within is null ? Sql.Name(field.Name) : $"struct_extract({within}, {Sql.Text(field.Name)})";
        IReadOnlyList<string> path = [.. parents, field.Name];
        if (field.Type is DeltaStruct row)
        {
            foreach (var child in row.Fields) Collect(child, path, sql, limit);
        }
        else if (_leaves.Count < limit && field.Type != DeltaType.Void)
        {
            _leaves.Add(new Leaf(path, field.Type, sql));
        }
    }

    private readonly record struct LeafBounds(string? Min, string? Max, long Nulls);

    private sealed record Leaf(IReadOnlyList<string> Path, DeltaType Type, string Sql)
    {
        private bool IsReal => Type is DeltaPrimitive { Name: "float" or "double" };

        private bool HasBounds =>
            Type is DeltaDecimal or DeltaPrimitive { Name: not ("boolean" or "binary") };

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
            return odd || min is null || max is null
                ? new LeafBounds(null, null, nulls)
                : new LeafBounds(StatisticsBounds.Min(Type, min), StatisticsBounds.Max(Type, max), nulls);
        }

        private string AsText(string aggregate) => Type switch
        {
            DeltaPrimitive { Name: "string" } => aggregate,
            DeltaPrimitive { Name: "timestamp" or "timestamp_ntz" } => $"CAST(epoch_us({aggregate}) AS VARCHAR)",
            _ => $"CAST({aggregate} AS VARCHAR)",
        };
    }
}

/// <summary>A condition that every written row must meet; <c>Broken</c> is SQL that is true for a row that does not.
/// </summary>
internal sealed record RowRule(string Name, string Broken, string Meaning);
