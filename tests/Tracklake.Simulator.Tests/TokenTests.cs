using System.Net;
using System.Text.Json;

namespace Tracklake.Simulator.Tests;

public sealed class TokenTests
{
    private readonly ManualClock _clock = new(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_token_is_good_until_it_expires()
    {
        await using var api = await Api.StartAsync(
            new SimulatorOptions { Clock = _clock, TokenLifetime = TimeSpan.FromMinutes(10) });
        var path = $"artists/{api.Artists[0]}";
        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(200, (await api.TryAsync(path)).Status);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(
            (401, """{"error":{"status":401,"message":"The access token expired"}}"""), await api.TryAsync(path));
        api.Token = await api.NewTokenAsync();
        Assert.Equal(200, (await api.TryAsync(path)).Status);
        Assert.Equal(2, api.Server.Counters.TokensIssued);
    }

    [Fact]
    public async Task A_token_answer_says_how_long_it_lives()
    {
        await using var api = await Api.StartAsync();
        using var response = await api.TokenAsync("simulated-client", "simulated-secret");
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Api.Stop));
        Assert.Equal(
            ["access_token", "token_type", "expires_in"], body.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(3600, body.RootElement.Int("expires_in"));
        Assert.Equal("Bearer", body.RootElement.Text("token_type"));
    }

    [Theory]
    [InlineData("simulated-client", "wrong", "Invalid client secret")]
    [InlineData("wrong", "simulated-secret", "Invalid client")]
    public async Task Wrong_credentials_get_no_token(string id, string secret, string description)
    {
        await using var api = await Api.StartAsync();
        using var response = await api.TokenAsync(id, secret);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(
            $$"""{"error":"invalid_client","error_description":"{{description}}"}""",
            await response.Content.ReadAsStringAsync(Api.Stop));
        Assert.Equal(1, api.Server.Counters.TokensIssued);
    }

    [Fact]
    public async Task Another_grant_is_refused()
    {
        await using var api = await Api.StartAsync();
        using var response = await api.TokenAsync("simulated-client", "simulated-secret", "password");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("unsupported_grant_type", await response.Content.ReadAsStringAsync(Api.Stop));
    }

    [Fact]
    public async Task Without_a_good_token_nothing_is_served()
    {
        await using var api = await Api.StartAsync();
        var path = $"artists/{api.Artists[0]}";
        using var none = await api.Http.GetAsync(new Uri(api.Server.ApiBase, path), Api.Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        api.Token = "BQDinvented";
        Assert.Equal(401, (await api.TryAsync(path)).Status);
    }
}
