using System.Text;
using System.Text.Json;
using Tracklake.Sources.Spotify;

namespace Tracklake.Core.Tests.Spotify;

/// <summary>Against answers that nobody here wrote, where they are at hand.</summary>
public class BodyReaderTests
{
    private static readonly string? Data = FindData();

    [Theory]
    [InlineData("shapes/artist_dev.json", EndpointFamily.Artist, 1, false)]
    [InlineData("shapes/artist_extended.json", EndpointFamily.Artist, 1, true)]
    [InlineData("shapes/track_dev.json", EndpointFamily.Track, 1, false)]
    [InlineData("shapes/track_extended.json", EndpointFamily.Track, 1, true)]
    [InlineData("shapes/tracks_batch_extended.json", EndpointFamily.Tracks, 1, true)]
    [InlineData("shapes/top_tracks_extended.json", EndpointFamily.TopTracks, 1, true)]
    [InlineData("shapes/top_tracks_empty.json", EndpointFamily.TopTracks, 0, false)]
    [InlineData("shapes/artist_albums_page_dev.json", EndpointFamily.ArtistAlbums, 1, false)]
    [InlineData("shapes/artist_albums_page_bogus_tail.json", EndpointFamily.ArtistAlbums, 0, false)]
    [InlineData("shapes/album_tracks_page_dev.json", EndpointFamily.AlbumTracks, 1, false)]
    [InlineData("shapes/album_full_dev.json", EndpointFamily.Album, 1, false)]
    [InlineData("shapes/search_dev.json", EndpointFamily.Search, 1, false)]
    public void Answers_of_both_kinds_of_access_are_read(
        string file, EndpointFamily family, int entities, bool hasPopularity)
    {
        var facts = BodyReader.Read(family, Read(file));

        Assert.Equal(entities, facts.Entities.Count);
        Assert.Equal(hasPopularity, facts.Entities.Any(entity => entity.HasPopularity));
        Assert.All(facts.Entities, entity => Assert.Equal(22, entity.Id!.Length));
    }

    [Fact]
    public void A_page_tells_where_it_stands()
    {
        var facts = BodyReader.Read(EndpointFamily.ArtistAlbums, Read("shapes/artist_albums_page_bogus_tail.json"));

        Assert.Equal(
            new PageFacts("https://api.spotify.com/v1/artists/0a/albums?offset=40&limit=10", 30, 97, 10, 0),
            facts.Page);
    }

    [Fact]
    public void A_full_album_holds_the_first_page_of_its_tracks()
    {
        var album = Assert.Single(BodyReader.Read(EndpointFamily.Album, Read("shapes/album_full_dev.json")).Entities);

        Assert.Equal(new PageFacts(null, 0, 1, 50, 1), album.Tracks!.Page);
        Assert.Single(album.Tracks.Entities);
    }

    [Fact]
    public void A_relinked_track_is_known_by_the_id_that_it_was_asked_for_by()
    {
        var facts = BodyReader.Read(EndpointFamily.Track, Read("shapes/track_extended_relinked.json"));

        var track = Assert.Single(facts.Entities);
        Assert.NotNull(track.LinkedFrom);
        Assert.NotEqual(track.Id, track.LinkedFrom);
        Assert.True(track.HasIsrc);
    }

    [Fact]
    public void Recorded_answers_of_other_projects_are_read()
    {
        var several = BodyReader.Read(
            EndpointFamily.Albums, Read("api_fixtures/java_albums/GetSeveralAlbumsRequest.json"));
        Assert.All(several.Entities, album => Assert.NotEmpty(album.Tracks!.Entities));

        var top = BodyReader.Read(
            EndpointFamily.TopTracks, Read("api_fixtures/java_artists/GetArtistsTopTracksRequest.json"));
        Assert.True(top.Entities.Count is > 0 and <= 10);
    }

    [Fact]
    public void No_beginning_of_an_answer_passes_for_the_whole()
    {
        var body = Encoding.UTF8.GetBytes(
            """{"items":[{"id":"a","external_ids":{"isrc":"x"}},null],"next":null,"offset":0,"total":2,"limit":50}""");

        for (var length = 0; length < body.Length; length++)
        {
            var cut = body[..length];
            var failed = Record.Exception(() => BodyReader.Read(EndpointFamily.AlbumTracks, cut));
            // The two that the client retries.
            Assert.True(failed is JsonException or InvalidDataException, $"{length} bytes: {failed}");
        }
        Assert.Equal(2, BodyReader.Read(EndpointFamily.AlbumTracks, body).Page!.Count);
    }

    [Fact]
    public void Fields_of_other_types_than_expected_count_as_absent()
    {
        var facts = BodyReader.Read(EndpointFamily.Tracks, """
            {"tracks":[{"id":7,"name":{},"popularity":null,"external_ids":[],"linked_from":"x","tracks":1},"y",3]}
            """u8);

        var entity = Assert.Single(facts.Entities);
        Assert.Equal(new EntityFacts(), entity);
    }

    private static byte[] Read(string file)
    {
        Assert.SkipWhen(Data is null, "The answers that nobody here wrote are not at hand (../shared/data).");
        return File.ReadAllBytes(Path.Combine(Data!, file));
    }

    private static string? FindData()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(Path.Combine(data, "shapes")))
                return data;
        }
        return null;
    }
}
