using DuckDB.NET.Data;

namespace Tracklake.Delta;

/// <summary>Reads checkpoints of every naming scheme and both specs (protocol: Checkpoints, Sidecar Files).</summary>
internal sealed class CheckpointReader(string table, ILogStore log)
{
    private const string Sidecars = "_sidecars";
    private const int MostKnownMaps = 10_000;

    private static readonly string[] Others =
        ["protocol", "metaData", "txn", "domainMetadata", "remove", "sidecar", "checkpointMetadata"];

    /// <summary>Reads the files of one checkpoint into an empty state; a FormatException says what contradicts.</summary>
    public void Read(IReadOnlyList<LogFile> files, LogState state)
    {
        using var connection = Engine.Connect();
        var sidecars = new List<SidecarFile>();
        if (files[0].Name.EndsWith(".json", StringComparison.Ordinal))
        {
            var bytes = log.Read(files[0].Name) ?? throw new IOException($"{files[0].Name} vanished");
            LogJson.ReadLines(bytes, line => Take(line, state, sidecars));
        }
        else
        {
            ReadParquet(connection, files.Select(f => log.LocalPath(f.Name)).ToList(), state, sidecars);
        }

        if (sidecars.Count == 0) return;
        ReadParquet(connection, sidecars.Select(SidecarPath).ToList(), state, []);
    }

    private string SidecarPath(SidecarFile sidecar)
    {
        var path = LogPath.Resolve(table, $"{LogNames.Folder}/{Sidecars}/{sidecar.Path}");
        var inside = Path.GetFullPath(Path.Combine(table, LogNames.Folder, Sidecars)) + Path.DirectorySeparatorChar;
        return path?.StartsWith(inside, StringComparison.Ordinal) == true
            ? path
            : throw new FormatException($"the sidecar {sidecar.Path} is outside the log");
    }

    private static void ReadParquet(
        DuckDBConnection connection, List<string> paths, LogState state, List<SidecarFile> sidecars)
    {
        var from = $"read_parquet({Sql.GlobPaths(paths)}, union_by_name = true, hive_partitioning = false)";
        var columns = Columns(connection, $"SELECT * FROM {from}");
        if (columns.Contains("add")) ReadAdds(connection, from, Columns(connection, $"SELECT \"add\".* FROM {from}"), state);
        var others = Others.Where(columns.Contains).ToList();
        if (others.Count == 0) return;
        var row = string.Join(", ", others.Select(o => $"{Sql.Text(o)}: {Sql.Name(o)}"));
        var any = string.Join(" OR ", others.Select(o => $"{Sql.Name(o)} IS NOT NULL"));
        foreach (var json in Engine.Query(connection, $"SELECT CAST(to_json({{{row}}}) AS VARCHAR) FROM {from} WHERE {any}",
            r => r.GetString(0)))
        {
            if (LogJson.ReadRow(json) is { } line) Take(line, state, sidecars);
        }
    }

    private static void Take(LogLine line, LogState state, List<SidecarFile> sidecars)
    {
        if (line.Sidecar is { } sidecar) sidecars.Add(sidecar);
        else if (line.Add is { } add && state.Files.ContainsKey(FileKey.Of(add))) throw Twice(add.Path);
        else state.Apply(line);
    }

    // Column by column rather than as JSON: a checkpoint of a hundred thousand files must open within a second.
    private static void ReadAdds(DuckDBConnection connection, string from, HashSet<string> fields, LogState state)
    {
        string Field(string name, string type) =>
            fields.Contains(name) ? $"CAST(\"add\".{Sql.Name(name)} AS {type})" : $"CAST(NULL AS {type})";
        string Json(string name) =>
            fields.Contains(name) ? $"CAST(to_json(\"add\".{Sql.Name(name)}) AS VARCHAR)" : "CAST(NULL AS VARCHAR)";
        var stats = $"coalesce({Field("stats", "VARCHAR")}, {Json("stats_parsed")})";
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT {Field("path", "VARCHAR")}, {Json("partitionValues")}, {Field("size", "BIGINT")},
                   {Field("modificationTime", "BIGINT")}, {Field("dataChange", "BOOLEAN")}, {stats}, {Json("tags")},
                   {Json("deletionVector")}, {Field("baseRowId", "BIGINT")},
                   {Field("defaultRowCommitVersion", "BIGINT")}, {Field("clusteringProvider", "VARCHAR")}
            FROM {from} WHERE "add" IS NOT NULL
            """;
        command.UseStreamingMode = true;
        using var reader = command.ExecuteReader();
        var maps = new Dictionary<string, IReadOnlyDictionary<string, string?>> { ["{}"] = AddFile.NoPartition };
        while (reader.Read())
        {
            if (reader.IsDBNull(0)) throw new FormatException("an add action without a path");
            var file = new AddFile
            {
                Path = reader.GetString(0),
                PartitionValues = Map(reader, 1, maps) ?? AddFile.NoPartition,
                Size = Number(reader, 2) ?? 0,
                ModificationTime = Number(reader, 3) ?? 0,
                DataChange = !reader.IsDBNull(4) && reader.GetBoolean(4),
                Stats = reader.IsDBNull(5) ? null : reader.GetString(5),
                Tags = Map(reader, 6, maps),
                DeletionVector = reader.IsDBNull(7) ? null : LogJson.ReadDeletionVector(reader.GetString(7)),
                BaseRowId = Number(reader, 8),
                DefaultRowCommitVersion = Number(reader, 9),
                ClusteringProvider = reader.IsDBNull(10) ? null : reader.GetString(10),
            };
            // Also bounds what a tiny file of endlessly repeated rows can make of itself in memory.
            if (!state.Files.TryAdd(FileKey.Of(file), file)) throw Twice(file.Path);
        }
    }

    private static FormatException Twice(string path) => new($"the file {path} is there twice");

    private static long? Number(System.Data.Common.DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetInt64(column);

    // Files of one partition share their values, and most files share their tags.
    private static IReadOnlyDictionary<string, string?>? Map(System.Data.Common.DbDataReader reader, int column,
        Dictionary<string, IReadOnlyDictionary<string, string?>> known)
    {
        if (reader.IsDBNull(column)) return null;
        var json = reader.GetString(column);
        if (known.TryGetValue(json, out var map)) return map;
        map = LogJson.ReadMap(json) ?? AddFile.NoPartition;
        if (known.Count < MostKnownMaps) known[json] = map;
        return map;
    }

    private static HashSet<string> Columns(DuckDBConnection connection, string sql) =>
        [.. Engine.Query(connection, $"DESCRIBE {sql}", r => r.GetString(0))];
}
