using Tracklake.Raw;
using Tracklake.Sources;
using Tracklake.Sources.Spotify;

namespace Tracklake.Core.Tests.Spotify;

/// <summary>What holds only where days cannot be simulated.</summary>
public class LiveDayTests
{
    private static readonly DateOnly Today = new(2026, 11, 9);

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Only_today_can_be_asked_for(int days)
    {
        await using var api = new ScriptedApi();

        var failed = await Assert.ThrowsAsync<SourceException>(() => api.ExtractAsync(Today.AddDays(days)));

        Assert.True(failed.IsConfiguration);
        Assert.Contains("2026-11-09", failed.Message);
        Assert.Empty(api.Asked);
    }

    [Fact]
    public async Task A_day_that_was_deferred_past_midnight_is_completed_and_each_answer_says_of_which_day_it_is()
    {
        await using var api = new ScriptedApi();
        var date = ("Date", "Mon, 09 Nov 2026 22:00:00 GMT");
        api.Say("artists?", $$"""{"artists":[{"id":"{{ScriptedApi.Artist}}","name":"Zoë"}]}""", 200, date);
        api.Say("albums?", "", 429, ("Retry-After", "36000"));
        Assert.IsType<Deferred>(await api.ExtractAsync(Today));
        api.Say(
            "albums?", "{\"albums\":[" + ScriptedApi.FullAlbum(ScriptedApi.Page(0, 50, 0, null)) + "]}",
            200, ("Date", "Tue, 10 Nov 2026 09:00:00 GMT"));
        api.Clock.Advance(TimeSpan.FromHours(11));

        var batch = Assert.IsType<Extracted>(await api.ExtractAsync(Today)).Batch;

        Assert.Equal("2026-11-09", batch.Name);
        var entries = await api.Raw.ReadIndexAsync(batch.Parts[0], TestContext.Current.CancellationToken);
        Assert.Equal(Today, entries.Single(e => e.Kind == RawKind.Artists).ObservedOn);
        Assert.Equal(Today.AddDays(1), entries.Single(e => e.Kind == RawKind.Albums).ObservedOn);
    }

    [Fact]
    public async Task A_day_that_nobody_took_up_again_in_time_is_dropped()
    {
        await using var api = new ScriptedApi();
        api.Say("albums?", "", 429, ("Retry-After", "36000"));
        Assert.IsType<Deferred>(await api.ExtractAsync(Today));
        api.Clock.Advance(TimeSpan.FromDays(60));

        var failed = await Assert.ThrowsAsync<SourceException>(() => api.ExtractAsync(Today));

        Assert.Contains("not taken up again in time", failed.Message);
        Assert.Empty(Directory.GetFiles(api.ExtractFolder, "*.spool"));
    }

    [Fact]
    public async Task Answers_of_abandoned_days_do_not_stay_on_the_disk()
    {
        await using var api = new ScriptedApi();
        Directory.CreateDirectory(api.ExtractFolder);
        var old = Path.Combine(api.ExtractFolder, "2026-11-01.spool");
        await File.WriteAllTextAsync(old, "kept answers", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(old, api.Clock.GetUtcNow().UtcDateTime.AddDays(-3));

        await api.ExtractedAsync();

        Assert.False(File.Exists(old));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_with_the_next_step()
    {
        var api = new ScriptedApi();
        await api.DisposeAsync();

        var failed = await Assert.ThrowsAsync<SourceException>(() => api.ExtractAsync());

        Assert.Contains("Check the network and the address", failed.Message);
        Assert.False(failed.IsConfiguration);
    }

    [Fact]
    public void Everything_that_is_wrong_with_the_options_is_said_at_once_and_no_secret_with_it()
    {
        var options = new SpotifySourceOptions
        {
            Name = "../demo",
            ApiBase = new Uri("http://api.example/v1"),
            ClientId = "",
            ClientSecret = "very-secret",
            Artists = [" "],
            Market = "Germany",
            Parallelism = 0,
        };

        var failed = Assert.Throws<SourceException>(() => new SpotifySource(
            options, new RawZone(new Tracklake.Storage.FolderObjectStore("unused")), "unused", TimeProvider.System));

        Assert.True(failed.IsConfiguration);
        string[] parts = ["'../demo'", "base address", "client id", "no artist", "'Germany'", "parallelism"];
        foreach (var part in parts)
            Assert.Contains(part, failed.Message);
        Assert.DoesNotContain("very-secret", failed.Message);
    }
}
