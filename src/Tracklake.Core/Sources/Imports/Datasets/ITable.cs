namespace Tracklake.Sources.Imports.Datasets;

/// <summary>A table of a user's, whatever its format; its rows can be read more than once.</summary>
internal interface ITable
{
    /// <summary>The columns' names; null when the file has none.</summary>
    IReadOnlyList<string>? Header { get; }

    /// <summary>The first row, where there is no header: to say what was found in its place.</summary>
    IReadOnlyList<string> FirstRow { get; }

    IEnumerable<TableRow> Rows();
}

/// <summary>A row of a table.</summary>
/// <param name="Number">Counted from 1, without the header.</param>
/// <param name="Offset">First byte of the row, 0 where a format has no places.</param>
/// <param name="Length">Bytes of the row; null where a format has no places.</param>
/// <param name="Fields">As many as there are columns; holds until the next row.</param>
internal readonly record struct TableRow(long Number, long Offset, long? Length, IReadOnlyList<string?> Fields)
{
    /// <summary>The short name of what is wrong with the row, null when nothing is; and the reason.</summary>
    public (string Code, string Reason)? Fault { get; init; }
}
