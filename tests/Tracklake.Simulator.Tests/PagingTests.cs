using System.Text.Json;

namespace Tracklake.Simulator.Tests;

public sealed class PagingTests
{
    [Theory]
    [InlineData(AccessProfile.NewDevelopment, 10)]
    [InlineData(AccessProfile.LegacyDevelopment, 50)]
    [InlineData(AccessProfile.Extended, 50)]
    public async Task Walking_the_albums_of_every_followed_artist_yields_the_catalogue(AccessProfile profile, int limit)
    {
        await using var api = await Api.StartAsync(profile);
        foreach (var artist in api.Artists)
        {
            var walked = await api.WalkAsync($"artists/{artist}/albums?limit={limit}");
            var truth = api.Catalogue.AlbumsOf(artist, Api.Today);
            Assert.Equal(truth.Select(t => t.Album.Id), walked.Select(item => item.Id()));
            Assert.Equal(truth.Select(t => t.Album.Name), walked.Select(a => a.Text("name")));
            if (profile != AccessProfile.NewDevelopment)
                Assert.Equal(truth.Select(t => t.Group), walked.Select(a => a.Text("album_group")));
        }
    }

    [Fact]
    public async Task Walking_the_tracks_of_every_album_yields_the_catalogue()
    {
        await using var api = await Api.StartAsync();
        var catalogue = api.Catalogue;
        var albums = catalogue.FollowedArtistIds
            .SelectMany(artist => catalogue.AlbumsOf(artist, Api.Today, Api.Own))
            .Select(found => found.Album).Distinct().ToList();
        foreach (var album in albums)
        {
            var walked = await api.WalkAsync($"albums/{album.Id}/tracks?limit=50");
            Assert.Equal(album.Tracks.Select(t => t.Id), walked.Select(item => item.Id()));
            Assert.Equal(album.Tracks.Select(t => t.DurationMs), walked.Select(t => t.Int("duration_ms")));
            Assert.Equal(album.TotalTracks, walked.Count);
        }
        Assert.InRange(albums.Count, 200, 500);
        Assert.Contains(albums, album => album.TotalTracks > 50);
    }

    [Fact]
    public async Task Every_page_size_and_offset_gives_the_same_list()
    {
        await using var api = await Api.StartAsync();
        var artist = api.Artists[2];
        var whole = (await api.WalkAsync($"artists/{artist}/albums?limit=50")).ConvertAll(item => item.Id());
        Assert.True(whole.Count > 50);
        foreach (var limit in new[] { 1, 7, 20, 49 })
        {
            var walked = await api.WalkAsync($"artists/{artist}/albums?limit={limit}");
            Assert.Equal(whole, walked.ConvertAll(item => item.Id()));
        }
        var tail = await api.GetAsync($"artists/{artist}/albums?limit=5&offset={whole.Count - 2}");
        Assert.Equal(2, tail.List("items").Count);
        Assert.Equal(JsonValueKind.Null, tail.GetProperty("next").ValueKind);
        var beyond = await api.GetAsync($"artists/{artist}/albums?limit=5&offset=100000");
        Assert.Empty(beyond.List("items"));
    }

    [Fact]
    public async Task Links_are_the_same_on_every_port_and_lead_back_and_forth()
    {
        await using var api = await Api.StartAsync();
        var artist = api.Artists[2];
        var first = await api.GetAsync($"artists/{artist}/albums?limit=10&include_groups=album,single&market=DE");
        var next = first.Text("next")!;
        Assert.Equal(
            $"https://api.spotify.com/v1/artists/{artist}/albums"
            + "?offset=10&limit=10&include_groups=album,single&market=DE",
            next);
        var second = await api.GetAsync(Api.Relative(next));
        Assert.Equal(first.Text("href"), second.Text("previous"));
    }

    [Fact]
    public async Task Links_lead_to_the_server_itself_on_request()
    {
        await using var api = await Api.StartAsync(new SimulatorOptions { LinkBase = null });
        var artist = await api.GetAsync($"artists/{api.Artists[0]}");
        Assert.StartsWith(api.Server.ApiBase.AbsoluteUri, artist.Text("href"));
    }
}
