using Tracklake.EndToEnd.Tests.Fixture;

namespace Tracklake.EndToEnd.Tests;

/// <summary>Two at once in one home: one works, the others look or leave.</summary>
public sealed class ConcurrentRunTests(DemoHome demo)
{
    private const string NextDay = "2026-08-21";

    [Fact]
    public async Task Of_two_runs_at_once_one_works_and_the_other_says_so_and_leaves()
    {
        using var home = new TemporaryHome();
        using var first = home.Command.Start("run");
        using var second = home.Command.Start("run");

        CommandResult[] results = [await first.EndAsync(), await second.EndAsync()];

        var left = Assert.Single(results, r => r.ExitCode == 75);
        Assert.Contains("Another tracklake is at work", left.Error, StringComparison.Ordinal);
        Assert.Empty(left.Output);
        Assert.Single(results, r => r.ExitCode == 0);
        Assert.Equal(await demo.Command.ChecksumsAsync(), await home.Command.ChecksumsAsync());
        Assert.Empty(home.Leftovers());
    }

    [Fact]
    public async Task Queries_during_a_run_are_answered_from_the_release_before_or_after_it()
    {
        const string days = "select count(distinct observed_on) from silver.spotify_track_observations_silver";
        using var home = demo.Copy();
        using var run = home.Command.WithDemo(NextDay, days: 3).Start("run");

        var answers = new List<string>();
        while (!run.HasEnded)
            answers.Add(await home.Command.ValueAsync(days));
        (await run.EndAsync()).MustSucceed();
        answers.Add(await home.Command.ValueAsync(days));

        Assert.True(answers.Count > 1, "No query was asked during the run.");
        Assert.Equal("3", answers[0]);
        Assert.Equal("4", answers[^1]);
        Assert.Equal(answers.Order(StringComparer.Ordinal), answers);
        Assert.All(answers, a => Assert.Contains(a, (string[])["3", "4"]));
    }

    [Fact]
    public async Task Run_beside_a_reader_of_the_warehouse_fails_with_the_reason_and_goes_on_afterwards()
    {
        using var home = demo.Copy();
        var command = home.Command.WithDemo(NextDay, days: 3);
        using (var reader = Duck.OfFile(home.Warehouse))
        {
            var run = (await command.RunAsync("run")).MustEndWith(1);

            Assert.Contains("warehouse.duckdb' is open in another program", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at Tracklake", run.Error, StringComparison.Ordinal);
            Assert.NotEmpty(reader.Column("SELECT * FROM gold.artist_stats"));
        }

        (await command.RunAsync("run")).MustSucceed();

        Assert.Equal(2, await command.ReleasesAsync());
    }
}
