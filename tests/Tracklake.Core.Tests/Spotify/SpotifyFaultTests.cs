using Tracklake.Simulator;
using Tracklake.Simulator.Faults;
using Tracklake.Sources;

namespace Tracklake.Core.Tests.Spotify;

/// <summary>Every fault of the simulator alone, then all at once.</summary>
public class SpotifyFaultTests
{
    private static readonly Lazy<Task<Outcome>> Faultless = new(async () =>
    {
        await using var lab = await SpotifyLab.StartAsync();
        var extracted = Assert.IsType<Extracted>(await lab.ExtractAsync(lab.NewSource()));
        return new Outcome(
            await lab.BodiesAsync(extracted.Batch), await LandedContent.ReadAsync(lab, extracted.Batch),
            extracted.Requests);
    });

    [Theory]
    [InlineData(FaultKind.RateLimitShort)]
    [InlineData(FaultKind.RateLimitNoRetryAfter)]
    [InlineData(FaultKind.TokenRevoked)]
    [InlineData(FaultKind.TruncatedBody)]
    [InlineData(FaultKind.ServerErrorHtml)]
    [InlineData(FaultKind.ServerErrorEmpty)]
    [InlineData(FaultKind.ConnectionReset)]
    [InlineData(FaultKind.SlowResponse)]
    public async Task A_fault_that_passes_leaves_no_trace_in_the_bodies(FaultKind kind)
    {
        var rule = new FaultRule(kind) { Probability = kind == FaultKind.TokenRevoked ? 0.1 : 0.3 };
        await using var lab = await SpotifyLab.StartAsync(
            AccessProfile.Extended, new FaultPlan { Seed = 3, MaxPerUrl = 2, Rules = [rule] });

        var extracted = Assert.IsType<Extracted>(await lab.ExtractAsync(lab.NewSource()));

        var faultless = await Faultless.Value;
        Assert.True(lab.Server.Counters.FaultsOf(kind) > 2);
        Assert.Equal(faultless.Bodies, await lab.BodiesAsync(extracted.Batch));
        Assert.Empty(extracted.Batch.Notices);
        Assert.Equal(faultless.Requests, extracted.Requests - extracted.Retries);
        Assert.Equal(lab.ApiRequests, extracted.Requests);
        if (kind is not (FaultKind.SlowResponse or FaultKind.TokenRevoked))
            Assert.Equal(lab.Server.Counters.FaultsOf(kind), extracted.Retries);
        Assert.Equal(extracted.Retries, lab.Log.Count);
    }

    [Fact]
    public async Task A_slow_answer_is_given_up_and_asked_for_again()
    {
        await using var lab = await SpotifyLab.StartAsync(
            new FaultRule(FaultKind.SlowResponse) { Path = "artists", Delay = TimeSpan.FromMinutes(5), Count = 1 });
        using var source = lab.NewSource();

        var extraction = source.ExtractAsync(SpotifyLab.Day, null, TestContext.Current.CancellationToken);
        while (lab.Server.Counters.FaultsOf(FaultKind.SlowResponse) == 0)
            await Task.Delay(2, TestContext.Current.CancellationToken);
        lab.Clock.Advance(TimeSpan.FromHours(1));
        var extracted = Assert.IsType<Extracted>(await lab.RunAsync(extraction));

        Assert.Equal(1, extracted.Retries);
        Assert.Contains("longer than 3600 s", Assert.Single(lab.Log));
        Assert.Equal((await Faultless.Value).Bodies, await lab.BodiesAsync(extracted.Batch));
    }

    [Fact]
    public async Task A_rate_limit_closes_the_gate_for_all_workers()
    {
        await using var lab = await SpotifyLab.StartAsync(new FaultRule(FaultKind.RateLimitShort)
        {
            Path = "artists/*/albums",
            After = 1,
            Count = 2,
            RetryAfter = TimeSpan.FromSeconds(40),
        });
        var began = lab.Clock.GetUtcNow();

        await lab.ExtractedAsync();

        // At most what was under way when the gate closed.
        Assert.True(lab.Server.Counters.RequestsBeforeRetryAfter <= 3);
        Assert.InRange(lab.Clock.GetUtcNow() - began, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(100));
    }

    [Fact]
    public async Task A_wait_past_the_cap_defers_the_day_and_keeps_what_was_answered()
    {
        await using var lab = await SpotifyLab.StartAsync(
            new FaultRule(FaultKind.RateLimitLong) { Path = "artists/*/albums", After = 2, Count = 1 });

        var deferred = Assert.IsType<Deferred>(await lab.ExtractAsync(lab.NewSource()));

        Assert.Equal(lab.Clock.GetUtcNow().AddSeconds(86_207), deferred.Until, TimeSpan.FromMinutes(1));
        Assert.Contains("GET /artists/{id}/albums", deferred.Reason);
        Assert.Contains("86,207", deferred.Reason);
        Assert.True(new FileInfo(lab.SpoolPath).Length > 1000);
        Assert.False(await lab.Raw.HasAsync("demo", "2026-11-09", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Rate_limits_without_end_defer_instead_of_hanging()
    {
        await using var lab = await SpotifyLab.StartAsync(
            new FaultRule(FaultKind.RateLimitShort) { RetryAfter = TimeSpan.FromSeconds(11) });
        var began = lab.Clock.GetUtcNow();

        Assert.IsType<Deferred>(await lab.ExtractAsync(lab.NewSource()));

        Assert.True(lab.Clock.GetUtcNow() - began < TimeSpan.FromSeconds(70));
    }

    [Fact]
    public async Task Missing_premium_fails_at_once_with_the_reason_and_the_next_step()
    {
        await using var lab = await SpotifyLab.StartAsync(new FaultRule(FaultKind.PremiumRequired));

        var refused = await Assert.ThrowsAsync<SourceException>(() => lab.ExtractAsync(lab.NewSource()));

        Assert.Contains("Active premium subscription required", refused.Message);
        Assert.Contains("run again", refused.Message);
        Assert.True(refused.IsConfiguration);
        Assert.Equal(1, lab.ApiRequests);
    }

    [Fact]
    public async Task Servers_that_stay_down_end_the_extraction_after_a_bounded_number_of_attempts()
    {
        await using var lab = await SpotifyLab.StartAsync(new FaultRule(FaultKind.ServerErrorHtml));

        var failed = await Assert.ThrowsAsync<SourceException>(() => lab.ExtractAsync(lab.NewSource()));

        Assert.Equal(6, lab.ApiRequests);
        Assert.Contains("failed 6 times", failed.Message);
        Assert.Contains("502", failed.Message);
        Assert.False(failed.IsConfiguration);
    }

    [Fact]
    public async Task Truncation_without_end_is_a_failure_and_never_an_answer()
    {
        await using var lab = await SpotifyLab.StartAsync(new FaultRule(FaultKind.TruncatedBody) { Path = "artists" });

        await Assert.ThrowsAsync<SourceException>(() => lab.ExtractAsync(lab.NewSource()));

        Assert.Equal(6, lab.ApiRequests);
        Assert.Equal(0, new FileInfo(lab.SpoolPath).Length);
    }

    [Fact]
    public async Task A_rejected_page_size_is_stepped_down_for_its_family_and_no_album_is_lost()
    {
        await using var lab = await SpotifyLab.StartAsync(
            new FaultRule(FaultKind.InvalidLimit) { Path = "artists/*/albums", PageLimit = 10 });

        var batch = await lab.ExtractedAsync();

        // 50 and 20 were rejected once each; nobody tried them a second time.
        Assert.Equal(2, lab.Server.Counters.FaultsOf(FaultKind.InvalidLimit));
        Assert.Equal((await Faultless.Value).Content, await LandedContent.ReadAsync(lab, batch));
        Assert.Empty(batch.Notices);
    }

    [Fact]
    public async Task A_page_size_that_is_always_rejected_is_reported()
    {
        await using var lab = await SpotifyLab.StartAsync(
            new FaultRule(FaultKind.InvalidLimit) { Path = "artists/*/albums", PageLimit = 1 });

        var failed = await Assert.ThrowsAsync<SourceException>(() => lab.ExtractAsync(lab.NewSource()));

        Assert.Contains("pages of 5", failed.Message);
        Assert.Equal(4, lab.Server.Counters.FaultsOf(FaultKind.InvalidLimit));
    }

    [Fact]
    public async Task Nulls_among_the_entries_lose_nothing()
    {
        await using var lab = await SpotifyLab.StartAsync(new FaultRule(FaultKind.NullItems));

        var batch = await lab.ExtractedAsync();

        Assert.True(lab.Server.Counters.FaultsOf(FaultKind.NullItems) > 0);
        Assert.Equal((await Faultless.Value).Content, await LandedContent.ReadAsync(lab, batch));
        Assert.Empty(batch.Notices);
    }

    [Fact]
    public async Task Pages_that_are_promised_but_empty_are_left_out_and_their_lists_named()
    {
        await using var lab = await SpotifyLab.StartAsync(
            new FaultRule(FaultKind.EmptyNextPages) { Path = "artists/*/albums", EmptyPages = 3 });

        var batch = await lab.ExtractedAsync();

        var entries = await lab.EntriesAsync(batch);
        Assert.DoesNotContain(entries, e => e.Body.AsSpan().IndexOf("\"items\":[]"u8) >= 0);
        Assert.Equal((await Faultless.Value).Content, await LandedContent.ReadAsync(lab, batch));
        Assert.All(lab.Server.Catalogue.FollowedArtistIds, artist => Assert.Contains(
            batch.Notices, notice => notice.Contains($"({artist}) is cut off", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(AccessProfile.Extended, 1)]
    [InlineData(AccessProfile.Extended, 2)]
    [InlineData(AccessProfile.Extended, 3)]
    [InlineData(AccessProfile.NewDevelopment, 4)]
    [InlineData(AccessProfile.NewDevelopment, 5)]
    public async Task All_faults_together_land_the_same_content_as_none(AccessProfile profile, int seed)
    {
        await using var calm = await SpotifyLab.StartAsync(profile);
        await using var lab = await SpotifyLab.StartAsync(profile, FaultPlan.Everything(seed));

        // Several days: one is too short for every kind of fault to strike.
        for (var day = SpotifyLab.Day; day < SpotifyLab.Day.AddDays(5); day = day.AddDays(1))
        {
            Assert.Equal(
                await LandedContent.ReadAsync(calm, await calm.ExtractedAsync(day: day)),
                await LandedContent.ReadAsync(lab, await lab.ExtractedAsync(day: day)));
        }

        Assert.InRange(lab.Server.Counters.TotalFaults, 15, long.MaxValue);
        // At most the three others under way for each of the four rate limits.
        Assert.InRange(lab.Server.Counters.RequestsBeforeRetryAfter, 0, 12);
    }

    private sealed record Outcome(byte[] Bodies, SortedDictionary<string, string> Content, int Requests);
}
