using Tracklake.Models.Examples;

namespace Tracklake.Models.Gold;

/// <summary>What the engine knows of its own tables: a row a table, offered to models as a source.</summary>
public sealed class TableCounts : Table
{
    /// <summary>The layer.</summary>
    public static readonly Column OfLayer = Column.Text("layer", "bronze, silver or gold.").NotNull();

    /// <summary>The table.</summary>
    public static readonly Column OfTable = Column.Text("table_name", "The table.").NotNull();

    /// <summary>The rows.</summary>
    public static readonly Column RowCount = Column.Int64("row_count", "Number of rows.").NotNull();

    /// <summary>The one instance.</summary>
    public static readonly TableCounts Table = new();

    /// <inheritdoc/>
    public override Layer Layer => Layer.Meta;

    /// <inheritdoc/>
    public override string Name => "table_counts";

    /// <inheritdoc/>
    public override string Description => "One row a table that the run has brought up to date: how many rows it has.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [OfLayer, OfTable, RowCount];
}

/// <summary>A row a table: how many rows each layer keeps.</summary>
public sealed class LayerRowCounts : GoldTable
{
    /// <summary>The one instance.</summary>
    public static readonly LayerRowCounts Table = new();

    /// <inheritdoc/>
    public override string Name => "layer_row_counts";

    /// <inheritdoc/>
    public override string Description => "One row a table of bronze, silver and gold: how many rows it has.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Keys => [TableCounts.OfLayer, TableCounts.OfTable];

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        Models.Checks.NotNegative(TableCounts.RowCount),
        Models.Checks.OneOf(TableCounts.OfLayer, "bronze", "silver", "gold"),
        Models.Checks.DistinctBetween(TableCounts.OfLayer, 3, 3),
        Models.Checks.MinRows(3),
    ];

    /// <inheritdoc/>
    protected override Materialization Define() => new Whole(Query.All(TableCounts.Table));

    /// <inheritdoc/>
    public override IReadOnlyList<Example> Examples =>
    [
        new Example("Each table has a row, an empty one as well")
            .Given(TableCounts.Table, """
                layer  | table_name            | row_count
                bronze | spotify_plays_bronze  | 0
                silver | spotify_tracks_silver | 12
                """)
            .Expect("""
                layer  | table_name            | row_count
                bronze | spotify_plays_bronze  | 0
                silver | spotify_tracks_silver | 12
                """),
    ];
}
