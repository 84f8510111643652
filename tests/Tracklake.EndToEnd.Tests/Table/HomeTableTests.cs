using Tracklake.EndToEnd.Tests.Fixture;

namespace Tracklake.EndToEnd.Tests.Table;

/// <summary>The verbs of <c>table</c> over the home's own tables, which belong to releases.</summary>
public sealed class HomeTableTests(DemoHome demo)
{
    private const string Stats = "gold.artist_stats";

    [Fact]
    public async Task Table_is_the_same_by_its_name_and_by_its_folder()
    {
        var byName = await demo.Command.RunAsync("table", "read", Stats, "--json");
        var byFolder = await demo.Command.RunAsync("table", "read", demo.Home.In("lake", "gold", "artist_stats"), "--json");
        var asked = await demo.Command.RunAsync("query", $"select * from {Stats}", "--json");

        Assert.Equal(byName.MustSucceed().Output, byFolder.MustSucceed().Output);
        Assert.Equal(asked.Json.GetArrayLength(), byName.Json.GetArrayLength());
        Assert.Empty(byName.Error);
        (await demo.Command.RunAsync("table", "check", Stats)).MustSucceed();
    }

    [Theory]
    [InlineData(2, "'nothing'", "read", "nothing")]
    [InlineData(2, "missing", "read")]
    [InlineData(2, "'--from'", "changes", Stats)]
    [InlineData(2, "from 0 to 0", "changes", Stats, "--from", "7")]
    [InlineData(2, "not both", "read", Stats, "--version", "0", "--timestamp", "2026-01-01")]
    [InlineData(2, "must be a time", "read", Stats, "--timestamp", "yesterday")]
    [InlineData(2, "--format parquet needs --out", "read", Stats, "--format", "parquet")]
    [InlineData(2, "release rollback", "restore", Stats, "--version", "0")]
    [InlineData(2, "number of hours", "vacuum", Stats, "--retain-hours", "-1")]
    [InlineData(2, "--force consents", "vacuum", Stats, "--retain-hours", "1")]
    [InlineData(1, "the newest is 0", "read", Stats, "--version", "7")]
    [InlineData(1, "no column 'nope'", "optimize", Stats, "--order-by", "nope")]
    public async Task Wrong_call_ends_with_its_exit_code_and_a_sentence(int exitCode, string sentence, params string[] arguments)
    {
        var refused = (await demo.Command.RunAsync(["table", .. arguments])).MustEndWith(exitCode);

        Assert.StartsWith("tracklake: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains(sentence, refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Error, StringComparison.Ordinal);
        Assert.Empty(refused.Output);
    }

    [Fact]
    public async Task Version_that_is_no_releases_is_said_and_its_vacuum_spares_the_release()
    {
        using var home = demo.Copy();
        var released = (await home.Command.RunAsync("table", "read", Stats, "--json")).MustSucceed().Output;

        var optimized = (await home.Command.RunAsync("table", "optimize", Stats, "--order-by", "artist_id")).MustSucceed();
        var read = (await home.Command.RunAsync("table", "read", Stats, "--json")).MustSucceed();
        var vacuum = await home.Command.With("NOW", "2036-01-01T00:00:00Z").RunAsync("table", "vacuum", Stats, "--force");

        Assert.Contains("the next run goes back", optimized.Error, StringComparison.Ordinal);
        Assert.Contains("is at version 1, but release 1 has version 0", read.Error, StringComparison.Ordinal);
        Assert.Contains("which readers see", vacuum.MustEndWith(1).Error, StringComparison.Ordinal);
        Assert.Equal(released, (await home.Command.RunAsync("table", "read", Stats, "--version", "0", "--json")).MustSucceed().Output);
    }

    [Fact]
    public async Task Writing_waits_for_whoever_has_the_home()
    {
        using var home = demo.Copy();
        using var held = new FileStream(home.In("tracklake.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        foreach (var verb in (string[][])[["optimize", Stats], ["vacuum", Stats], ["restore", Stats, "--version", "0", "--force"]])
            (await home.Command.RunAsync(["table", .. verb])).MustEndWith(75);
        (await home.Command.RunAsync("table", "history", Stats)).MustSucceed();
    }

    [Fact]
    public async Task Restored_table_of_the_home_is_as_released_after_the_next_run()
    {
        using var home = demo.Copy();
        var next = home.Command.WithDemo("2026-08-21", days: 4);
        (await next.RunAsync("run")).MustSucceed();
        var released = (await next.RunAsync("tables", "--json")).Json.ToString();

        (await next.RunAsync("table", "restore", Stats, "--version", "0", "--force")).MustSucceed();
        (await home.Command.WithDemo("2026-08-22", days: 5).RunAsync("run")).MustSucceed();

        (await next.RunAsync("verify")).MustSucceed();
        Assert.NotEqual(released, (await next.RunAsync("tables", "--json")).Json.ToString());
    }
}
