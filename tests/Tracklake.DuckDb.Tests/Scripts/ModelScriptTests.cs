using Tracklake.Models;
using Tracklake.Models.Rendering;
using Tracklake.Models.Scripts;
using Tracklake.Pipeline;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Tests.Scripts;

/// <summary>The rendered scripts, executed as they stand, give the tables that the pipeline gives.</summary>
public sealed class ModelScriptTests
{
    [Fact]
    public async Task The_script_gives_what_the_pipeline_gives_however_often_it_is_run()
    {
        using var home = await HomeAsync(days: 3);
        using var session = Session(home);
        var script = ModelScript.Of(Dialect.DuckDb, new ScriptOptions());
        FillProcessed(session, home, script);

        var release = await home.ReleaseAsync();
        for (var time = 1; time <= 2; time++)
        {
            Run(session, script);
            AssertEqual(release, session);
        }
    }

    [Fact]
    public async Task Over_a_stage_it_reads_the_landed_files_where_they_are()
    {
        using var home = await HomeAsync(days: 2);
        using var session = Session(home);
        var stage = Path.Combine(home.Root, "spotify", "processed");

        Run(session, ModelScript.Of(Dialect.DuckDb, new ScriptOptions { Stage = stage }));

        AssertEqual(await home.ReleaseAsync(), session);
    }

    [Fact]
    public async Task Merging_what_is_new_gives_what_computing_in_full_gives()
    {
        using var home = await HomeAsync(days: 1);
        using var session = Session(home);
        var stage = Path.Combine(home.Root, "spotify", "processed");
        Run(session, ModelScript.Of(Dialect.DuckDb, new ScriptOptions { Stage = stage }));
        var merging = ModelScript.Of(Dialect.DuckDb, new ScriptOptions { Stage = stage, IsIncremental = true });
        Assert.Contains(merging, f => f.Text.StartsWith("MERGE INTO silver.spotify_tracks_silver", StringComparison.Ordinal));

        for (var day = 2; day <= 4; day++)
        {
            await AddAsync(home, day);
            Assert.Equal(RunOutcome.Released, (await home.RunAsync()).Result!.Outcome);
            Run(session, merging);
            AssertEqual(await home.ReleaseAsync(), session);
        }
        Run(session, merging);
        AssertEqual(await home.ReleaseAsync(), session);
    }

    [Fact]
    public async Task A_script_that_was_cut_off_can_begin_anew()
    {
        using var home = await HomeAsync(days: 2);
        using var session = Session(home);
        var stage = Path.Combine(home.Root, "spotify", "processed");
        var script = ModelScript.Of(Dialect.DuckDb, new ScriptOptions { Stage = stage });
        foreach (var done in (int[])[20, 31, 40, 63])
            Run(session, [.. script.Take(done)]);

        Run(session, script);

        AssertEqual(await home.ReleaseAsync(), session);
    }

    private static async Task<PipelineHome> HomeAsync(int days)
    {
        var home = new PipelineHome();
        for (var day = 1; day <= days; day++)
            await AddAsync(home, day);
        Assert.Equal(RunOutcome.Released, (await home.RunAsync()).Result!.Outcome);
        return home;
    }

    /// <summary>A day on which most things change: names, credits, popularity, full and simplified objects, plays.</summary>
    private static Task AddAsync(PipelineHome home, int day) => home.AddAsync(
        $"d{day}", Some.Day.AddDays(day),
        Some.Tracks(
            Some.Track("t1", ["a1", "a2"], "b1", 180_000 + (day * 777), 40 + (day * 9), "QZAAA1100001", releaseDate: "1999"),
            Some.Track("t2", ["a2"], "b2", 299_999, null, "QZAAA1100001", "ΟΔΟΣ İstanbul 𝄞", "2005-05"),
            Some.Track("t3", day % 2 == 0 ? ["a3", "a1"] : ["a1", "a3"], "b2", 61_234, 12, null, " Same it's \\ ", "0000"),
            Some.Track("t4", ["a1", "a3"], "b3", 61_499, 100 - day, null, "same it's \\", "2024-02-29"),
            Some.Track($"n{day}", [$"x{day}"], "b4", 1_000_000, 0, null, "")),
        Some.Artist("a1", 60 + day),
        Some.Page("b1", 4, isLast: day == 2, "t1", "t2", "t9"),
        Some.Plays(
            Some.Play(day, "23:59:59.999999", "track", "spotify:track:t1", "Title", "Creator É", 183_500, skipped: true),
            Some.Play(day, "00:00:00", "track", null, "Ohne Uri", "Creator É", 30_000),
            Some.Play(day, "12:34:56", "episode", null, null, null, 1)));

    private static DuckDbSession Session(PipelineHome home) => DuckDbSession.InMemory(home.Engine);

    private static void Run(DuckDbSession session, IReadOnlyList<ScriptFile> script)
    {
        foreach (var file in script)
        {
            try
            {
                session.Execute(file.Text);
            }
            catch (DuckDB.NET.Data.DuckDBException e)
            {
                Assert.Fail($"{file.Name}: {e.Message}\n{file.Text}");
            }
        }
    }

    /// <summary>Puts the landed rows into the processed tables that the script makes, as another loader would.</summary>
    private static void FillProcessed(DuckDbSession session, PipelineHome home, IReadOnlyList<ScriptFile> script)
    {
        Run(session, [.. script.TakeWhile(f => !f.Name.Contains("_bronze_", StringComparison.Ordinal))]);
        foreach (var table in ProcessedTables.All)
        {
            var columns = string.Join(", ", table.Columns.Select(c => c.Name));
            var files = Path.Combine(home.Root, "spotify", "processed", table.Name, "**", "*.parquet");
            session.Execute(
                $"INSERT INTO {table.QualifiedName} ({columns}) SELECT {columns} FROM read_parquet('{files}', hive_partitioning = false)");
            Assert.NotEqual(0, session.Number($"SELECT count(*) FROM {table.QualifiedName}"));
        }
    }

    private static void AssertEqual(Releases.Release release, DuckDbSession session)
    {
        foreach (var model in AllModels.InOrder)
        {
            var found = session.Row(TableChecksum.Of(Dialect.DuckDb).Total(model.Columns, model.QualifiedName));
            var expected = release.Tables[model.QualifiedName];
            Assert.Equal((model.QualifiedName, expected.Rows, expected.Checksum), (model.QualifiedName, (long)found[0]!, (string)found[1]!));
        }
    }
}
