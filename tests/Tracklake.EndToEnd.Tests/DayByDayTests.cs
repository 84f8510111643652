using Tracklake.EndToEnd.Tests.Fixture;

namespace Tracklake.EndToEnd.Tests;

/// <summary>History is the same however it was gathered: day by day, or all at once.</summary>
public sealed class DayByDayTests(DemoHome demo)
{
    [Fact]
    public async Task Runs_day_by_day_end_with_the_same_tables_as_one_run_over_all_days()
    {
        using var daily = new TemporaryHome();

        foreach (var day in (string[])["2026-08-18", "2026-08-19", "2026-08-20"])
            (await daily.Command.WithDemo(day, days: 1).RunAsync("run")).MustSucceed();

        Assert.Equal(await demo.Command.ChecksumsAsync(), await daily.Command.ChecksumsAsync());
    }

    [Fact]
    public async Task Days_that_were_left_out_are_asked_for_by_the_next_run()
    {
        using var gaps = new TemporaryHome();

        (await gaps.Command.WithDemo("2026-08-18", days: 1).RunAsync("run")).MustSucceed();
        (await gaps.Command.WithDemo("2026-08-20", days: 1).RunAsync("run")).MustSucceed();

        Assert.Equal(await demo.Command.ChecksumsAsync(), await gaps.Command.ChecksumsAsync());
    }
}
