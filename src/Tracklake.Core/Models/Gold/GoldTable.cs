using Tracklake.Models.Silver;
using Tracklake.Zones;

namespace Tracklake.Models.Gold;

/// <summary>A gold table: what dashboards read.</summary>
public abstract class GoldTable : Model
{
    /// <inheritdoc/>
    public sealed override Layer Layer => Layer.Gold;

    /// <summary>A column under an alias.</summary>
    protected static ColumnRef C(string alias, Column column) => new(alias, column);

    /// <summary>Each artist of each track once, as <c>c</c>: some credits name an artist twice.</summary>
    protected static SubquerySource ArtistsOfTracks { get; } = Query
        .From(TrackArtistsSilver.Table).GroupBy(ProcessedTracks.TrackId, ProcessedArtists.ArtistId)
        .Select(
            ProcessedTracks.TrackId.Is(ProcessedTracks.TrackId),
            ProcessedArtists.ArtistId.Is(ProcessedArtists.ArtistId))
        .As("c");
}
