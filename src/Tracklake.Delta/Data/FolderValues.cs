using System.Globalization;

namespace Tracklake.Delta;

/// <summary>
/// Partition values that DuckDB may read from the folders of files. The log alone says them (protocol: Add File), but
/// where the folders say the same, a scan of any number of partitions is one read that drops files by a filter, and
/// needs no memory for each of them.
/// </summary>
internal static class FolderValues
{
    private static readonly string[] PlainTypes = ["date", "integer", "long", "short", "byte"];

    /// <summary>The arguments of read_parquet; null unless each folder says what the log says, in a type and a spelling
    /// that leave nothing to interpret.</summary>
    public static string? Of(DeltaSnapshot snapshot, IEnumerable<(AddFile File, string Path)> files)
    {
        var fields = snapshot.PartitionColumns.Select(name => snapshot.Schema.Find(name)!).ToList();
        if (!fields.TrueForAll(f => f.Type is DeltaPrimitive { Name: var type } && PlainTypes.Contains(type)))
            return null;
        // What DuckDB takes for another partition column could hide a column of the file.
        if (snapshot.TablePath.Contains('=', StringComparison.Ordinal) || !files.All(f => Says(f.Path, f.File, fields)))
            return null;
        var types = fields.Select(f => $"{Sql.Text(f.Name)}: {DuckTypes.ToDuck(f.Type)}");
        return $"hive_partitioning = true, hive_types_autocast = false, hive_types = {{{string.Join(", ", types)}}}";
    }

    private static bool Says(string path, AddFile file, List<DeltaField> fields)
    {
        var folders = path.Split('/', '\\')[..^1].Where(f => f.Contains('=', StringComparison.Ordinal)).ToHashSet();
        return folders.Count == fields.Count && fields.TrueForAll(f =>
            file.PartitionValues.GetValueOrDefault(f.Name) is { Length: > 0 } value
            && IsPlain(((DeltaPrimitive)f.Type).Name, value) && folders.Contains($"{f.Name}={value}"));
    }

    private static bool IsPlain(string type, string value) => type == "date"
        ? DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        : long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
