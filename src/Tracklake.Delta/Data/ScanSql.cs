using System.Globalization;

namespace Tracklake.Delta;

/// <summary>Writes the SELECT that reads a version: files of one shape together, partition values from the log, deleted
/// rows left out.</summary>
internal sealed class ScanSql(DeltaSnapshot snapshot)
{
    private const string FileColumn = "__delta_file";
    private const int MostConstantBranches = 16;
    private readonly ColumnMapping _mapping = snapshot.Mapping;

    /// <summary>A parenthesised SELECT of the schema's columns, and of the file's path where a name is given for it.
    /// </summary>
    public string Select(IReadOnlyList<AddFile> files, string? fileColumn = null)
    {
        var branches = new List<string>();
        var located = files.Select(f => (File: f, Path: snapshot.FilePath(f))).ToList();
        var shapes = Shapes(located);
        foreach (var group in located.Where(f => f.File.DeletionVector is null).GroupBy(f => shapes[f.Path]))
            branches.AddRange(Branches(group.Key, [.. group], fileColumn));
        foreach (var (file, path) in located.Where(f => f.File.DeletionVector is not null))
            branches.Add(VectorBranch(shapes[path], file, path, fileColumn));
        return branches.Count == 0 ? $"({Empty(fileColumn)})" : $"({string.Join(" UNION ALL ", branches)})";
    }

    private Dictionary<string, FileShape> Shapes(List<(AddFile File, string Path)> files)
    {
        var (own, tag) = FileShape.Of(snapshot.Schema, snapshot.PartitionColumns);
        var foreign = _mapping == ColumnMapping.None
            ? files.Where(f => f.File.Tags?.GetValueOrDefault(FileShape.Tag) != tag).Select(f => f.Path).ToList()
            : files.ConvertAll(f => f.Path);
        Dictionary<string, FileShape> shapes;
        try
        {
            shapes = FileShape.Probe(foreign);
        }
        catch (DuckDB.NET.Data.DuckDBException e)
        {
            throw new DeltaCorruptException(snapshot.TablePath, snapshot.Version,
                $"a data file cannot be opened: {e.Message}", e);
        }

        foreach (var (_, path) in files)
        {
            if (!shapes.ContainsKey(path)) shapes[path] = own;
        }

        return shapes;
    }

    private IEnumerable<string> Branches(FileShape shape, List<(AddFile File, string Path)> files, string? fileColumn)
    {
        var partitions = files.GroupBy(f => PartitionKey(f.File)).ToList();
        if (partitions.Count > 1 && _mapping == ColumnMapping.None && FolderValues.Of(snapshot, files) is { } folders)
        {
            yield return $"SELECT {Columns(shape, f => Sql.Name(f.Name), fileColumn)} "
                + $"FROM {Source(files.Select(f => f.Path), fileColumn is not null, folders: folders)}";
            yield break;
        }

        if (partitions.Count <= MostConstantBranches)
        {
            // Constants let DuckDB drop whole branches by a filter on a partition column.
            foreach (var partition in partitions)
            {
                var sample = partition.First().File;
                yield return $"SELECT {Columns(shape, f => Literal(f, sample), fileColumn)} "
                    + $"FROM {Source(partition.Select(f => f.Path), fileColumn is not null)}";
            }

            yield break;
        }

        var fields = PartitionFields();
        var values = files.Select(f =>
            $"({Sql.Text(f.Path)}, {string.Join(", ", fields.Select(p => Literal(p, f.File)))})");
        var names = fields.Select((_, i) => PartitionAlias(i)).ToList();
        var alias = fields.Select((f, i) => (f.Name, Sql: $"p.{PartitionAlias(i)}")).ToDictionary(p => p.Name, p => p.Sql);
        yield return $"SELECT {Columns(shape, f => alias[f.Name], fileColumn)} "
            + $"FROM {Source(files.Select(f => f.Path), withFile: true)} "
            + $"JOIN (VALUES {string.Join(", ", values)}) p(__file, {string.Join(", ", names)}) ON p.__file = {FileColumn}";
    }

    private string VectorBranch(FileShape shape, AddFile file, string path, string? fileColumn)
    {
        List<RowRange> ranges;
        try
        {
            ranges = DeletionVectorReader.Read(snapshot.TablePath, file.DeletionVector!);
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            throw new DeltaCorruptException(snapshot.TablePath, snapshot.Version,
                $"the deletion vector of {file.Path} cannot be read: {e.Message}", e);
        }

        var select = $"SELECT {Columns(shape, f => Literal(f, file), fileColumn)} FROM "
            + Source([path], fileColumn is not null, withRow: true);
        if (ranges.Count == 0) return select;
        var deleted = string.Join(", ", ranges.Select(r => string.Create(CultureInfo.InvariantCulture, $"({r.First}, {r.Last})")));
        return $"{select} WHERE file_row_number NOT IN "
            + $"(SELECT unnest(generate_series(d.lo, d.hi)) FROM (VALUES {deleted}) d(lo, hi))";
    }

    private string Columns(FileShape shape, Func<DeltaField, string> partition, string? fileColumn)
    {
        var reader = new ColumnReader(shape, _mapping);
        var columns = snapshot.Schema.Fields.Select(f =>
            $"{(snapshot.IsPartition(f.Name) ? partition(f) : reader.Column(f))} AS {Sql.Name(f.Name)}");
        return string.Join(", ", fileColumn is null ? columns : columns.Append($"{FileColumn} AS {Sql.Name(fileColumn)}"));
    }

    private string Empty(string? fileColumn)
    {
        var columns = snapshot.Schema.Fields.Select(f => $"CAST(NULL AS {DuckTypes.ToDuck(f.Type)}) AS {Sql.Name(f.Name)}");
        if (fileColumn is not null) columns = columns.Append($"CAST(NULL AS VARCHAR) AS {Sql.Name(fileColumn)}");
        return $"SELECT {string.Join(", ", columns)} WHERE false";
    }

    private string PartitionKey(AddFile file) => string.Join('\u0001',
        PartitionFields().Select(f => file.PartitionValues.GetValueOrDefault(snapshot.StorageName(f)) ?? ""));

    private List<DeltaField> PartitionFields() =>
        [.. snapshot.PartitionColumns.Select(name => snapshot.Schema.Find(name)!)];

    private string Literal(DeltaField field, AddFile file)
    {
        var text = file.PartitionValues.GetValueOrDefault(snapshot.StorageName(field));
        try
        {
            return PartitionValue.Literal(field.Type, text);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new DeltaCorruptException(snapshot.TablePath, snapshot.Version,
                $"the value '{text}' of {file.Path} is no {field.Type} for the partition column '{field.Name}'", e);
        }
    }

    private static string PartitionAlias(int index) => string.Create(CultureInfo.InvariantCulture, $"__p{index}");

    private static string Source(IEnumerable<string> paths, bool withFile, bool withRow = false, string? folders = null) =>
        $"read_parquet({Sql.GlobPaths(paths)}, {folders ?? "hive_partitioning = false"}"
        + (withFile ? $", filename = '{FileColumn}'" : "") + (withRow ? ", file_row_number = true)" : ")");
}
