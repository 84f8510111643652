using Tracklake.Zones;

namespace Tracklake.Models.Bronze;

/// <summary>What must hold for records as they came, by counts and bounds that cost next to nothing.</summary>
internal static class BronzeChecks
{
    // A record of a day that comes in every second load is a file that was taken in again.
    private const decimal MaxLoads = 1.5m;

    /// <summary>The checks of the bronze table of a processed table.</summary>
    public static IReadOnlyList<Check> Of(ProcessedTable from) =>
    [
        Checks.NotNegative(Provenance.SourceOffset),
        Checks.Positive(Provenance.SourceLength),
        Checks.NotInFuture(Provenance.IngestedAt).AsWarning(),
        Checks.NotInFuture(ProcessedTable.ObservedOn).AsWarning(),
        .. Identity(from) is { Count: > 0 } identity
            ? (IReadOnlyList<Check>)[Checks.NoDuplicateLoads(
                Provenance.SourceObject, MaxLoads, [.. identity, ProcessedTable.ObservedOn]).Advising(
                "Take away the batches that are too many with 'tracklake purge --batch', then run again.")]
            : [],
    ];

    /// <summary>What tells records apart; empty for plays, of which exports overlap as they should.</summary>
    private static IReadOnlyList<Column> Identity(ProcessedTable from) => from switch
    {
        ProcessedArtists => [ProcessedArtists.ArtistId],
        ProcessedAlbums => [ProcessedAlbums.AlbumId],
        ProcessedTracks => [ProcessedTracks.TrackId],
        ProcessedCredits =>
            [ProcessedCredits.OwnerType, ProcessedCredits.OwnerId, ProcessedCredits.Position],
        ProcessedPages => [ProcessedPages.ListType, ProcessedPages.OwnerId, ProcessedPages.PageOffset],
        _ => [],
    };
}
