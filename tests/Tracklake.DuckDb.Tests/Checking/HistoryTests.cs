using Tracklake.Models;
using Tracklake.Pipeline;
using Tracklake.Quality;

namespace Tracklake.DuckDb.Tests.Checking;

/// <summary>What checks measure is kept with the runs, and later runs are compared with it.</summary>
public sealed class HistoryTests : IDisposable
{
    private readonly CheckLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(100, false)]
    [InlineData(149, false)]
    [InlineData(151, true)]
    [InlineData(51, false)]
    [InlineData(49, true)]
    public void Volume_is_compared_with_the_median_of_the_last_runs(int rows, bool fails)
    {
        var history = History(Checks.VolumeNearHistory(50), 100, 90, 100, 110, 2000);
        _lab.Give("probe", Enumerable.Range(0, rows).Select(n => Some(n)));

        Assert.Equal(fails, Run(Checks.VolumeNearHistory(50), history).Failed);
    }

    [Theory]
    [InlineData("null_share", 30, false)]
    [InlineData("null_share", 45, true)]
    [InlineData("mean", 30, false)]
    [InlineData("distinct_share", 30, true)]
    [InlineData("categories", 30, false)]
    public void Shares_and_means_are_compared_too(string trait, int missing, bool fails)
    {
        _lab.Give("probe", Enumerable.Range(0, 100).Select(n => n < missing ? Some(null) : Some(10)));
        var (check, past) = trait switch
        {
            "null_share" => (Checks.NullShareNearHistory(Probe.Number, 10), 25m),
            "mean" => (Checks.MeanNearHistory(Probe.Number, 10), 10.5m),
            "distinct_share" => (Checks.DistinctShareNearHistory(Probe.Number, 10), 50m),
            _ => (Checks.CategoriesNearHistory(Probe.Text, 10, "a", "b"), 95m),
        };
        var measure = trait == "categories" ? "a_percent" : trait switch
        {
            "null_share" => "null_percent",
            "mean" => "mean",
            _ => "distinct_percent",
        };

        Assert.Equal(fails, Run(check, History(check, measure, past, past, past, past, past)).Failed);
    }

    [Fact]
    public void Nothing_is_said_before_there_are_enough_runs_nor_outside_of_one()
    {
        var check = Checks.VolumeNearHistory(50);
        _lab.Give("probe", [Some(1)]);

        Assert.False(Run(check, History(check, 100, 100, 100, 100)).Failed);
        Assert.True(Run(check, History(check, 100, 100, 100, 100, 100)).Failed);
        Assert.Empty(_lab.Run(new Probe([check])));
    }

    [Fact]
    public void What_was_blocked_is_no_history()
    {
        var check = Checks.NeverShrinks();
        _lab.Give("probe", [Some(1)]);
        var (blocked, released) = (Result(2, RunOutcome.Blocked, check.Name, "rows", 9), Result(1, RunOutcome.Released, check.Name, "rows", 1));

        Assert.False(Run(check, new CheckHistory([blocked, released])).Failed);
        Assert.True(Run(check, new CheckHistory([blocked with { Outcome = RunOutcome.Released }, released])).Failed);
    }

    [Fact]
    public async Task Failing_rows_and_values_are_kept_with_the_run_and_a_purge_takes_all_of_them()
    {
        using var home = new PipelineHome();
        await home.AddAsync("d1", FirstDay, DuckDb.Tests.Some.Tracks(DuckDb.Tests.Some.Track("t1", ["a1"])));
        await home.RunAsync();
        await home.AddAsync("d2", FirstDay.AddDays(1), DuckDb.Tests.Some.Tracks(DuckDb.Tests.Some.Track("t2", ["A, B"], isAmbiguous: true)));

        var blocked = await home.RunAsync();

        var failed = blocked.Result!.Blocking.Single();
        Assert.Equal("spotify/state/checks/000002/silver.spotify_artists_silver/artist_name_is_one_artist.parquet", failed.FailingRows);
        Assert.True(await home.Store.ExistsAsync(failed.FailingRows!, Token));
        var kept = (await new RunLog(home.Store).LastResultsAsync(1, Token)).Single();
        Assert.Equal(2, kept.Run);
        Assert.All(kept.Checks, check => Assert.Empty(check.Examples));
        Assert.NotEmpty(failed.Examples);
        Assert.Contains(kept.Checks, check => check is { Kind: "never_shrinks", Values.Count: 1 });

        // The batch was in no release, so nothing is computed anew; its rows must go all the same.
        var purge = new Purge(home.Parts, new Quiet());
        var batches = await purge.SelectAsync(new PurgeSelection(null, null, new("responses", "d2")), Token);
        await purge.RunAsync(batches, Token);

        Assert.Single(batches);
        Assert.False(Directory.Exists(Path.Combine(home.Root, "spotify", "state", "checks")));
    }

    [Fact]
    public async Task Failing_rows_of_older_runs_go()
    {
        using var home = new PipelineHome();
        var zone = new FailingRowsZone(home.Store);
        foreach (var folder in (string[])["000001", "000002", "release-000001", "release-000005"])
        {
            await home.Store.PutAsync(
                $"{FailingRowsZone.Zone}{folder}/silver.t/c.parquet", (stream, token) => stream.WriteAsync(new byte[1], token).AsTask(), Token);
        }

        await zone.ForgetBeforeAsync(run: 2, release: 2, Token);

        var left = Directory.GetDirectories(Path.Combine(home.Root, "spotify", "state", "checks")).Select(Path.GetFileName).Order();
        Assert.Equal(["000002", "release-000005"], left);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DateOnly FirstDay => DuckDb.Tests.Some.Day;

    private static ProbeRow Some(int? number) => new("a", number, 1, CheckLab.Today, CheckLab.Today, true);

    private static CheckHistory History(Check check, params decimal[] rows) => History(check, "rows", rows);

    private static CheckHistory History(Check check, string measure, params decimal[] values) =>
        new([.. values.Select((v, i) => Result(values.Length - i, RunOutcome.Released, check.Name, measure, v))]);

    private static RunResult Result(long run, RunOutcome outcome, string check, string measure, decimal value) => new()
    {
        Run = run,
        Outcome = outcome,
        At = DateTimeOffset.UnixEpoch,
        Conservation = [],
        Tasks = [],
        Checks =
        [
            new CheckResult
            {
                Subject = "silver.probe", Check = check, Severity = Severity.Error, Failures = 0,
                Values = new Dictionary<string, decimal> { [measure] = value },
            },
        ],
    };

    private CheckResult Run(Check check, CheckHistory history) => _lab.Run(new Probe([check]), history).Single();

    private sealed class Quiet : IRunObserver
    {
        public void Began(string task, int total)
        {
        }

        public void Advanced(string task, int done, int total, string what)
        {
        }

        public void Ended(TaskRecord task)
        {
        }
    }
}
