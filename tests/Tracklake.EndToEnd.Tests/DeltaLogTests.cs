using System.Globalization;
using System.Text.Json;
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

        var logs = Directory.GetDirectories(home.In("lake"), "_delta_log", SearchOption.AllDirectories);

        Assert.Equal((await command.ChecksumsAsync()).Count, logs.Length);
        Assert.Empty(logs.SelectMany(Faults));
    }

    [Fact]
    public void Lake_holds_no_file_that_no_log_names()
    {
        var named = Directory.GetDirectories(demo.Home.In("lake"), "_delta_log", SearchOption.AllDirectories)
            .SelectMany(log => Adds(log).Select(a => Path.Combine(Path.GetDirectoryName(log)!, a.Path)))
            .ToHashSet(StringComparer.Ordinal);

        var files = demo.Home.Files("lake").Where(f => f.EndsWith(".parquet", StringComparison.Ordinal));

        Assert.Equal(named.Order(StringComparer.Ordinal), files.Select(f => demo.Home.In(f)).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Faults(string log)
    {
        var versions = Commits(log).Select(c => long.Parse(
            Path.GetFileNameWithoutExtension(c), CultureInfo.InvariantCulture)).ToList();
        if (!versions.SequenceEqual(Enumerable.Range(0, versions.Count).Select(v => (long)v)))
            yield return $"{log} has the versions {string.Join(", ", versions)}";
        foreach (var (path, size) in Adds(log))
        {
            var file = new FileInfo(Path.Combine(Path.GetDirectoryName(log)!, path));
            if (!file.Exists || file.Length != size)
                yield return $"{file} has {(file.Exists ? file.Length : "no")} bytes, {size} in the log";
        }
    }

    private static IEnumerable<string> Commits(string log) =>
        Directory.EnumerateFiles(log, "*.json").Order(StringComparer.Ordinal);

    private static IEnumerable<(string Path, long Size)> Adds(string log) => Commits(log)
        .SelectMany(File.ReadLines)
        .Select(line => JsonDocument.Parse(line).RootElement)
        .Where(action => action.TryGetProperty("add", out _))
        .Select(action => action.GetProperty("add"))
        .Select(add => (Uri.UnescapeDataString(add.GetProperty("path").GetString()!), add.GetProperty("size").GetInt64()));
}
