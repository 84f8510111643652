using Tracklake.Landing.Columns;

namespace Tracklake.Landing.Records;

/// <summary>The rows of every table that wait to be written.</summary>
internal sealed class TableSet
{
    public ArtistRows Artists { get; } = new();

    public AlbumRows Albums { get; } = new();

    public TrackRows Tracks { get; } = new();

    public CreditRows Credits { get; } = new();

    public PageRows Pages { get; } = new();

    public PlayRows Plays { get; } = new();

    /// <summary>In the order of <see cref="Zones.ProcessedTables.All"/>.</summary>
    public IReadOnlyList<TableRows> All => [Artists, Albums, Tracks, Credits, Pages, Plays];
}
