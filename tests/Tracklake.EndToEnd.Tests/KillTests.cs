using System.Diagnostics;
using Tracklake.EndToEnd.Tests.Fixture;

namespace Tracklake.EndToEnd.Tests;

/// <summary>
/// A run that is killed at any moment and started again, however often, ends as one that was left alone. Moments are
/// spread over the time that the undisturbed run took.
/// </summary>
public sealed class KillTests
{
    private static int Moments => LongTests.Asked ? 50 : 10;

    [Fact]
    public async Task First_run_that_was_killed_ends_as_an_undisturbed_one()
    {
        using var empty = new TemporaryHome();
        await KillAndCompareAsync(empty, c => c.WithDemo("2026-08-20", days: 2, artists: 3), releases: 1, seed: 1);
    }

    [Fact]
    public async Task Run_of_a_second_day_that_was_killed_ends_as_an_undisturbed_one()
    {
        using var released = new TemporaryHome();
        (await released.Command.WithDemo("2026-08-20", days: 2, artists: 3).RunAsync("run")).MustSucceed();
        await KillAndCompareAsync(released, c => c.WithDemo("2026-08-21", days: 2, artists: 3), releases: 2, seed: 2);
    }

    private static async Task KillAndCompareAsync(
        TemporaryHome start, Func<TracklakeCommand, TracklakeCommand> configure, int releases, int seed)
    {
        using var calm = new TemporaryHome();
        calm.CopyFrom(start);
        var clock = Stopwatch.StartNew();
        (await configure(calm.Command).RunAsync("run")).MustSucceed();
        var whole = clock.Elapsed;
        var tables = await calm.Command.ChecksumsAsync();
        var lake = LakeFiles(calm);

        var random = new Random(seed);
        for (var moment = 0; moment < Moments; moment++)
        {
            using var home = new TemporaryHome();
            home.CopyFrom(start);
            var command = configure(home.Command);
            var delays = Enumerable.Range(0, 1 + (moment % 3 == 2 ? random.Next(1, 3) : 0))
                .Select(_ => whole * ((moment + random.NextDouble()) / Moments)).ToList();
            foreach (var delay in delays)
                await RunAndKillAsync(command, delay);

            (await command.RunAsync("run")).MustSucceed();

            var killed = $"killed after {string.Join(" and ", delays.Select(d => $"{d.TotalMilliseconds:0} ms"))} of "
                + $"{whole.TotalMilliseconds:0} ms";
            Same(tables, await command.ChecksumsAsync(), killed);
            Same(lake, LakeFiles(home), killed);
            Same([], home.Leftovers(), killed);
            Same([$"{releases}"], [$"{await command.ReleasesAsync()}"], killed);
        }
    }

    private static async Task RunAndKillAsync(TracklakeCommand command, TimeSpan delay)
    {
        using var running = command.Start("run");
        await Task.Delay(delay, TestContext.Current.CancellationToken);
        running.Kill();
        await running.EndAsync();
    }

    /// <summary>Checksums of versions are left out: readers do without them, and a commit that was cut off has none.
    /// </summary>
    private static IReadOnlyList<string> LakeFiles(TemporaryHome home) =>
        [.. home.Files("lake").Where(f => Path.GetExtension(f) != ".crc")];

    private static void Same(IReadOnlyList<string> undisturbed, IReadOnlyList<string> found, string killed)
    {
        var lacking = string.Join('\n', undisturbed.Except(found));
        var instead = string.Join('\n', found.Except(undisturbed));
        Assert.True(undisturbed.SequenceEqual(found), $"{killed}\nlacks:\n{lacking}\nhas instead:\n{instead}");
    }
}
