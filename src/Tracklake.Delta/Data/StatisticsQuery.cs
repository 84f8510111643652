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

    /// <summary>From this size on, in bytes, a footer's own bounds are worth a query of their own.</summary>
    private const long Big = 8 << 20;

    private readonly List<StatisticsLeaf> _leaves = [];
    private readonly IReadOnlyList<RowRule> _rules;
    private readonly long _bigFrom;

    public StatisticsQuery(DeltaSchema schema, IReadOnlyList<string> partitionColumns, int indexedLeaves = IndexedLeaves,
        IReadOnlyList<RowRule>? rules = null, long bigFrom = Big)
    {
        _bigFrom = bigFrom;
        _rules = rules ?? [];
        foreach (var field in schema.Fields.Where(f => !partitionColumns.Contains(f.Name, StringComparer.OrdinalIgnoreCase)))
            Collect(field, [], null, indexedLeaves);
    }

    /// <summary>Measures the files, by path; a file without rows is not in the answer.</summary>
    /// <param name="connection">Where the query runs.</param>
    /// <param name="paths">The files.</param>
    /// <param name="partitions">Columns for the rules that are in the files' folders only: SQL over the folders' keys.
    /// </param>
    public Dictionary<string, FileMeasure> Measure(
        DuckDBConnection connection, IReadOnlyList<string> paths, string? partitions = null)
    {
        var measures = new Dictionary<string, FileMeasure>();
        var small = new List<string>();
        foreach (var path in paths)
        {
            if (new FileInfo(path).Length < _bigFrom) small.Add(path);
            else measures[path] = MeasureBig(connection, path, partitions);
        }

        foreach (var (path, answer) in Scan(connection, small, _leaves, partitions))
            measures[path] = new FileMeasure(answer.Rows, Json(answer.Rows, answer.Bounds), answer.Broken);
        return measures;
    }

    /// <summary>What can be had from the footer is: DuckDB answers whole queries from it when it can; the bounds of texts
    /// and the nulls of truth values stand there too. The rest is scanned.</summary>
    private FileMeasure MeasureBig(DuckDBConnection connection, string path, string? partitions)
    {
        var footer = _leaves.Where(l => l.IsInFooter).ToList();
        var said = FooterBounds.Read(connection, path, _leaves.Where(l => l.IsSaidInFooter).ToList());
        var fromFooter = Scan(connection, [path], footer, null, rules: []).GetValueOrDefault(path)
            ?? throw new FormatException($"{path} has no rows");
        // That a column has no nulls its null count says: only other rules have to see the rows.
        bool IsKnown(StatisticsLeaf leaf) => leaf.IsInFooter || said.ContainsKey(leaf);
        var counted = _rules.Select(r => _leaves.FindIndex(l => IsKnown(l) && l.Path is [var name] && name == r.NotNull)).ToList();
        var rules = _rules.Where((_, i) => counted[i] < 0).ToList();
        var scanned = _leaves.Where(l => !IsKnown(l)).ToList();
        var fromScan = scanned.Count == 0 && rules.Count == 0
            ? fromFooter with { Bounds = [], Broken = [] }
            : Scan(connection, [path], scanned, partitions, rules)[path];
        var bounds = _leaves.ConvertAll(leaf => said.TryGetValue(leaf, out var known) ? known
            : leaf.IsInFooter ? fromFooter.Bounds[footer.IndexOf(leaf)] : fromScan.Bounds[scanned.IndexOf(leaf)]);
        var broken = counted.Select((leaf, i) => leaf >= 0 ? bounds[leaf].Nulls : fromScan.Broken[rules.IndexOf(_rules[i])]);
        return new FileMeasure(fromFooter.Rows, Json(fromFooter.Rows, bounds), [.. broken]);
    }

    private Dictionary<string, Answer> Scan(DuckDBConnection connection, List<string> paths, List<StatisticsLeaf> leaves,
        string? partitions, IReadOnlyList<RowRule>? rules = null)
    {
        if (paths.Count == 0) return [];
        rules ??= _rules;
        // Grouping by a text costs more than the aggregates themselves, so a single file goes without.
        var hive = partitions is null ? "hive_partitioning = false" : "hive_partitioning = true, hive_types_autocast = false";
        var file = paths.Count == 1 ? "" : ", filename = '__delta_file'";
        var rows = $"read_parquet({Sql.GlobPaths(paths)}, {hive}{file})";
        if (partitions is not null) rows = $"(SELECT *, {partitions} FROM {rows})";
        var select = string.Join(", ", rules.Select(r => $"count(*) FILTER (WHERE {r.Broken})").Prepend("count(*)")
            .Concat(leaves.SelectMany(l => l.Aggregates)));
        var sql = paths.Count == 1
            ? $"SELECT {Sql.Text(paths[0])}, {select} FROM {rows}"
            : $"SELECT __delta_file, {select} FROM {rows} GROUP BY __delta_file";
        return Engine.Query(connection, sql, reader =>
        {
            var at = 1;
            var count = reader.GetInt64(at++);
            var broken = rules.Select(_ => reader.GetInt64(at++)).ToArray();
            return (Path: reader.GetString(0), new Answer(count, leaves.ConvertAll(leaf => leaf.Read(reader, count, ref at)), broken));
        }).Where(a => a.Item2.Rows > 0).ToDictionary(a => a.Path, a => a.Item2);
    }

    private sealed record Answer(long Rows, List<LeafBounds> Bounds, IReadOnlyList<long> Broken);

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
            _leaves.Add(new StatisticsLeaf(path, field.Type, sql));
        }
    }
}

/// <summary>A condition that every written row must meet; <c>Broken</c> is SQL that is true for a row that does not.
/// </summary>
internal sealed record RowRule(string Name, string Broken, string Meaning)
{
    /// <summary>The top-level column that may not be null, where that is all of the rule.</summary>
    public string? NotNull { get; init; }
}
