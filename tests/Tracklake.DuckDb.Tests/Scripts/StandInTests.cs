using Tracklake.Models.Rendering;
using Tracklake.Models.Scripts;

namespace Tracklake.DuckDb.Tests.Scripts;

/// <summary>The text of dialects whose engines cannot be run here gives the pipeline's tables on a stand-in.</summary>
public sealed class StandInTests
{
    private static readonly Dialect[] Others = [Dialect.Spark, Dialect.Snowflake, Dialect.Trino];

    [Fact]
    public async Task The_scripts_give_what_the_pipeline_gives_however_often_they_are_run()
    {
        using var home = await ScriptHome.WithDaysAsync(3);
        foreach (var dialect in Others)
        {
            home.Empty();
            var script = Translated(home, dialect, new ScriptOptions());
            home.Run(script.TakeWhile(IsBeforeBronze));
            home.FillProcessed();
            for (var time = 1; time <= 2; time++)
            {
                home.Run(script);
                await home.AssertEqualAsync();
            }
        }
    }

    [Theory]
    [InlineData(Dialect.Spark)]
    [InlineData(Dialect.Snowflake)]
    public async Task Merging_what_is_new_gives_what_computing_in_full_gives(Dialect dialect)
    {
        using var home = await ScriptHome.WithDaysAsync(1);
        var full = Translated(home, dialect, new ScriptOptions());
        home.Run(full.TakeWhile(IsBeforeBronze));
        home.FillProcessed();
        home.Run(full);
        var merging = new StandIn(dialect).Translate(ModelScript.Of(dialect, new ScriptOptions { IsIncremental = true }));
        Assert.Contains(merging, f => f.Text.StartsWith("MERGE INTO", StringComparison.Ordinal));

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

    [Fact]
    public void Trino_computes_in_full_what_the_others_merge() => Assert.Equal(
        ModelScript.Of(Dialect.Trino, new ScriptOptions()),
        ModelScript.Of(Dialect.Trino, new ScriptOptions { IsIncremental = true }));

    private static bool IsBeforeBronze(ScriptFile file) => !file.Name.Contains("_bronze_", StringComparison.Ordinal);

    private static IReadOnlyList<ScriptFile> Translated(ScriptHome home, Dialect dialect, ScriptOptions options)
    {
        foreach (var macro in new StandIn(dialect).Macros)
            home.Session.Execute($"CREATE MACRO {macro}");
        return new StandIn(dialect).Translate(ModelScript.Of(dialect, options));
    }
}
