using DuckDB.NET.Data;

namespace Tracklake.Delta;

/// <summary>Finds the files that hold certain rows and writes them again without these.</summary>
internal sealed class FileRewrite(DeltaTable table, DeltaOptions options, DuckDBConnection connection, DeltaSnapshot current)
{
    private const string FileColumn = "__delta_touched";

    /// <summary>The files with a row for which the predicate is true.</summary>
    public List<AddFile> Touched(string predicate)
    {
        var byPath = current.Files.ToDictionary(current.FilePath);
        var scan = new ScanSql(current).Select(current.Files, FileColumn);
        return Engine.Query(connection,
            $"SELECT DISTINCT {FileColumn} FROM {scan} WHERE {predicate}", r => byPath[r.GetString(0)])
            .OrderBy(f => f.Path, StringComparer.Ordinal).ToList();
    }

    /// <summary>Writes the rows of the files for which the condition is true.</summary>
    public List<AddFile> Keep(List<AddFile> files, string condition)
    {
        if (files.Count == 0) return [];
        var scan = new ScanSql(current).Select(files);
        return new DataFileWriter(table.Path, options).Write(connection, $"SELECT * FROM {scan} WHERE {condition}", current);
    }
}
