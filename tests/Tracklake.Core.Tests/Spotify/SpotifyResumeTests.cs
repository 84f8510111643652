using Tracklake.Simulator;
using Tracklake.Simulator.Faults;
using Tracklake.Sources;

namespace Tracklake.Core.Tests.Spotify;

public class SpotifyResumeTests
{
    [Fact]
    public async Task After_a_cancellation_only_the_rest_is_asked_and_the_bytes_are_the_same()
    {
        await using var calm = await SpotifyLab.StartAsync();
        var undisturbed = Assert.IsType<Extracted>(await calm.ExtractAsync(calm.NewSource()));
        await using var lab = await SpotifyLab.StartAsync();
        using var cancellation = new CancellationTokenSource();
        var stop = new StopAfter(10, cancellation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => lab.ExtractAsync(lab.NewSource(), progress: stop, cancellation: cancellation));
        var progress = new List<ExtractionProgress>();
        var resumed = Assert.IsType<Extracted>(
            await lab.ExtractAsync(lab.NewSource(), progress: new Recorder(progress)));

        Assert.True(stop.Seen >= 10);
        Assert.Equal(undisturbed.Requests - stop.Seen, resumed.Requests);
        Assert.Equal(await calm.BodiesAsync(undisturbed.Batch), await lab.BodiesAsync(resumed.Batch));
        Assert.Equal(undisturbed.Requests, progress[^1].Requests);
        Assert.True(progress[^1].Bytes >= undisturbed.Batch.Parts.Sum(part => part.Bytes - part.Entries));
    }

    [Theory]
    [InlineData(AccessProfile.Extended)]
    [InlineData(AccessProfile.NewDevelopment)]
    public async Task Interrupted_after_every_third_answer_it_ends_with_the_same_bytes_and_asks_nothing_twice(
        AccessProfile profile)
    {
        await using var calm = await SpotifyLab.StartAsync(profile);
        var undisturbed = Assert.IsType<Extracted>(await calm.ExtractAsync(calm.NewSource()));
        await using var lab = await SpotifyLab.StartAsync(profile);

        Extraction? ended = null;
        var requests = 0L;
        while (ended is null)
        {
            // Alone, so that nothing under way is lost with the cancellation.
            using var cancellation = new CancellationTokenSource();
            var stop = new StopAfter(3 + lab.SpooledAnswers, cancellation);
            try
            {
                ended = await lab.ExtractAsync(
                    lab.NewSource(draft => draft with { Parallelism = 1 }), progress: stop, cancellation: cancellation);
            }
            catch (OperationCanceledException)
            {
                Assert.True(lab.ApiRequests > requests);
                requests = lab.ApiRequests;
            }
        }

        Assert.Equal(undisturbed.Requests, lab.ApiRequests);
        Assert.Equal(
            await calm.BodiesAsync(undisturbed.Batch), await lab.BodiesAsync(Assert.IsType<Extracted>(ended).Batch));
    }

    [Fact]
    public async Task Interrupted_among_all_faults_it_lands_the_same_content()
    {
        await using var calm = await SpotifyLab.StartAsync();
        await using var lab = await SpotifyLab.StartAsync(AccessProfile.Extended, FaultPlan.Everything(11));

        Extraction? ended = null;
        while (ended is null)
        {
            using var cancellation = new CancellationTokenSource();
            var stop = new StopAfter(4 + lab.SpooledAnswers, cancellation);
            try
            {
                ended = await lab.ExtractAsync(lab.NewSource(), progress: stop, cancellation: cancellation);
            }
            catch (OperationCanceledException)
            {
            }
        }

        Assert.NotEqual(0, lab.Server.Counters.TotalFaults);
        Assert.Equal(
            await LandedContent.ReadAsync(calm, await calm.ExtractedAsync()),
            await LandedContent.ReadAsync(lab, Assert.IsType<Extracted>(ended).Batch));
    }

    [Fact]
    public async Task A_record_that_a_kill_tore_is_dropped_and_asked_for_again()
    {
        await using var calm = await SpotifyLab.StartAsync();
        var undisturbed = Assert.IsType<Extracted>(await calm.ExtractAsync(calm.NewSource()));
        await using var lab = await SpotifyLab.StartAsync();
        using var cancellation = new CancellationTokenSource();
        var stop = new StopAfter(8, cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => lab.ExtractAsync(lab.NewSource(), progress: stop, cancellation: cancellation));
        using (var spool = File.OpenWrite(lab.SpoolPath))
            spool.SetLength(spool.Length - 7);

        var resumed = Assert.IsType<Extracted>(await lab.ExtractAsync(lab.NewSource()));

        Assert.Equal(undisturbed.Requests - stop.Seen + 1, resumed.Requests);
        Assert.Equal(await calm.BodiesAsync(undisturbed.Batch), await lab.BodiesAsync(resumed.Batch));
    }

    [Fact]
    public async Task A_run_that_was_killed_while_it_sealed_ends_with_the_batch_that_was_decided()
    {
        await using var calm = await SpotifyLab.StartAsync();
        var undisturbed = Assert.IsType<Extracted>(await calm.ExtractAsync(calm.NewSource()));
        await using var lab = await SpotifyLab.StartAsync();
        var failing = new FailingStore(lab.Store, key => key.EndsWith("_batch.json", StringComparison.Ordinal));
        await Assert.ThrowsAsync<IOException>(
            () => lab.ExtractAsync(lab.NewSource(raw: new Tracklake.Raw.RawZone(failing))));
        var before = lab.Server.Counters.Requests;

        // Even with other artists configured: a part is written already.
        var source = lab.NewSource(draft => draft with { Artists = [draft.Artists[0]] });
        var sealedNow = Assert.IsType<Extracted>(await lab.ExtractAsync(source));

        Assert.Equal(before, lab.Server.Counters.Requests);
        Assert.Equal(await calm.BodiesAsync(undisturbed.Batch), await lab.BodiesAsync(sealedNow.Batch));
        Assert.Equal(undisturbed.Batch.Parts, sealedNow.Batch.Parts);
        Assert.False(File.Exists(lab.SpoolPath));
    }

    [Fact]
    public async Task A_deferred_day_is_taken_up_after_the_wait_with_what_it_had()
    {
        await using var calm = await SpotifyLab.StartAsync();
        var undisturbed = Assert.IsType<Extracted>(await calm.ExtractAsync(calm.NewSource()));
        await using var lab = await SpotifyLab.StartAsync(
            new FaultRule(FaultKind.RateLimitLong) { Path = "tracks", After = 1, Count = 1 });

        var before = new List<ExtractionProgress>();
        var deferred = Assert.IsType<Deferred>(
            await lab.ExtractAsync(lab.NewSource(), progress: new Recorder(before)));
        lab.Clock.SetUtcNow(deferred.Until);
        var resumed = Assert.IsType<Extracted>(await lab.ExtractAsync(lab.NewSource()));

        Assert.Equal(await calm.BodiesAsync(undisturbed.Batch), await lab.BodiesAsync(resumed.Batch));
        Assert.Equal(undisturbed.Requests - before.Count, resumed.Requests);
        Assert.Equal(before.Count + 1, deferred.Requests);
    }

    [Fact]
    public async Task A_page_size_and_refusals_found_before_an_interruption_are_remembered()
    {
        await using var lab = await SpotifyLab.StartAsync(AccessProfile.NewDevelopment);
        using var cancellation = new CancellationTokenSource();
        var stop = new StopAfter(6, cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => lab.ExtractAsync(lab.NewSource(), progress: stop, cancellation: cancellation));

        await lab.ExtractAsync(lab.NewSource());

        Assert.Equal(1, lab.Server.Counters.RequestsByEndpoint["artists"]);
        Assert.Equal(1, lab.Server.Counters.RequestsByEndpoint["albums"]);
        Assert.Equal(1, lab.Server.Counters.RequestsByEndpoint["tracks"]);
    }

    [Fact]
    public async Task Two_runs_at_once_do_not_share_a_spool()
    {
        await using var lab = await SpotifyLab.StartAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(lab.SpoolPath)!);
        await using var other = new FileStream(lab.SpoolPath, FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var failed = await Assert.ThrowsAsync<SourceException>(() => lab.ExtractAsync(lab.NewSource()));

        Assert.Contains("other run", failed.Message);
        Assert.Equal(0, lab.Server.Counters.Requests);
    }

    private sealed class Recorder(List<ExtractionProgress> seen) : IProgress<ExtractionProgress>
    {
        public void Report(ExtractionProgress value)
        {
            lock (seen)
                seen.Add(value);
        }
    }

    /// <summary>Cancels after a number of answers, and counts those that came nevertheless.</summary>
    private sealed class StopAfter(int answers, CancellationTokenSource cancellation) : IProgress<ExtractionProgress>
    {
        private int seen;

        public int Seen => seen;

        public void Report(ExtractionProgress value)
        {
            if (Interlocked.Increment(ref seen) == answers)
                cancellation.Cancel();
        }
    }
}
