using Tracklake.Models.Rendering;
using Tracklake.Models.Scripts;

namespace Tracklake.DuckDb.Tests.Scripts;

/// <summary>The text of the dialects whose engines cannot be run here gives the pipeline's tables on a stand-in.</summary>
public sealed class StandInTests
{
    [Theory]
    [InlineData(Dialect.Spark)]
    [InlineData(Dialect.Snowflake)]
    [InlineData(Dialect.Trino)]
    public async Task The_script_gives_what_the_pipeline_gives_however_often_it_is_run(Dialect dialect)
    {
        using var home = await HomeAsync(dialect, days: 3);
        var script = new StandIn(dialect).Translate(ModelScript.Of(dialect, new ScriptOptions()));
        home.Run(script.TakeWhile(f => !f.Name.Contains("_bronze_", StringComparison.Ordinal)));
        home.FillProcessed();

        for (var time = 1; time <= 2; time++)
        {
            home.Run(script);
            await home.AssertEqualAsync();
        }
    }

    [Theory]
    [InlineData(Dialect.Spark)]
    [InlineData(Dialect.Snowflake)]
    [InlineData(Dialect.Trino)]
    public async Task Taking_in_what_is_new_gives_what_computing_in_full_gives(Dialect dialect)
    {
        using var home = await HomeAsync(dialect, days: 1);
        var standIn = new StandIn(dialect);
        var full = standIn.Translate(ModelScript.Of(dialect, new ScriptOptions()));
        home.Run(full.TakeWhile(f => !f.Name.Contains("_bronze_", StringComparison.Ordinal)));
        home.FillProcessed();
        home.Run(full);
        var merging = standIn.Translate(ModelScript.Of(dialect, new ScriptOptions { IsIncremental = true }));
        Assert.Equal(
            dialect != Dialect.Trino, merging.Any(f => f.Text.StartsWith("MERGE INTO", StringComparison.Ordinal)));

        for (var day = 2; day <= 3; day++)
        {
            await home.AddDayAsync();
            await home.ReleaseAsync();
            home.FillProcessed();
            home.Run(merging);
            await home.AssertEqualAsync();
        }
        home.Run(merging);
        await home.AssertEqualAsync();
    }

    private static async Task<ScriptHome> HomeAsync(Dialect dialect, int days)
    {
        var home = await ScriptHome.WithDaysAsync(days);
        foreach (var macro in new StandIn(dialect).Macros)
            home.Session.Execute($"CREATE MACRO {macro}");
        return home;
    }
}
