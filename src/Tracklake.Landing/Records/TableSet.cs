using Tracklake.Landing.Columns;

namespace Tracklake.Landing.Records;

/// <summary>The rows of every table that wait to be written.</summary>
internal sealed class TableSet
{
    public ArtistRows Artists { get; private set; } = new();

    public AlbumRows Albums { get; private set; } = new();

    public TrackRows Tracks { get; private set; } = new();

    public CreditRows Credits { get; private set; } = new();

    public PageRows Pages { get; private set; } = new();

    public PlayRows Plays { get; private set; } = new();

    /// <summary>In the order of <see cref="Zones.ProcessedTables.All"/>.</summary>
    public IReadOnlyList<TableRows> All => [Artists, Albums, Tracks, Credits, Pages, Plays];

    /// <summary>An empty buffer of the same table.</summary>
    public static TableRows New(TableRows like) => like switch
    {
        ArtistRows => new ArtistRows(),
        AlbumRows => new AlbumRows(),
        TrackRows => new TrackRows(),
        CreditRows => new CreditRows(),
        PageRows => new PageRows(),
        PlayRows => new PlayRows(),
        _ => throw new NotSupportedException($"No buffer like {like.GetType().Name}."),
    };

    /// <summary>Goes on with another buffer of its table.</summary>
    public void Replace(TableRows rows)
    {
        switch (rows)
        {
            case ArtistRows artists:
                Artists = artists;
                break;
            case AlbumRows albums:
                Albums = albums;
                break;
            case TrackRows tracks:
                Tracks = tracks;
                break;
            case CreditRows credits:
                Credits = credits;
                break;
            case PageRows pages:
                Pages = pages;
                break;
            case PlayRows plays:
                Plays = plays;
                break;
            default:
                throw new NotSupportedException($"No table of {rows.GetType().Name}.");
        }
    }
}
