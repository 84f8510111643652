using System.Text;

namespace Tracklake.Delta;

/// <summary>Names and texts as DuckDB's SQL quotes them.</summary>
internal static class Sql
{
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(Name));

    /// <summary>A path for read_parquet, where <c>*</c>, <c>?</c> and <c>[</c> would be patterns.</summary>
    public static string GlobPath(string path)
    {
        if (path.AsSpan().IndexOfAny('*', '?', '[') < 0) return Text(path);
        var escaped = new StringBuilder(path.Length + 8);
        foreach (var c in path)
        {
            if (c is '*' or '?' or '[') escaped.Append('[').Append(c).Append(']');
            else escaped.Append(c);
        }

        return Text(escaped.ToString());
    }

    /// <summary>A list of paths for read_parquet.</summary>
    public static string GlobPaths(IEnumerable<string> paths) => $"[{string.Join(", ", paths.Select(GlobPath))}]";
}
