using Tracklake.Zones;

namespace Tracklake.Models.Silver;

/// <summary>A silver table: one row a thing, deduplicated and typed.</summary>
public abstract class SilverTable : Model
{
    /// <summary>First day on which the thing was seen.</summary>
    public static readonly Column FirstObservedOn =
        Column.Date("first_observed_on", "First day on which it was seen.").NotNull();

    /// <summary>Last day on which the thing was seen.</summary>
    public static readonly Column LastObservedOn =
        Column.Date("last_observed_on", "Last day on which it was seen.").NotNull();

    /// <inheritdoc/>
    public sealed override Layer Layer => Layer.Silver;

    /// <summary>The days of the first and last record, folded.</summary>
    protected static IReadOnlyList<FoldedField> ObservedDays { get; } =
    [
        new(FirstObservedOn, ProcessedTable.ObservedOn, Fold.Least),
        new(LastObservedOn, ProcessedTable.ObservedOn, Fold.Greatest),
    ];

    /// <summary>A field whose newest value counts, under its own name.</summary>
    protected static FoldedField Newest(Column column) => new(column, column, Fold.Newest);

    /// <summary>The columns of <see cref="RecordOrder"/>, passed through.</summary>
    protected static IReadOnlyList<Output> RecordPlace { get; } = [.. RecordOrder.Columns.Select(c => c.Is(c))];
}
