using System.Diagnostics;

namespace Tracklake.Simulator.Tests;

/// <summary>Prints how quick the server is; speed is not asserted, since machines differ.</summary>
public sealed class ThroughputTests
{
    [Fact]
    public async Task A_day_of_a_pipeline_is_served_quickly()
    {
        var started = Stopwatch.GetTimestamp();
        await using var api = await Api.StartAsync();
        var start = Stopwatch.GetElapsedTime(started);
        var paths = api.Artists.SelectMany(id => new[]
        {
            $"artists/{id}",
            $"artists/{id}/albums?include_groups=album,single&limit=50",
            $"artists/{id}/top-tracks?market=DE",
        }).ToList();
        var bytes = 0L;
        foreach (var round in Enumerable.Range(0, 6))
        {
            started = Stopwatch.GetTimestamp();
            await Parallel.ForEachAsync(paths, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (path, _) =>
            {
                var (status, body) = await api.TryAsync(path, Api.Today.AddDays(round));
                Assert.Equal(200, status);
                Interlocked.Add(ref bytes, body.Length);
            });
        }
        var last = Stopwatch.GetElapsedTime(started);
        TestContext.Current.SendDiagnosticMessage(
            $"started in {start.TotalMilliseconds:0} ms; "
            + $"{paths.Count / last.TotalSeconds:0} requests/s, client included; "
            + $"{bytes / 6 / paths.Count:0} bytes each");
        Assert.Equal((paths.Count * 6) + 1, api.Server.Counters.Requests);
    }
}
