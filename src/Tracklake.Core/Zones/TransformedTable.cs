using Tracklake.Models;

namespace Tracklake.Zones;

/// <summary>A table of the transformed zone: a processed table's columns and those derived from them.</summary>
/// <param name="from">The processed table.</param>
public sealed class TransformedTable(ProcessedTable from) : Table
{
    /// <summary>Tracks, with their derived columns.</summary>
    public static readonly TransformedTable Tracks = new(ProcessedTracks.Table);

    /// <summary>Credits.</summary>
    public static readonly TransformedTable Credits = new(ProcessedCredits.Table);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TransformedTable> All { get; } =
        [.. ProcessedTables.All.Select(t => t switch
        {
            ProcessedTracks => Tracks,
            ProcessedCredits => Credits,
            _ => new TransformedTable(t),
        })];

    /// <inheritdoc/>
    public override Layer Layer => Layer.Transformed;

    /// <inheritdoc/>
    public override string Name => from.Name;

    /// <inheritdoc/>
    public override string Description => from.Description.TrimEnd('.') + ", with derived columns.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [.. from.Columns, .. DerivedColumns.Of(from).Select(d => d.Column)];
}
