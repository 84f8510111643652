using System.Text.Json;

namespace Tracklake.Simulator.Tests;

public sealed class SearchTests
{
    [Fact]
    public async Task Searching_each_artist_by_name_finds_its_tracks_and_some_that_are_not()
    {
        await using var api = await Api.StartAsync(AccessProfile.NewDevelopment);
        var catalogue = api.Catalogue;
        var noise = 0;
        foreach (var artist in catalogue.FollowedArtistIds.Select(id => catalogue.FindArtist(id)!))
        {
            var query = Uri.EscapeDataString($"artist:\"{artist.Name}\"");
            var hits = await WalkAsync(api, $"search?q={query}&type=track&limit=10");
            var namesakes = new HashSet<string>(catalogue.FollowedArtistIds.Append(artist.Id)
                .Where(id => SameWords(catalogue.FindArtist(id)!.Name, artist.Name)));
            var mine = hits.Where(hit => ArtistIds(hit).Contains(artist.Id)).Select(item => item.Id()).ToList();
            Assert.Equal(catalogue.TracksOf(artist.Id, Api.Today).Select(t => t.Id).Order(), mine.Order());
            Assert.Equal(mine.Count, mine.Distinct().Count());
            noise += hits.Count(hit => !ArtistIds(hit).Any(namesakes.Contains));
        }
        Assert.True(noise > 30, $"{noise} hits by others");
    }

    [Fact]
    public async Task Hits_come_in_the_order_of_popularity_among_themselves()
    {
        await using var api = await Api.StartAsync();
        var artist = api.Catalogue.FindArtist(api.Artists[2])!;
        var query = Uri.EscapeDataString($"artist:\"{artist.Name}\"");
        var hits = await WalkAsync(api, $"search?q={query}&type=track&limit=50");
        var mine = hits.Where(hit => ArtistIds(hit).Contains(artist.Id));
        var popularity = mine.Select(hit => hit.Int("popularity")).ToList();
        Assert.True(popularity.Count > 100);
        Assert.Equal(popularity.OrderDescending(), popularity);
    }

    [Fact]
    public async Task Names_that_differ_in_case_only_are_found_together()
    {
        await using var api = await Api.StartAsync();
        var found = await api.GetAsync("search?q=artist:nova&type=artist");
        var names = found.GetProperty("artists").List("items").Select(a => a.Text("name"));
        Assert.Equal(["NOVA", "Nova"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Filters_narrow_a_search_down()
    {
        await using var api = await Api.StartAsync();
        var catalogue = api.Catalogue;
        var tracks = catalogue.FollowedArtistIds.SelectMany(id => catalogue.TracksOf(id, Api.Today))
            .DistinctBy(t => t.Id).ToList();
        var track = tracks.First(t => tracks.Count(other => other.Isrc == t.Isrc) == 2);
        var byIsrc = await WalkAsync(api, $"search?q=isrc:{track.Isrc}&type=track&limit=50");
        Assert.Equal(
            tracks.Where(t => t.Isrc == track.Isrc).Select(t => t.Id).Order(),
            byIsrc.Select(item => item.Id()).Order());
        var byUpc = await WalkAsync(api, $"search?q=upc:{track.Album.Upc}&type=album&limit=50", "albums");
        Assert.Equal([track.Album.Id], byUpc.Select(item => item.Id()));
        var byYear = await WalkAsync(api, "search?q=rivers%20year:2015-2020&type=album&limit=50", "albums");
        Assert.NotEmpty(byYear);
        Assert.All(byYear, album => Assert.InRange(int.Parse(album.Text("release_date")![..4]), 2015, 2020));
        Assert.All(byYear, album => Assert.Contains("rivers", album.Text("name")!.ToLowerInvariant()));
        var fresh = await WalkAsync(api, "search?q=tag:new&type=album&limit=50", "albums");
        Assert.NotEmpty(fresh);
        Assert.All(fresh, album => Assert.True(DateOnly.Parse(album.Text("release_date")!) > Api.Today.AddDays(-14)));
    }

    [Fact]
    public async Task Each_type_has_its_own_page()
    {
        await using var api = await Api.StartAsync();
        var found = await api.GetAsync("search?q=Paper&type=track,artist,album,show&limit=3");
        Assert.Equal(["tracks", "artists", "albums", "shows"], found.EnumerateObject().Select(p => p.Name));
        Assert.Equal(3, found.GetProperty("tracks").List("items").Count);
        Assert.Equal(3, found.GetProperty("albums").List("items").Count);
        Assert.Equal(0, found.GetProperty("shows").Int("total"));
        var next = found.GetProperty("tracks").Text("next")!;
        Assert.Equal("https://api.spotify.com/v1/search?query=Paper&type=track&offset=3&limit=3", next);
        Assert.Equal(["tracks"], (await api.GetAsync(Api.Relative(next))).EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData("search?type=track", "No search query")]
    [InlineData("search?q=x", "Missing parameter type")]
    [InlineData("search?q=x&type=hologram", "Bad search type field hologram")]
    [InlineData("search?q=x&type=track&offset=1001", "Invalid offset")]
    [InlineData("search?q=x&type=track&limit=51", "Invalid limit")]
    public async Task A_search_that_makes_no_sense_is_refused(string path, string message)
    {
        await using var api = await Api.StartAsync();
        Assert.Equal((400, $$$"""{"error":{"status":400,"message":"{{{message}}}"}}"""), await api.TryAsync(path));
    }

    [Fact]
    public async Task Nothing_is_found_where_there_is_nothing()
    {
        await using var api = await Api.StartAsync();
        foreach (var query in new[] { "artist:\"No Such Artist\"", "isrc:XX0000000000", "%22-%22", "artist:\"-\"" })
        {
            var found = await api.GetAsync($"search?q={query}&type=track,artist");
            if (query != "%22-%22") Assert.Equal(0, found.GetProperty("tracks").Int("total"));
            Assert.Equal(0, found.GetProperty("artists").List("items").Count(a => a.Text("name") == "-"));
        }
    }

    private static bool SameWords(string one, string other) =>
        Search.SearchQuery.WordsOf(one).SequenceEqual(Search.SearchQuery.WordsOf(other));

    private static async Task<List<JsonElement>> WalkAsync(Api api, string path, string kind = "tracks")
    {
        var items = new List<JsonElement>();
        for (var next = path; next is not null;)
        {
            var page = (await api.GetAsync(next)).GetProperty(kind);
            items.AddRange(page.List("items"));
            next = page.Text("next") is { } link ? Api.Relative(link) : null;
        }
        return items;
    }


    private static IEnumerable<string> ArtistIds(JsonElement track) => track.List("artists").Select(item => item.Id());
}
