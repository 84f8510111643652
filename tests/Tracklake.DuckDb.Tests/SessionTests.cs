namespace Tracklake.DuckDb.Tests;

/// <summary>What engines of one process have to do with each other: nothing.</summary>
public sealed class SessionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tracklake-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Engines_that_both_spill_read_back_what_each_of_them_wrote()
    {
        const string sum = "SELECT CAST(sum(hash(v)) AS VARCHAR) FROM spilled";
        var settings = new DuckDbSettings { TemporaryFolder = _folder, MemoryMb = 32, Threads = 2 };
        using var plenty = DuckDbSession.InMemory(settings with { MemoryMb = 512 });
        var expected = new List<object?>();
        foreach (var engine in (int[])[1, 2])
        {
            plenty.Execute($"CREATE OR REPLACE TABLE spilled AS SELECT md5(CAST(n * {engine} AS VARCHAR)) AS v FROM range(3000000) r(n)");
            expected.Add(plenty.Row(sum)[0]);
        }

        using var first = DuckDbSession.InMemory(settings);
        using var second = DuckDbSession.InMemory(settings);
        first.Execute("CREATE TEMP TABLE spilled AS SELECT md5(CAST(n AS VARCHAR)) AS v FROM range(3000000) r(n)");
        second.Execute("CREATE TEMP TABLE spilled AS SELECT md5(CAST(n * 2 AS VARCHAR)) AS v FROM range(3000000) r(n)");

        Assert.NotEmpty(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories));
        Assert.Equal(expected, (object?[])[first.Row(sum)[0], second.Row(sum)[0]]);
    }
}
