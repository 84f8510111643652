using System.Net;
using System.Text.Json;
using Tracklake.Simulator.Faults;

namespace Tracklake.Simulator.Tests;

public sealed class FaultTests
{
    private readonly ManualClock _clock = new(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(FaultKind.RateLimitShort, 1)]
    [InlineData(FaultKind.RateLimitLong, 86_207)]
    [InlineData(FaultKind.RateLimitNoRetryAfter, null)]
    public async Task A_rate_limit_says_when_to_come_back_or_does_not(FaultKind kind, int? seconds)
    {
        await using var api = await StartAsync(new FaultRule(kind) { Count = 1 });
        using var limited = await api.SendAsync(Artist(api));
        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
        Assert.Equal(seconds, (int?)limited.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.Equal(200, (await api.TryAsync(Artist(api))).Status);
        Assert.Equal(new Dictionary<FaultKind, long> { [kind] = 1 }, api.Server.Counters.Faults);
    }

    [Fact]
    public async Task Requests_before_a_Retry_After_has_passed_are_counted()
    {
        await using var api = await StartAsync(
            new FaultRule(FaultKind.RateLimitShort) { Count = 1, RetryAfter = TimeSpan.FromSeconds(30) });
        await api.TryAsync(Artist(api));
        Assert.Equal(0, api.Server.Counters.RequestsBeforeRetryAfter);
        await api.TryAsync(Artist(api));
        Assert.Equal(1, api.Server.Counters.RequestsBeforeRetryAfter);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await api.TryAsync(Artist(api));
        Assert.Equal(1, api.Server.Counters.RequestsBeforeRetryAfter);
    }

    [Fact]
    public async Task A_quota_ends_one_endpoint_until_it_returns()
    {
        await using var api = await StartAsync(new FaultRule(FaultKind.QuotaExceeded) { After = 3 });
        var ids = api.Artists;
        for (var i = 0; i < 3; i++) Assert.Equal(200, (await api.TryAsync($"artists/{ids[i]}/albums")).Status);
        using var refused = await api.SendAsync($"artists/{ids[3]}/albums");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(48_925, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Contains("QUOTA_EXCEEDED", await refused.Content.ReadAsStringAsync(Api.Stop));
        Assert.Equal(200, (await api.TryAsync($"artists/{ids[3]}")).Status);
        Assert.Equal(429, (await api.TryAsync($"artists/{ids[3]}/albums")).Status);
        Assert.Equal(200, (await api.TryAsync($"artists/{ids[3]}/albums", Api.Today.AddDays(1))).Status);
    }

    [Fact]
    public async Task A_quota_may_end_at_a_given_time()
    {
        var until = new DateTimeOffset(Api.Today.AddDays(2), new(0, 0), TimeSpan.Zero);
        await using var api = await StartAsync(new FaultRule(FaultKind.QuotaExceeded) { Until = until });
        using var refused = await api.SendAsync(Artist(api));
        Assert.Equal(until - refused.Headers.Date!.Value, refused.Headers.RetryAfter!.Delta!.Value);
        Assert.Equal(429, (await api.TryAsync(Artist(api), Api.Today.AddDays(1))).Status);
        Assert.Equal(200, (await api.TryAsync(Artist(api), Api.Today.AddDays(2))).Status);
    }

    [Fact]
    public async Task The_reason_of_a_429_is_named_since_July_2026()
    {
        await using var api = await StartAsync(new FaultRule(FaultKind.QuotaExceeded));
        Assert.DoesNotContain("reason", (await api.TryAsync(Artist(api), new DateOnly(2026, 6, 30))).Body);
        Assert.Contains("reason", (await api.TryAsync(Artist(api), new DateOnly(2026, 7, 1))).Body);
    }

    [Fact]
    public async Task A_revoked_token_stays_revoked()
    {
        await using var api = await StartAsync(new FaultRule(FaultKind.TokenRevoked) { After = 1, Count = 1 });
        Assert.Equal(200, (await api.TryAsync(Artist(api))).Status);
        Assert.Equal(401, (await api.TryAsync(Artist(api))).Status);
        Assert.Equal(401, (await api.TryAsync(Artist(api))).Status);
        api.Token = await api.NewTokenAsync();
        Assert.Equal(200, (await api.TryAsync(Artist(api))).Status);
        Assert.Equal(1, api.Server.Counters.FaultsOf(FaultKind.TokenRevoked));
    }

    [Fact]
    public async Task Missing_Premium_is_told_in_plain_text()
    {
        await using var api = await StartAsync(new FaultRule(FaultKind.PremiumRequired));
        using var refused = await api.SendAsync(Artist(api));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("text/plain", refused.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("Active premium", await refused.Content.ReadAsStringAsync(Api.Stop));
    }

    [Fact]
    public async Task A_limit_that_became_invalid_is_overcome_by_a_smaller_one_only()
    {
        await using var api = await StartAsync(new FaultRule(FaultKind.InvalidLimit));
        var path = $"{Artist(api)}/albums";
        for (var i = 0; i < 3; i++) Assert.Equal(400, (await api.TryAsync($"{path}?limit=50&offset=5")).Status);
        Assert.Equal(200, (await api.TryAsync($"{path}?limit=10&offset=5")).Status);
    }

    [Fact]
    public async Task Null_entries_come_in_addition_to_the_real_ones()
    {
        await using var api = await StartAsync(new FaultRule(FaultKind.NullItems));
        var artist = api.Artists[2];
        var walked = await api.WalkAsync($"artists/{artist}/albums?limit=20");
        Assert.Contains(walked, item => item.ValueKind == JsonValueKind.Null);
        Assert.Equal(
            api.Catalogue.AlbumsOf(artist, Api.Today).Select(found => found.Album.Id),
            walked.Where(item => item.ValueKind != JsonValueKind.Null).Select(item => item.Id()));
        Assert.Equal(4, api.Server.Counters.FaultsOf(FaultKind.NullItems));
    }

    [Fact]
    public async Task Next_leads_to_empty_pages_and_then_ends()
    {
        await using var api = await StartAsync(new FaultRule(FaultKind.EmptyNextPages) { EmptyPages = 2 });
        var album = api.Catalogue.AlbumsOf(api.Artists[0], Api.Today)[0].Album;
        var sizes = new List<int>();
        for (var next = $"albums/{album.Id}/tracks?limit=50"; next is not null;)
        {
            var page = await api.GetAsync(next);
            Assert.Equal(album.TotalTracks + 100, page.Int("total"));
            sizes.Add(page.List("items").Count);
            next = page.Text("next") is { } link ? Api.Relative(link) : null;
        }
        Assert.Equal([album.TotalTracks, 0, 0], sizes);
    }

    [Fact]
    public async Task A_truncated_body_is_shorter_than_announced()
    {
        await using var api = await StartAsync(new FaultRule(FaultKind.TruncatedBody) { Count = 1 });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(api.Server.ApiBase, Artist(api)));
        request.Headers.Authorization = new("Bearer", api.Token);
        using var response = await api.Http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, Api.Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var cut = await Assert.ThrowsAsync<HttpIOException>(() => ReadAsync(response));
        Assert.Equal(HttpRequestError.ResponseEnded, cut.HttpRequestError);
        Assert.Equal(200, (await api.TryAsync(Artist(api))).Status);

        static async Task ReadAsync(HttpResponseMessage response)
        {
            await using var body = await response.Content.ReadAsStreamAsync(Api.Stop);
            await body.CopyToAsync(Stream.Null, Api.Stop);
        }
    }

    [Fact]
    public async Task A_reset_connection_gives_no_answer()
    {
        await using var api = await StartAsync(new FaultRule(FaultKind.ConnectionReset) { After = 1, Count = 1 });
        Assert.Equal(200, (await api.TryAsync(Artist(api))).Status);
        await Assert.ThrowsAsync<HttpRequestException>(() => api.TryAsync(Artist(api)));
        Assert.Equal(200, (await api.TryAsync(Artist(api))).Status);
    }

    [Theory]
    [InlineData(FaultKind.ServerErrorHtml, 502, "<html>")]
    [InlineData(FaultKind.ServerErrorEmpty, 503, "")]
    public async Task A_server_error_has_a_body_that_is_not_JSON(FaultKind kind, int status, string start)
    {
        await using var api = await StartAsync(new FaultRule(kind));
        var (served, body) = await api.TryAsync(Artist(api));
        Assert.Equal(status, served);
        Assert.StartsWith(start, body);
        Assert.Equal(start.Length == 0, body.Length == 0);
    }

    [Fact]
    public async Task A_slow_answer_is_right()
    {
        await using var api = await StartAsync(
            new FaultRule(FaultKind.SlowResponse) { Count = 1, Delay = TimeSpan.FromMilliseconds(300) });
        var started = TimeProvider.System.GetTimestamp();
        var slow = await api.TryAsync(Artist(api));
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds, 290, 10_000);
        Assert.Equal(await api.TryAsync(Artist(api)), slow);
        Assert.Equal(1, api.Server.Counters.FaultsOf(FaultKind.SlowResponse));
    }

    [Fact]
    public async Task A_rule_strikes_only_the_paths_that_it_names()
    {
        await using var api = await StartAsync(new FaultRule(FaultKind.ServerErrorEmpty) { Path = "artists/*/albums" });
        Assert.Equal(200, (await api.TryAsync(Artist(api))).Status);
        Assert.Equal(503, (await api.TryAsync($"{Artist(api)}/albums")).Status);
        Assert.Equal(200, (await api.TryAsync($"{Artist(api)}/top-tracks")).Status);
        Assert.Equal(new Dictionary<string, long>
        {
            ["api/token"] = 1,
            ["artists/{id}"] = 1,
            ["artists/{id}/albums"] = 1,
            ["artists/{id}/top-tracks"] = 1,
        }, api.Server.Counters.RequestsByEndpoint);
    }

    [Fact]
    public async Task Tokens_can_be_refused_too()
    {
        await using var server = await SimulatorServer.StartAsync(
            new() { Faults = FaultPlan.Of(new FaultRule(FaultKind.ServerErrorHtml) { Path = "api/token", Count = 1 }) },
            Api.Stop);
        using var http = new HttpClient();
        using var refused = await http.PostAsync(server.TokenEndpoint, null, Api.Stop);
        Assert.Equal(HttpStatusCode.BadGateway, refused.StatusCode);
        using var read = await http.PostAsync(server.TokenEndpoint, null, Api.Stop);
        Assert.Equal(HttpStatusCode.BadRequest, read.StatusCode);
    }

    private Task<Api> StartAsync(params FaultRule[] rules) =>
        Api.StartAsync(new SimulatorOptions { Clock = _clock, Faults = FaultPlan.Of(rules) });

    private static string Artist(Api api) => $"artists/{api.Artists[0]}";
}
