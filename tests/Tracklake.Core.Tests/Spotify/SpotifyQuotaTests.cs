using Tracklake.Simulator;
using Tracklake.Simulator.Faults;
using Tracklake.Sources;
using Tracklake.Sources.Spotify;

namespace Tracklake.Core.Tests.Spotify;

public class SpotifyQuotaTests
{
    [Fact]
    public async Task A_quota_that_is_used_up_defers_at_once_and_names_the_endpoint()
    {
        var rule = new FaultRule(FaultKind.QuotaExceeded) { Path = "albums", After = 1 };
        await using var lab = await SpotifyLab.StartAsync(rule with { RetryAfter = TimeSpan.FromSeconds(5) });

        var deferred = Assert.IsType<Deferred>(await lab.ExtractAsync(lab.NewSource()));

        // Five seconds would be waited for, were it a rate limit.
        Assert.Equal(lab.Clock.GetUtcNow().AddSeconds(5), deferred.Until, TimeSpan.FromSeconds(3));
        Assert.Equal("Spotify's quota for GET /albums?ids= is used up.", deferred.Reason);
    }

    [Fact]
    public async Task A_second_source_started_too_early_defers_without_asking()
    {
        await using var lab = await SpotifyLab.StartAsync(
            new FaultRule(FaultKind.QuotaExceeded) { Path = "albums", After = 1 });
        var first = Assert.IsType<Deferred>(await lab.ExtractAsync(lab.NewSource()));
        var before = lab.ApiRequests;

        lab.Clock.Advance(TimeSpan.FromHours(3));
        var second = Assert.IsType<Deferred>(await lab.ExtractAsync(lab.NewSource()));

        Assert.Equal(before, lab.ApiRequests);
        Assert.Equal(0, second.Requests);
        Assert.Equal(first.Until, second.Until);
        Assert.Equal(first.Reason, second.Reason);
    }

    [Fact]
    public async Task The_development_budget_spans_runs_and_days_and_rolls_over_after_24_hours()
    {
        await using var lab = await SpotifyLab.StartAsync(AccessProfile.NewDevelopment);
        SpotifySource Source() => lab.NewSource(draft => draft with { DevelopmentBudget = 15 });
        Assert.IsType<Extracted>(await lab.ExtractAsync(Source()));
        var spent = lab.Server.Counters.RequestsByEndpoint["artists/{id}/albums"];
        Assert.InRange(spent, 8, 14);

        var deferred = Assert.IsType<Deferred>(await lab.ExtractAsync(Source(), SpotifyLab.Day.AddDays(1)));

        Assert.Equal(15, lab.Server.Counters.RequestsByEndpoint["artists/{id}/albums"]);
        Assert.Contains("budget of 15 requests in 24 hours for GET /artists/{id}/albums", deferred.Reason);
        Assert.InRange(
            deferred.Until - lab.Clock.GetUtcNow(), TimeSpan.FromHours(23), TimeSpan.FromHours(24.25));

        lab.Clock.SetUtcNow(deferred.Until);
        Assert.IsType<Extracted>(await lab.ExtractAsync(Source(), SpotifyLab.Day.AddDays(1)));
        Assert.Equal(2 * spent, lab.Server.Counters.RequestsByEndpoint["artists/{id}/albums"]);
    }

    [Fact]
    public async Task The_development_budget_does_not_hold_back_an_app_with_everything()
    {
        await using var lab = await SpotifyLab.StartAsync();

        await lab.ExtractedAsync(draft => draft with { DevelopmentBudget = 1 });
    }

    [Fact]
    public async Task An_endpoint_that_answers_429_to_its_first_request_even_after_the_wait_counts_as_taken_away()
    {
        await using var lab = await SpotifyLab.StartAsync(
            new FaultRule(FaultKind.RateLimitLong) { Path = "artists/*/top-tracks" });
        var deferred = Assert.IsType<Deferred>(await lab.ExtractAsync(lab.NewSource()));
        lab.Clock.SetUtcNow(deferred.Until.AddSeconds(1));

        var extracted = Assert.IsType<Extracted>(await lab.ExtractAsync(lab.NewSource()));

        Assert.Equal(2, lab.Server.Counters.RequestsByEndpoint["artists/{id}/top-tracks"]);
        Assert.Contains(
            extracted.Batch.Notices,
            notice => notice.StartsWith("Top tracks are not served to this app", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ledger_that_cannot_be_read_says_which_file_and_what_to_do()
    {
        await using var lab = await SpotifyLab.StartAsync();
        Directory.CreateDirectory(lab.StateFolder);
        var path = Path.Combine(lab.StateFolder, "quota-demo.json");
        await File.WriteAllTextAsync(path, "{\"spent\": [", TestContext.Current.CancellationToken);

        var failed = await Assert.ThrowsAsync<SourceException>(() => lab.ExtractAsync(lab.NewSource()));

        Assert.Contains(path, failed.Message);
        Assert.Contains("Delete it", failed.Message);
    }
}
