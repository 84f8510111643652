using Tracklake.Simulator;
using Tracklake.Simulator.Faults;
using Tracklake.Sources;

namespace Tracklake.Core.Tests.Spotify;

public class SpotifyTokenTests
{
    [Fact]
    public async Task One_token_serves_all_workers_and_several_days()
    {
        await using var lab = await SpotifyLab.StartAsync();
        using var source = lab.NewSource();

        await lab.ExtractAsync(source);
        await lab.ExtractAsync(source, SpotifyLab.Day.AddDays(1));

        Assert.Equal(1, lab.Server.Counters.TokensIssued);
    }

    [Fact]
    public async Task A_token_that_is_refused_in_mid_run_is_replaced_once_for_all_workers()
    {
        await using var lab = await SpotifyLab.StartAsync(
            new FaultRule(FaultKind.TokenRevoked) { Path = "artists/*/top-tracks", After = 1, Count = 1 });

        await lab.ExtractedAsync();

        Assert.Equal(2, lab.Server.Counters.TokensIssued);
    }

    [Fact]
    public async Task A_token_is_renewed_a_minute_before_it_expires_and_none_expires_on_its_way()
    {
        await using var lab = await SpotifyLab.StartAsync(
            AccessProfile.Extended, with: options => options with { TokenLifetime = TimeSpan.FromSeconds(300) });
        using var source = lab.NewSource();
        await lab.ExtractAsync(source);

        lab.Clock.Advance(TimeSpan.FromSeconds(239));
        await lab.ExtractAsync(source, SpotifyLab.Day.AddDays(1));
        Assert.Equal(1, lab.Server.Counters.TokensIssued);
        lab.Clock.Advance(TimeSpan.FromSeconds(1));
        var last = Assert.IsType<Extracted>(await lab.ExtractAsync(source, SpotifyLab.Day.AddDays(2)));

        Assert.Equal(2, lab.Server.Counters.TokensIssued);
        Assert.Equal(0, last.Retries);
    }

    [Fact]
    public async Task A_wrong_secret_is_an_error_of_configuration_that_does_not_show_it()
    {
        await using var lab = await SpotifyLab.StartAsync();
        var source = lab.NewSource(draft => draft with { ClientSecret = "not-the-secret" });

        var refused = await Assert.ThrowsAsync<SourceException>(() => lab.ExtractAsync(source));

        Assert.True(refused.IsConfiguration);
        Assert.Contains("Invalid client secret", refused.Message);
        Assert.Contains("SPOTIFY_CLIENT_SECRET", refused.Message);
        Assert.DoesNotContain("not-the-secret", refused.ToString());
        Assert.Equal(0, lab.ApiRequests);
    }

    [Fact]
    public async Task A_token_endpoint_that_is_down_for_a_moment_is_asked_again()
    {
        await using var lab = await SpotifyLab.StartAsync(
            new FaultRule(FaultKind.ServerErrorEmpty) { Path = "api/token", Count = 2 });

        await lab.ExtractedAsync();

        Assert.Equal(1, lab.Server.Counters.TokensIssued);
        Assert.Equal(2, lab.Log.Count);
    }
}
