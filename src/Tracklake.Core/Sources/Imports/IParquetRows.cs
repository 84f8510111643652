namespace Tracklake.Sources.Imports;

/// <summary>Reads Parquet files row by row; an engine implements it, because Core references none.</summary>
public interface IParquetRows
{
    /// <summary>Opens a file on the disk; it may be opened more than once.</summary>
    /// <exception cref="InvalidDataException">It is no Parquet file, or a damaged one; the message says which.
    /// </exception>
    IParquetTable Open(string path);
}

/// <summary>An open Parquet file.</summary>
public interface IParquetTable : IDisposable
{
    /// <summary>The names of the top-level columns, in order.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>
    /// The rows in the order of the file, streamed; read once. A value is null, string, bool, long, double, decimal,
    /// DateOnly, DateTime (UTC), or for a list <see cref="IReadOnlyList{T}"/> of string or null. A row is the reader's
    /// own and holds until the next.
    /// </summary>
    IEnumerable<IReadOnlyList<object?>> Rows();
}
