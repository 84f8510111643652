using Tracklake.Landing.Json;
using Tracklake.Zones;

namespace Tracklake.Landing.Columns;

/// <summary>Rows of the artists table.</summary>
internal sealed class ArtistRows : TableRows
{
    private readonly TextBuffer artistId;
    private readonly TextBuffer artistName;
    private readonly Int32Buffer popularity;
    private readonly Int64Buffer followers;
    private readonly TextBuffer genres;
    private readonly BooleanBuffer isFollowed;

    public ArtistRows()
        : base(ProcessedArtists.Table)
    {
        artistId = Text(ProcessedArtists.ArtistId);
        artistName = Text(ProcessedArtists.ArtistName);
        popularity = Int32(ProcessedArtists.Popularity);
        followers = Int64(ProcessedArtists.Followers);
        genres = Text(ProcessedArtists.Genres);
        isFollowed = Boolean(ProcessedArtists.IsFollowed);
    }

    public void Add(in ArtistFields artist, bool followed, RecordText text, in RecordSource source)
    {
        artistId.Add(text[artist.Key]);
        artistName.Add(text[artist.Name]);
        popularity.Add(artist.Popularity);
        followers.Add(artist.Followers);
        genres.AddOrNull(artist.Genres, text);
        isFollowed.Add(followed);
        AddSource(source);
    }
}
