using System.Text.Json;

namespace Tracklake.Simulator.Tests;

/// <summary>Which endpoints answer, with which page sizes, for each profile and as of each day.</summary>
public sealed class ProfileTests
{
    private static readonly DateOnly BeforeRecommendationsEnded = new(2024, 11, 26);
    private static readonly DateOnly RecommendationsEnded = new(2024, 11, 27);
    private static readonly DateOnly BeforeCut = new(2026, 2, 10);
    private static readonly DateOnly Cut = new(2026, 2, 11);

    public static TheoryData<string> CutPaths =>
    [
        "artists/{artist}/top-tracks", "artists?ids={artist}", "albums?ids={album}", "tracks?ids={track}",
        "browse/new-releases", "browse/categories", "browse/categories/ambient", "markets", "users/someone",
    ];

    [Theory]
    [MemberData(nameof(CutPaths))]
    public async Task What_was_cut_answers_everyone_but_new_apps(string path)
    {
        foreach (var profile in Enum.GetValues<AccessProfile>())
        {
            await using var api = await Api.StartAsync(profile);
            var expected = profile == AccessProfile.NewDevelopment ? 403 : 200;
            Assert.Equal(expected, (await api.TryAsync(Fill(path, api))).Status);
            Assert.Equal(expected, (await api.TryAsync(Fill(path, api, Cut), Cut)).Status);
            Assert.Equal(200, (await api.TryAsync(Fill(path, api, BeforeCut), BeforeCut)).Status);
        }
    }

    [Theory]
    [InlineData("artists/{artist}/related-artists", 404, """{"error":{"status":404,"message":"Not Found"}}""")]
    [InlineData("recommendations?seed_artists={artist}&seed_genres=ambient", 404, "")]
    [InlineData("recommendations/available-genre-seeds", 404, "")]
    [InlineData("audio-features/{track}", 403, """{"error":{"status":403}}""")]
    [InlineData("audio-features?ids={track}", 403, """{"error":{"status":403}}""")]
    [InlineData("audio-analysis/{track}", 403, """{"error":{"status":403}}""")]
    [InlineData("browse/featured-playlists", 404, """{"error":{"status":404,"message":"Resource not found"}}""")]
    [InlineData(
        "browse/categories/ambient/playlists", 404, """{"error":{"status":404,"message":"Resource not found"}}""")]
    public async Task What_ended_in_November_2024_answered_until_then(string path, int status, string body)
    {
        foreach (var profile in Enum.GetValues<AccessProfile>())
        {
            await using var api = await Api.StartAsync(profile);
            var filled = Fill(path, api, BeforeRecommendationsEnded);
            Assert.Equal(200, (await api.TryAsync(filled, BeforeRecommendationsEnded)).Status);
            Assert.Equal((status, body), await api.TryAsync(filled, RecommendationsEnded));
            Assert.Equal((status, body), await api.TryAsync(filled));
        }
    }

    [Theory]
    [InlineData("artists/{artist}/albums?", AccessProfile.NewDevelopment, 5, 10)]
    [InlineData("artists/{artist}/albums?", AccessProfile.LegacyDevelopment, 20, 50)]
    [InlineData("artists/{artist}/albums?", AccessProfile.Extended, 20, 50)]
    [InlineData("search?q=rivers&type=track&", AccessProfile.NewDevelopment, 5, 10)]
    [InlineData("search?q=rivers&type=track&", AccessProfile.LegacyDevelopment, 20, 50)]
    [InlineData("search?q=rivers&type=track&", AccessProfile.Extended, 20, 50)]
    [InlineData("albums/{album}/tracks?", AccessProfile.NewDevelopment, 20, 50)]
    [InlineData("albums/{album}/tracks?", AccessProfile.Extended, 20, 50)]
    public async Task Page_sizes_are_those_of_the_profile(string path, AccessProfile profile, int unasked, int most)
    {
        await using var api = await Api.StartAsync(profile);
        path = Fill(path, api);
        Assert.Equal(unasked, Page(await api.GetAsync(path)).Int("limit"));
        Assert.Equal(most, Page(await api.GetAsync($"{path}limit={most}")).Int("limit"));
        foreach (var limit in new[] { "0", "-1", "ten", $"{most + 1}" })
            Assert.Equal(
                (400, """{"error":{"status":400,"message":"Invalid limit"}}"""),
                await api.TryAsync($"{path}limit={limit}"));
        Assert.Equal(400, (await api.TryAsync($"{path}offset=-1")).Status);
    }

    [Fact]
    public async Task A_new_app_is_served_like_an_older_one_before_there_were_new_apps()
    {
        await using var fresh = await Api.StartAsync(AccessProfile.NewDevelopment);
        await using var legacy = await Api.StartAsync(AccessProfile.LegacyDevelopment);
        string[] paths = ["artists/{artist}", "artists/{artist}/albums", "albums/{album}", "tracks/{track}"];
        foreach (var path in paths)
        {
            var filled = Fill(path, fresh, BeforeCut);
            Assert.Equal(await legacy.TryAsync(filled, BeforeCut), await fresh.TryAsync(filled, BeforeCut));
            Assert.NotEqual(await legacy.TryAsync(filled, Cut), await fresh.TryAsync(filled, Cut));
        }
    }

    [Theory]
    [InlineData("2026-02-10", true)]
    [InlineData("2026-02-11", false)]
    [InlineData("2026-02-28", false)]
    [InlineData("2026-03-01", true)]
    public async Task New_apps_lacked_external_ids_in_February_2026_only(string date, bool there)
    {
        var day = DateOnly.Parse(date);
        await using var api = await Api.StartAsync(AccessProfile.NewDevelopment);
        foreach (var path in new[] { "albums/{album}", "tracks/{track}" })
            Assert.Equal(there, (await api.GetAsync(Fill(path, api, day), day)).TryGetProperty("external_ids", out _));
        await using var extended = await Api.StartAsync(AccessProfile.Extended);
        var track = await extended.GetAsync(Fill("tracks/{track}", extended, day), day);
        Assert.True(track.TryGetProperty("external_ids", out _));
    }

    [Fact]
    public async Task Previews_ended_with_recommendations()
    {
        await using var api = await Api.StartAsync(AccessProfile.Extended);
        foreach (var path in new[] { "tracks/{track}", "albums/{album}/tracks" })
        {
            var filled = Fill(path, api, BeforeRecommendationsEnded);
            Assert.Equal(JsonValueKind.String, Preview(await api.GetAsync(filled, BeforeRecommendationsEnded)));
            Assert.Equal(JsonValueKind.Null, Preview(await api.GetAsync(filled, RecommendationsEnded)));
        }

        static JsonValueKind Preview(JsonElement body) =>
            (body.TryGetProperty("items", out var items) ? items[0] : body).GetProperty("preview_url").ValueKind;
    }

    [Fact]
    public async Task Unknown_things_are_told_apart()
    {
        await using var api = await Api.StartAsync();
        var track = Fill("{track}", api);
        Assert.Equal(404, (await api.TryAsync("artists/0000000000000000000000")).Status);
        Assert.Equal(404, (await api.TryAsync($"artists/{track}")).Status);
        Assert.Equal(400, (await api.TryAsync("artists/zzz")).Status);
        Assert.Equal(400, (await api.TryAsync("artists/ZZZZZZZZZZZZZZZZZZZZZZ")).Status);
        Assert.Equal(
            (404, """{"error":{"status":404,"message":"Service not found"}}"""), await api.TryAsync("podcasts"));
        Assert.Equal(400, (await api.TryAsync($"{Fill("artists/{artist}", api)}/albums?include_groups=demo")).Status);
        var several = await api.GetAsync($"tracks?ids=0000000000000000000000,{track},{Fill("{album}", api)}");
        Assert.Equal(
            [JsonValueKind.Null, JsonValueKind.Object, JsonValueKind.Null],
            several.List("tracks").Select(t => t.ValueKind));
    }

    [Theory]
    [InlineData("tracks", 50)]
    [InlineData("artists", 50)]
    [InlineData("albums", 20)]
    public async Task Batches_have_a_largest_size(string kind, int most)
    {
        await using var api = await Api.StartAsync();
        var ids = Enumerable.Repeat("0000000000000000000000", most + 1).ToList();
        var full = await api.GetAsync($"{kind}?ids={string.Join(',', ids[1..])}");
        Assert.Equal(most, full.List(kind).Count);
        Assert.Equal(400, (await api.TryAsync($"{kind}?ids={string.Join(',', ids)}")).Status);
        Assert.Equal(400, (await api.TryAsync($"{kind}?ids=")).Status);
    }

    private static JsonElement Page(JsonElement body) => body.TryGetProperty("tracks", out var tracks) ? tracks : body;

    private static string Fill(string path, Api api, DateOnly? day = null)
    {
        var catalogue = api.Catalogue;
        var artist = catalogue.FollowedArtistIds[0];
        var album = catalogue.AlbumsOf(artist, day ?? Api.Today, ["album"])[^1].Album;
        return path.Replace("{artist}", artist).Replace("{album}", album.Id).Replace("{track}", album.Tracks[0].Id);
    }
}
