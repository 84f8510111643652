using Tracklake.Raw;
using Tracklake.Releases;

namespace Tracklake.DuckDb.Tracing;

/// <summary>A cell, or all cells of a row, traced to the bytes that they follow from and computed again from
/// them.</summary>
/// <param name="Release">The release.</param>
/// <param name="Table">The table, by qualified name.</param>
/// <param name="Key">The row: its identifying columns and their values, as JSON.</param>
/// <param name="Cells">The cells that were asked for.</param>
/// <param name="Tables">The rows that they follow from, from the table itself down to bronze.</param>
/// <param name="Bodies">The stored responses and files that hold the bytes.</param>
/// <param name="Records">Number of byte ranges that the bronze rows name.</param>
/// <param name="Bytes">Bytes of these ranges in all; nested ones count once each.</param>
/// <param name="Shown">The first of them.</param>
/// <param name="NotLanded">Records among them that landing would set aside now.</param>
public sealed record Trace(
    Release Release, string Table, string Key, IReadOnlyList<TracedCell> Cells, IReadOnlyList<TracedTable> Tables,
    IReadOnlyList<RawEvidence> Bodies, long Records, long Bytes, IReadOnlyList<TracedBytes> Shown, long NotLanded)
{
    /// <summary>Whether every cell computed from the bytes is what the release says, and the bytes are what was
    /// received.
    /// </summary>
    public bool Holds => Cells.All(c => c.IsEqual) && Bodies.All(b => b.IsIntact);
}

/// <summary>A cell as the release has it and as it is computed from the bytes.</summary>
/// <param name="Column">The column.</param>
/// <param name="Released">The value in the release, as text; null where it is missing.</param>
/// <param name="Recomputed">The value computed from the bytes, as text; null where it, or the row, is missing.</param>
/// <param name="IsEqual">Whether both are the same.</param>
public sealed record TracedCell(string Column, string? Released, string? Recomputed, bool IsEqual);

/// <summary>The rows of a table that cells follow from.</summary>
/// <param name="Table">The table, by qualified name.</param>
/// <param name="Contributing">Number of rows that they follow from.</param>
/// <param name="Rows">Number of rows in the release.</param>
/// <param name="Examples">The first of them, as JSON objects.</param>
public sealed record TracedTable(string Table, long Contributing, long Rows, IReadOnlyList<string> Examples);

/// <summary>The bytes of a record.</summary>
/// <param name="Object">Key of the raw object.</param>
/// <param name="Entry">The body that holds them: request, status, time, hash.</param>
/// <param name="Offset">First byte, uncompressed.</param>
/// <param name="Length">Number of bytes.</param>
/// <param name="Text">The bytes as text, shortened.</param>
public sealed record TracedBytes(string Object, RawEntry Entry, long Offset, long Length, string Text);

/// <summary>What is asked of a trace.</summary>
public sealed record TraceRequest
{
    /// <summary>The table.</summary>
    public required Models.Model Table { get; init; }

    /// <summary>A condition in DuckDB's SQL that exactly one row meets.</summary>
    public required string Where { get; init; }

    /// <summary>The column; null traces all cells of the row.</summary>
    public string? Column { get; init; }

    /// <summary>Most rows a table, and most byte ranges, that are shown; at least 0.</summary>
    public int Limit { get; init; } = 3;

    /// <summary>A file for all contributing rows and byte ranges, one JSON object a line; null writes none.</summary>
    public string? Output { get; init; }
}

/// <summary>What was asked to be traced is not there, or is not one row; the message says what there is.</summary>
/// <param name="message">For a person.</param>
public sealed class TraceException(string message) : Exception(message);
