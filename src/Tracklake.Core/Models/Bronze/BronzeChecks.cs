using Tracklake.Zones;

namespace Tracklake.Models.Bronze;

/// <summary>What must hold for records as they came, by counts and bounds that cost next to nothing.</summary>
internal static class BronzeChecks
{
    // The same record of the same day twice or three times: files that overlap, or were corrected. More often: one file
    // that was taken in again and again.
    private const decimal MaxLoads = 3;

    /// <summary>The checks of the bronze table of a processed table.</summary>
    public static IReadOnlyList<Check> Of(ProcessedTable from) =>
    [
        Checks.NotNegative(Provenance.SourceOffset),
        Checks.Positive(Provenance.SourceLength),
        Checks.NotInFuture(Provenance.IngestedAt).AsWarning(),
        Checks.NotInFuture(ProcessedTable.ObservedOn).AsWarning(),
        // Exports of plays overlap as they should.
        .. from is ProcessedPlays ? (IReadOnlyList<Check>)[] :
        [
            Checks.NoDuplicateLoads(
                Provenance.SourceObject, MaxLoads, [.. from.Columns.Where(c => !c.IsProvenance)]).Advising(
                "Take away the batches that are too many with 'tracklake purge --batch', then run again."),
        ],
    ];
}
