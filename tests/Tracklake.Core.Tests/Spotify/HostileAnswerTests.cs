using Tracklake.Sources;

namespace Tracklake.Core.Tests.Spotify;

public class HostileAnswerTests
{
    private const string Spotify = "https://api.spotify.com/v1/";
    private const string List = "/artists/0aAAAAAAAAAAAAAAAAAAAA/albums?offset=";

    [Theory]
    [InlineData("https://api.spotify.com.evil.example/v1" + List + "1", "another host")]
    [InlineData("http://api.spotify.com/v1" + List + "1", "another host")]
    [InlineData("https://user@api.spotify.com/v1" + List + "1", "another host")]
    [InlineData("//evil.example/v1" + List + "1", "another host")]
    [InlineData("https://api.spotify.com/v1/me/player?offset=1", "another list")]
    [InlineData("https://api.spotify.com/v2" + List + "1", "another list")]
    [InlineData("https://api.spotify.com/v1" + List + "0", "leads back")]
    [InlineData("https://api.spotify.com/v1" + List + "2000", "far behind its end")]
    public async Task A_next_page_that_is_none_is_not_asked_and_the_list_is_reported_as_cut_off(
        string next, string problem)
    {
        await using var api = new ScriptedApi();
        api.Say("artists/0a/albums", ScriptedApi.Page(0, 50, 9, next, $$"""{"id":"{{ScriptedApi.Album}}"}"""));

        var batch = await api.ExtractedAsync();

        var notice = Assert.Single(batch.Notices);
        Assert.StartsWith(
            $"The list of albums of Zoë ({ScriptedApi.Artist}) is cut off after 1 of 9 announced entries: ", notice);
        Assert.Contains(problem, notice);
        Assert.Single(api.Asked, path => path.Contains("/albums?", StringComparison.Ordinal));
        Assert.DoesNotContain(api.Asked, path => path.Contains("me/player", StringComparison.Ordinal));
        // All that can be had has arrived.
        Assert.Equal(5, Assert.Single(batch.Parts).Entries);
    }

    [Fact]
    public async Task Pages_are_followed_by_the_offset_that_the_link_names_on_our_own_address()
    {
        await using var api = new ScriptedApi();
        var path = $"artists/{ScriptedApi.Artist}/albums";
        // Fifty asked, one filtered away by Spotify: the link counts it, the page does not hold it.
        api.Say(
            "artists/0a/albums",
            ScriptedApi.Page(0, 2, 3, $"{Spotify}{path}?offset=2&limit=2", $$"""{"id":"{{ScriptedApi.Album}}"}"""));
        api.Say(
            "artists/0a/albums?include_groups=album,single,compilation&limit=50&offset=2",
            ScriptedApi.Page(2, 2, 3, null, $$"""{"id":"{{ScriptedApi.Album}}"}"""));

        var batch = await api.ExtractedAsync();

        Assert.Empty(batch.Notices);
        Assert.Equal(6, Assert.Single(batch.Parts).Entries);
    }

    [Fact]
    public async Task A_link_that_leads_over_entries_is_not_followed_over_them()
    {
        await using var api = new ScriptedApi();
        var path = $"artists/{ScriptedApi.Artist}/albums";
        api.Say(
            "artists/0a/albums",
            ScriptedApi.Page(0, 2, 99, $"{Spotify}{path}?offset=90&limit=2", $$"""{"id":"{{ScriptedApi.Album}}"}"""));
        api.Say(
            "artists/0a/albums?include_groups=album,single,compilation&limit=50&offset=2",
            ScriptedApi.Page(2, 2, 3, null, $$"""{"id":"{{ScriptedApi.Album}}"}"""));

        await api.ExtractedAsync();

        Assert.Contains(api.Asked, asked => asked.EndsWith("offset=2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_null_in_a_batch_is_asked_for_singly_before_it_counts_as_missing()
    {
        await using var api = new ScriptedApi();
        api.Say("tracks?", """{"tracks":[null]}""");
        api.Say("tracks/2c", $$"""{"id":"{{ScriptedApi.Track}}","popularity":5}""");

        var batch = await api.ExtractedAsync();

        Assert.Contains($"tracks/{ScriptedApi.Track}", api.Asked);
        Assert.Empty(batch.Notices);
    }

    [Fact]
    public async Task An_album_that_is_gone_is_a_notice_and_nothing_else_is_asked_of_it()
    {
        await using var api = new ScriptedApi();
        api.Say("albums?", """{"albums":[null]}""");

        var batch = await api.ExtractedAsync();

        Assert.Equal(
            $"There is no album {ScriptedApi.Album} (Resource not found): it is left out.",
            Assert.Single(batch.Notices));
        Assert.Equal($"albums/{ScriptedApi.Album}", api.Asked[^2]);
        Assert.EndsWith("top-tracks?market=US", api.Asked[^1]);
    }

    [Theory]
    [InlineData("{}", "lacks the list")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("""{"artists":[]} {"artists":[]}""", "whole JSON")]
    [InlineData("<html><body>hello</body></html>", "whole JSON")]
    [InlineData("", "whole JSON")]
    public async Task An_answer_of_another_shape_is_never_taken_for_one(string body, string reason)
    {
        await using var api = new ScriptedApi();
        api.Say("artists?", body);

        var failed = await Assert.ThrowsAsync<SourceException>(() => api.ExtractAsync());

        Assert.Contains(reason, failed.Message);
        Assert.Equal(6, api.Asked.Count);
    }

    [Fact]
    public async Task A_redirect_is_refused_since_the_token_must_not_follow_it()
    {
        await using var api = new ScriptedApi();
        await using var other = new ScriptedApi();
        api.Say("artists?", "", 302, ("Location", $"http://127.0.0.1:{other.Port}/v1/artists?ids=1"));

        var failed = await Assert.ThrowsAsync<SourceException>(() => api.ExtractAsync());

        Assert.Contains("302", failed.Message);
        Assert.Empty(other.Asked);
    }

    [Fact]
    public async Task A_403_of_what_nothing_replaces_fails_at_once_and_says_what_was_refused()
    {
        await using var api = new ScriptedApi();
        api.Say("artists/0a/albums", "<html><h1>Forbidden</h1></html>", 403);

        var failed = await Assert.ThrowsAsync<SourceException>(() => api.ExtractAsync());

        Assert.Contains("403", failed.Message);
        Assert.Contains("GET /artists/{id}/albums", failed.Message);
        Assert.Equal(2, api.Asked.Count);
    }

    [Fact]
    public async Task A_400_with_an_empty_body_counts_as_a_rejected_page_size()
    {
        await using var api = new ScriptedApi();
        api.Say("artists/0a/albums", "", 400);
        api.Say(
            "artists/0a/albums?include_groups=album,single,compilation&limit=20",
            ScriptedApi.Page(0, 20, 1, null, $$"""{"id":"{{ScriptedApi.Album}}"}"""));

        await api.ExtractedAsync();

        Assert.Contains(api.Asked, path => path.Contains("limit=20", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_quota_without_retry_after_is_taken_for_24_hours()
    {
        await using var api = new ScriptedApi();
        api.Say(
            "artists?", """{"error":{"status":429,"message":"Too many requests","reason":"QUOTA_EXCEEDED"}}""", 429);

        var deferred = Assert.IsType<Deferred>(await api.ExtractAsync());

        Assert.Equal(api.Clock.GetUtcNow().AddHours(24), deferred.Until);
    }

    [Fact]
    public async Task A_retry_after_may_be_a_date()
    {
        await using var api = new ScriptedApi();
        api.Say("artists?", "", 429, ("Retry-After", "Tue, 10 Nov 2026 22:00:00 GMT"));

        var deferred = Assert.IsType<Deferred>(await api.ExtractAsync());

        Assert.Equal(new DateTimeOffset(2026, 11, 10, 22, 0, 0, TimeSpan.Zero), deferred.Until);
    }

    [Fact]
    public async Task A_retry_after_of_nothing_is_not_taken_for_leave_to_hammer()
    {
        await using var api = new ScriptedApi();
        api.Say("artists?", "", 429, ("Retry-After", "0"));

        Assert.IsType<Deferred>(await api.ExtractAsync());

        Assert.InRange(api.Asked.Count, 3, 8);
    }

    [Fact]
    public async Task A_token_that_is_always_refused_ends_in_a_clear_failure()
    {
        await using var api = new ScriptedApi();
        api.Say("artists?", """{"error":{"status":401,"message":"Invalid access token"}}""", 401);

        var failed = await Assert.ThrowsAsync<SourceException>(() => api.ExtractAsync());

        Assert.Contains("401, Invalid access token", failed.Message);
        Assert.Equal(4, api.Asked.Count);
    }
}
