using Tracklake.EndToEnd.Tests.Fixture;

namespace Tracklake.EndToEnd.Tests;

/// <summary>With every fault that the simulated API has, the tables are those of a faultless run; or the run says why
/// there are none.</summary>
public sealed class FaultTests
{
    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string> { { 1, "extended" }, { 2, "new_development" } };
            for (var seed = 3; LongTests.Asked && seed < 12; seed++)
                cases.Add(seed, seed % 2 == 0 ? "legacy_development" : "extended");
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Run_with_every_fault_publishes_the_tables_of_a_faultless_one_or_says_why_not(
        int seed, string profile)
    {
        using var clean = new TemporaryHome();
        using var faulty = new TemporaryHome();
        (await Demo(clean, seed, profile).RunAsync("run")).MustSucceed();
        var command = Demo(faulty, seed, profile).With("DEMO_FAULTS", "everything");

        var run = await command.RunAsync("run");

        if (run.ExitCode is 3 or 75)
        {
            Assert.Matches("BLOCKED|Deferred until", run.Output);
            return;
        }
        run.MustSucceed();
        Assert.Matches("requests, [0-9]+ of them again", run.Error);
        Assert.Equal(await TablesAsync(clean.Command), await TablesAsync(command));
    }

    /// <summary>
    /// All but the table of lists, which tells how the source paged (faults make pages smaller and totals too high), and
    /// the counts of rows, which count pages too.
    /// </summary>
    private static async Task<IEnumerable<string>> TablesAsync(TracklakeCommand command) =>
        (await command.ChecksumsAsync("silver", "gold")).Where(
            line => line.Split(' ')[0] is not ("silver.spotify_lists_silver" or "gold.layer_row_counts"));

    private static TracklakeCommand Demo(TemporaryHome home, int seed, string profile) => home.Command
        .WithDemo("2026-08-20", days: 2, artists: 3).With("DEMO_SEED", seed).With("DEMO_PROFILE", profile);
}
