using Tracklake.Models.Rendering;
using Tracklake.Models.Scripts;

namespace Tracklake.DuckDb.Tests.Scripts;

/// <summary>The rendered scripts of DuckDB, executed as they stand, give the tables that the pipeline gives.</summary>
public sealed class ModelScriptTests
{
    [Fact]
    public async Task The_script_gives_what_the_pipeline_gives_however_often_it_is_run()
    {
        using var home = await ScriptHome.WithDaysAsync(3);
        var script = ModelScript.Of(Dialect.DuckDb, new ScriptOptions());
        home.Run(script.TakeWhile(f => !f.Name.Contains("_bronze_", StringComparison.Ordinal)));
        home.FillProcessed();

        for (var time = 1; time <= 2; time++)
        {
            home.Run(script);
            await home.AssertEqualAsync();
        }
    }

    [Fact]
    public async Task Over_a_stage_it_reads_the_landed_files_where_they_are()
    {
        using var home = await ScriptHome.WithDaysAsync(2);

        home.Run(ModelScript.Of(Dialect.DuckDb, new ScriptOptions { Stage = home.Stage }));

        await home.AssertEqualAsync();
    }

    [Fact]
    public async Task Merging_what_is_new_gives_what_computing_in_full_gives()
    {
        using var home = await ScriptHome.WithDaysAsync(1);
        home.Run(ModelScript.Of(Dialect.DuckDb, new ScriptOptions { Stage = home.Stage }));
        var merging = ModelScript.Of(Dialect.DuckDb, new ScriptOptions { Stage = home.Stage, IsIncremental = true });
        Assert.Contains(
            merging, f => f.Text.StartsWith("MERGE INTO silver.spotify_tracks_silver", StringComparison.Ordinal));

        for (var day = 2; day <= 4; day++)
        {
            await home.AddDayAsync();
            await home.ReleaseAsync();
            home.Run(merging);
            await home.AssertEqualAsync();
        }
        home.Run(merging);
        await home.AssertEqualAsync();
    }

    [Fact]
    public async Task A_script_that_was_cut_off_can_begin_anew()
    {
        using var home = await ScriptHome.WithDaysAsync(2);
        var script = ModelScript.Of(Dialect.DuckDb, new ScriptOptions { Stage = home.Stage });
        foreach (var done in (int[])[20, 31, 40, 63])
            home.Run(script.Take(done));

        home.Run(script);

        await home.AssertEqualAsync();
    }
}
