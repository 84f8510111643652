using Tracklake.Raw;
using Tracklake.Zones;

namespace Tracklake.DuckDb;

/// <summary>The rows of a bronze table that came from some raw batches: their place in raw says so.</summary>
internal static class RowsOfBatches
{
    /// <summary>An SQL condition over bronze rows; null when there are no batches.</summary>
    public static string? Of(IReadOnlyList<LandedBatch> batches) => batches.Count == 0
        ? null
        : "(" + string.Join(" OR ", batches.Select(b =>
            $"starts_with(_source_object, {DuckDbSession.Quoted(RawKeys.Batch(b.Source, b.Name))})")) + ")";
}
