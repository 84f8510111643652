using System.Globalization;
using DuckDB.NET.Data;

namespace Tracklake.Delta.Tests.Concurrency;

/// <summary>Many writers in several processes.</summary>
public sealed class Writers(ITestOutputHelper output) : IDisposable
{
    private readonly Fixture.Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void Sixteen_writers_in_four_processes_lose_nothing_and_double_nothing()
    {
        const int Processes = 4;
        const int Threads = 4;
        var each = Environment.GetEnvironmentVariable("TRACKLAKE_LONG_TESTS") is null ? 8 : 63;
        var table = _lake.Table();
        _lake.Append(table, "SELECT -1 AS writer, -1 AS number");
        var children = Enumerable.Range(0, Processes).Select(p =>
            ChildProcess.Start("writers", table.Path, string.Create(CultureInfo.InvariantCulture, $"{p} {Threads} {each}"))).ToList();
        foreach (var child in children)
        {
            var error = child.StandardError.ReadToEnd();
            child.WaitForExit();
            Assert.True(child.ExitCode == 0, error);
            child.Dispose();
        }

        var commits = Processes * Threads * each;
        var snapshot = _lake.Table().Open();
        Assert.Equal(commits, snapshot.Version);
        Assert.Equal([$"{commits + 1} {commits + 1}"],
            _lake.Query($"SELECT concat_ws(' ', count(*), count(DISTINCT (writer, number))) FROM {snapshot.ToSql()}"));
        Assert.DoesNotContain(new TableCheck(table).Run(_lake.Connection, readData: false), p => p.Level == DeltaProblemLevel.Error);
        output.WriteLine($"{commits} commits of {Processes * Threads} writers, none lost, none doubled");
    }

    /// <summary>The part of one process: threads that append one row each time, and now and then merge.</summary>
    internal static void Run(string path, string argument)
    {
        var numbers = argument.Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        Parallel.For(0, numbers[1], new ParallelOptions { MaxDegreeOfParallelism = numbers[1] }, thread =>
        {
            using var connection = new DuckDBConnection("Data Source=:memory:;threads=1");
            connection.Open();
            var table = new DeltaTable(path);
            var writer = (numbers[0] * 100) + thread;
            for (var i = 0; i < numbers[2]; i++)
                table.Write(connection, $"SELECT {writer} AS writer, {i} AS number", new DeltaWrite { Mode = DeltaWriteMode.Append });
        });
    }
}
