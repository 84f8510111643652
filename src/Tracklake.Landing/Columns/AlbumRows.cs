using Tracklake.Landing.Json;
using Tracklake.Zones;

namespace Tracklake.Landing.Columns;

/// <summary>Rows of the albums table.</summary>
internal sealed class AlbumRows : TableRows
{
    private readonly TextBuffer albumId;
    private readonly TextBuffer albumName;
    private readonly TextBuffer albumType;
    private readonly Int32Buffer totalTracks;
    private readonly TextBuffer releaseDate;
    private readonly TextBuffer releaseDatePrecision;
    private readonly TextBuffer label;
    private readonly Int32Buffer popularity;
    private readonly TextBuffer upc;

    public AlbumRows()
        : base(ProcessedAlbums.Table)
    {
        albumId = Text(ProcessedAlbums.AlbumId);
        albumName = Text(ProcessedAlbums.AlbumName);
        albumType = Text(ProcessedAlbums.AlbumType);
        totalTracks = Int32(ProcessedAlbums.TotalTracks);
        releaseDate = Text(ProcessedAlbums.ReleaseDate);
        releaseDatePrecision = Text(ProcessedAlbums.ReleaseDatePrecision);
        label = Text(ProcessedAlbums.Label);
        popularity = Int32(ProcessedAlbums.Popularity);
        upc = Text(ProcessedAlbums.Upc);
    }

    public void Add(in AlbumFields album, RecordText text, in RecordSource source)
    {
        albumId.Add(text[album.Key]);
        albumName.Add(text[album.Name]);
        albumType.AddOrNull(album.Type, text);
        totalTracks.Add(album.TotalTracks);
        releaseDate.AddOrNull(album.ReleaseDate, text);
        releaseDatePrecision.AddOrNull(album.ReleaseDatePrecision, text);
        label.AddOrNull(album.Label, text);
        popularity.Add(album.Popularity);
        upc.AddOrNull(album.Upc, text);
        AddSource(source);
    }
}
