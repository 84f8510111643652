using System.Globalization;
using System.Text;

namespace Tracklake.Delta;

/// <summary>The columns that a Parquet file really has, as DuckDB sees them, and the names behind its field ids.
/// </summary>
internal sealed record FileShape(DeltaStruct Columns, IReadOnlyDictionary<long, string> NamesById)
{
    /// <summary>What a file written by this library carries in its tags, so that its footer need not be opened to know
    /// its columns.</summary>
    public const string Tag = "tracklakeShape";

    /// <summary>The shape of a file that was written under a schema, and what its tag says.</summary>
    public static (FileShape Shape, string Tag) Of(DeltaSchema schema, IReadOnlyList<string> partitionColumns)
    {
        var columns = schema.Fields.Where(f => !partitionColumns.Contains(f.Name, StringComparer.OrdinalIgnoreCase))
            .Where(f => f.Type != DeltaType.Void).ToArray();
        var text = string.Join(",", columns.Select(f => $"{Sql.Name(f.Name)} {DuckTypes.ToDuck(f.Type)}"));
        var tag = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
        return (new FileShape(new DeltaStruct(columns), new Dictionary<long, string>()), tag);
    }

    /// <summary>Opens the footers of files and says the shape of each; equal footers share one shape.</summary>
    public static Dictionary<string, FileShape> Probe(IReadOnlyCollection<string> paths)
    {
        var shapes = new Dictionary<string, FileShape>(paths.Count);
        if (paths.Count == 0) return shapes;
        using var connection = Engine.Connect();
        var footers = new Dictionary<string, StringBuilder>();
        var ids = new Dictionary<string, Dictionary<long, string>>();
        Engine.Query(connection, $"""
            SELECT file_name, name, field_id,
                   concat_ws(':', name, type, converted_type, CAST(logical_type AS VARCHAR), num_children,
                             repetition_type, field_id, scale, precision, type_length)
            FROM parquet_schema({Sql.GlobPaths(paths)})
            """, r =>
        {
            var path = r.GetString(0);
            if (!footers.TryGetValue(path, out var footer))
            {
                footers[path] = footer = new StringBuilder();
                ids[path] = [];
            }

            footer.Append(CultureInfo.InvariantCulture, $"{r.GetString(3)}\n");
            if (!r.IsDBNull(2)) ids[path][r.GetInt64(2)] = r.GetString(1);
            return 0;
        });
        var known = new Dictionary<string, FileShape>();
        foreach (var (path, footer) in footers)
        {
            var key = footer.ToString();
            if (!known.TryGetValue(key, out var shape)) known[key] = shape = new FileShape(Describe(connection, path), ids[path]);
            shapes[path] = shape;
        }

        return shapes;
    }

    private static DeltaStruct Describe(DuckDB.NET.Data.DuckDBConnection connection, string path) =>
        new(Engine.Query(connection,
            $"DESCRIBE SELECT * FROM read_parquet({Sql.GlobPath(path)}, hive_partitioning = false)",
            r => new DeltaField(r.GetString(0), DuckTypes.FromDuck(r.GetString(1), lenient: true))));
}
