using Tracklake.Models;

namespace Tracklake.Lineage;

/// <summary>A column of a table, or its rows: which there are and how many.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column's name; null stands for the rows.</param>
public sealed record ColumnAddress(Table Table, string? Column)
{
    /// <summary>How the rows of a table are written.</summary>
    public const string RowsMark = "*";

    /// <summary>Whether it stands for the rows of the table.</summary>
    public bool IsRows => Column is null;

    /// <summary>The rows of a table.</summary>
    public static ColumnAddress RowsOf(Table table) => new(table, null);

    /// <summary><c>gold.artist_stats.total_tracks</c>; <c>gold.artist_stats.*</c> for the rows.</summary>
    public override string ToString() => $"{Table.QualifiedName}.{Column ?? RowsMark}";
}
