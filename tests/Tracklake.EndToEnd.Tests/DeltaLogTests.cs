using Tracklake.EndToEnd.Tests.Fixture;

namespace Tracklake.EndToEnd.Tests;

/// <summary>The lake's tables as another reader of the Delta protocol meets them: plain files and JSON.</summary>
public sealed class DeltaLogTests(DemoHome demo)
{
    [Fact]
    public async Task Every_file_that_a_log_names_is_there_with_its_size_and_no_version_is_missing()
    {
        using var home = demo.Copy();
        var command = home.Command.WithDemo("2026-08-21", days: 3);
        (await command.RunAsync("run")).MustSucceed();
        (await command.RunAsync("release", "rollback")).MustSucceed();

        var logs = home.DeltaLogs();

        Assert.Equal((await command.ChecksumsAsync()).Count, logs.Count);
        Assert.Empty(logs.SelectMany(log => log.Faults()));
    }

    [Fact]
    public void Lake_holds_no_file_that_no_log_names()
    {
        var named = demo.Home.DeltaLogs().SelectMany(log => log.Added).Order(StringComparer.Ordinal);

        var files = demo.Home.Files("lake").Where(f => f.EndsWith(".parquet", StringComparison.Ordinal));

        Assert.Equal(named, files.Select(f => demo.Home.In(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rollback_makes_the_newest_versions_those_of_the_release()
    {
        using var home = demo.Copy();
        var before = home.DeltaLogs().SelectMany(log => log.Head).ToList();
        (await home.Command.WithDemo("2026-08-21", days: 3).RunAsync("run")).MustSucceed();

        (await home.Command.RunAsync("release", "rollback")).MustSucceed();

        Assert.Equal(before, home.DeltaLogs().SelectMany(log => log.Head));
    }
}
