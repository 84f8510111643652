using Tracklake.Simulator.Catalogue;

namespace Tracklake.Simulator.Tests;

public sealed class MarketTests
{
    [Fact]
    public async Task With_a_market_each_track_says_whether_it_can_be_played_there()
    {
        await using var api = await Api.StartAsync();
        var albums = AlbumsOf(api.Catalogue);
        foreach (var album in albums.Where(album => !album.Markets.Contains("JP")).Take(5).Concat(albums.Take(5)))
        {
            var tracks = await api.WalkAsync($"albums/{album.Id}/tracks?market=JP&limit=50");
            Assert.Equal(
                album.Tracks.Select(t => t.Markets.Contains("JP")),
                tracks.Select(t => t.GetProperty("is_playable").GetBoolean()));
            Assert.All(tracks, track => Assert.Equal(
                !track.GetProperty("is_playable").GetBoolean(),
                track.TryGetProperty("restrictions", out var restrictions) && restrictions.Text("reason") == "market"));
            Assert.All(tracks, track => Assert.False(track.TryGetProperty("available_markets", out _)));
            var full = await api.GetAsync($"albums/{album.Id}?market=JP");
            Assert.Equal(!album.Markets.Contains("JP"), full.TryGetProperty("restrictions", out _));
        }
        Assert.Contains(albums, album => !album.Markets.Contains("JP"));
        Assert.False((await api.GetAsync($"tracks/{albums[0].Tracks[0].Id}")).TryGetProperty("is_playable", out _));
    }

    [Fact]
    public async Task Albums_of_an_artist_are_those_that_the_market_has()
    {
        await using var api = await Api.StartAsync();
        var left = 0;
        foreach (var artist in api.Artists)
        {
            var truth = api.Catalogue.AlbumsOf(artist, Api.Today).Select(found => found.Album).ToList();
            var served = await api.WalkAsync($"artists/{artist}/albums?market=JP&limit=50");
            Assert.Equal(truth.Where(a => a.Markets.Contains("JP")).Select(a => a.Id), served.Select(a => a.Id()));
            left += truth.Count - served.Count;
        }
        Assert.True(left > 0);
    }

    [Theory]
    [InlineData(AccessProfile.Extended, true)]
    [InlineData(AccessProfile.NewDevelopment, false)]
    public async Task A_track_is_replaced_by_one_that_can_be_played(AccessProfile profile, bool told)
    {
        await using var api = await Api.StartAsync(profile);
        var catalogue = api.Catalogue;
        var requested = AlbumsOf(catalogue).SelectMany(album => album.Tracks)
            .First(t => !t.Markets.Contains("JP") && catalogue.PlayableElsewhere(t, "JP", Api.Today) is not null);
        var served = await api.GetAsync($"tracks/{requested.Id}?market=JP");
        var other = catalogue.FindTrack(served.Id(), Api.Today)!;
        Assert.NotEqual(requested.Id, other.Id);
        Assert.Equal(requested.Isrc, other.Isrc);
        Assert.True(served.GetProperty("is_playable").GetBoolean());
        Assert.Equal(told, served.TryGetProperty("linked_from", out var linked));
        if (told) Assert.Equal(requested.Id, linked.Id());
        Assert.Equal(requested.Id, (await api.GetAsync($"tracks/{requested.Id}")).Id());
    }

    [Fact]
    public async Task Top_tracks_of_a_market_can_be_played_there()
    {
        await using var api = await Api.StartAsync();
        foreach (var artist in api.Artists.Take(10))
        {
            var top = (await api.GetAsync($"artists/{artist}/top-tracks?market=JP")).List("tracks");
            Assert.Equal(10, top.Count);
            Assert.All(top, track => Assert.True(track.GetProperty("is_playable").GetBoolean()));
            Assert.Equal(10, top.Select(track => track.GetProperty("external_ids").Text("isrc")).Distinct().Count());
        }
    }

    [Theory]
    [InlineData("Germany")]
    [InlineData("de")]
    [InlineData("1A")]
    public async Task What_is_no_country_code_is_refused(string market)
    {
        await using var api = await Api.StartAsync();
        var (status, body) = await api.TryAsync($"artists/{api.Artists[0]}/albums?market={market}");
        Assert.Equal((400, """{"error":{"status":400,"message":"Invalid market code"}}"""), (status, body));
    }

    private static List<SimulatedAlbum> AlbumsOf(SimulatedCatalogue catalogue) =>
    [
        .. catalogue.FollowedArtistIds.SelectMany(id => catalogue.AlbumsOf(id, Api.Today, Api.Own))
            .Select(found => found.Album).Distinct(),
    ];
}
