using DuckDB.NET.Data;
using Tracklake.DuckDb.Queries;

namespace Tracklake.DuckDb.Tests;

/// <summary>A query sees the release, and nothing else of the machine.</summary>
public sealed class ReleasedTablesTests
{
    [Theory]
    [InlineData("SELECT * FROM read_text('/etc/hostname')")]
    [InlineData("COPY (SELECT 1) TO '/tmp/tracklake-escape.csv'")]
    [InlineData("SET enable_external_access = true")]
    [InlineData("ATTACH '/tmp/tracklake-escape.duckdb'")]
    [InlineData("INSTALL httpfs")]
    public async Task Nothing_but_the_tables_can_be_read_or_written(string sql)
    {
        using var home = new PipelineHome();
        await home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t1", ["a1"])));
        await home.RunAsync();
        using var tables = new ReleasedTables(home.Lake(), await home.ReleaseAsync(), home.Engine);

        Assert.ThrowsAny<DuckDBException>(() => tables.Query(sql).Dispose());
    }

    [Fact]
    public async Task An_answer_stays_the_same_while_a_later_run_releases()
    {
        using var home = new PipelineHome();
        await home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t1", ["a1"])));
        await home.RunAsync();
        using var tables = new ReleasedTables(home.Lake(), await home.ReleaseAsync(), home.Engine);
        await home.AddAsync("d2", Some.Day.AddDays(1), Some.Tracks(Some.Track("t2", ["a1"])));
        await home.RunAsync();

        using var rows = tables.Query("SELECT count(*) FROM silver.spotify_tracks_silver");

        Assert.Equal(1L, rows.Rows.Single()[0]);
        Assert.Equal(["2"], await home.QueryAsync("SELECT count(*) FROM silver.spotify_tracks_silver"));
    }

    [Fact]
    public async Task Every_check_of_every_model_runs_over_the_released_tables()
    {
        using var home = new PipelineHome();
        await home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t1", ["a1"])));
        await home.RunAsync();
        using var tables = new ReleasedTables(home.Lake(), await home.ReleaseAsync(), home.Engine);

        var results = tables.Check(new Tracklake.Quality.CheckRequest { Time = new Models.CheckTime(Some.Day) }, TestContext.Current.CancellationToken);

        Assert.DoesNotContain(results, r => r.Failed);
        Assert.True(results.Count > 100);
    }
}
