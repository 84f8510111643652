using Tracklake.Models;
using Tracklake.Models.Rendering;
using Tracklake.Models.Scripts;
using Tracklake.Pipeline;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Tests.Scripts;

/// <summary>A pipeline with released tables, and an empty DuckDB beside it that scripts are run in.</summary>
internal sealed class ScriptHome : IDisposable
{
    private int _day;

    private ScriptHome() => Session = DuckDbSession.InMemory(Home.Engine);

    public PipelineHome Home { get; } = new();

    public DuckDbSession Session { get; private set; }

    public string Stage => Path.Combine(Home.Root, "spotify", "processed");

    public static async Task<ScriptHome> WithDaysAsync(int days)
    {
        var home = new ScriptHome();
        for (var day = 1; day <= days; day++)
            await home.AddDayAsync();
        await home.ReleaseAsync();
        return home;
    }

    /// <summary>A day on which most things change: names, credits, popularity, full and simplified objects, plays.</summary>
    public Task AddDayAsync()
    {
        var day = ++_day;
        return Home.AddAsync(
            $"d{day}", Some.Day.AddDays(day),
            Some.Tracks(
                Some.Track(
                    "t1", ["a1", "a2"], "b1", 180_000 + (day * 777), 40 + (day * 9), "QZAAA1100001", releaseDate: "1999"),
                Some.Track("t2", ["a2"], "b2", 299_999, null, "QZAAA1100001", "ΟΔΟΣ İstanbul 𝄞", "2005-05"),
                Some.Track(
                    "t3", day % 2 == 0 ? ["a3", "a1"] : ["a1", "a3"], "b2", 61_234, 12, null, " ÉÑ it's \\ ", "0000"),
                Some.Track("t4", ["a1", "a3"], "b3", 61_499, 100 - day, null, "éñ IT'S \\", "2024-02-29"),
                Some.Track("t5", ["a1"], "b5", int.MaxValue, null, null, "Longest", "2023-02-30"),
                Some.Track($"n{day}", [$"x{day}"], "b4", 1_000_000, 0, null, "")),
            Some.Artist("a1", 60 + day),
            Some.Page("b1", 4, isLast: day == 2, "t1", "t2", "t9"),
            Some.Plays(
                Some.Play(
                    day, "23:59:59.999999", "track", "spotify:track:t1", "Title", "Creator É", 183_500, skipped: true),
                Some.Play(day, "00:00:00", "track", null, "Ohne Uri", "Creator É", 30_000),
                Some.Play(day, "12:34:56", "episode", null, null, null, 1)));
    }

    /// <summary>Puts an empty DuckDB in place of the one that there is.</summary>
    public void Empty()
    {
        Session.Dispose();
        Session = DuckDbSession.InMemory(Home.Engine);
    }

    /// <summary>Runs the pipeline over what was added.</summary>
    public async Task ReleaseAsync() => Assert.Equal(RunOutcome.Released, (await Home.RunAsync()).Result!.Outcome);

    public void Run(IEnumerable<ScriptFile> script)
    {
        foreach (var file in script)
        {
            try
            {
                Session.Execute(file.Text);
            }
            catch (DuckDB.NET.Data.DuckDBException e)
            {
                Assert.Fail($"{file.Name}: {e.Message}\n{file.Text}");
            }
        }
    }

    /// <summary>Puts the landed rows that are not there into the processed tables, as another loader would.</summary>
    public void FillProcessed()
    {
        foreach (var table in ProcessedTables.All)
        {
            var columns = string.Join(", ", table.Columns.Select(c => c.Name));
            var files = Path.Combine(Stage, table.Name, "**", "*.parquet");
            Session.Execute(
                $"""
                INSERT INTO {table.QualifiedName} ({columns})
                SELECT {columns} FROM read_parquet('{files}', hive_partitioning = false)
                WHERE _source_object NOT IN (SELECT _source_object FROM {table.QualifiedName})
                """);
            Assert.NotEqual(0, Session.Number($"SELECT count(*) FROM {table.QualifiedName}"));
        }
    }

    /// <summary>All tables have the rows and the checksums of the release.</summary>
    public async Task AssertEqualAsync()
    {
        var release = await Home.ReleaseAsync();
        foreach (var model in AllModels.InOrder)
        {
            var found = Session.Row(TableChecksum.Of(Dialect.DuckDb).Total(model.Columns, model.QualifiedName));
            var expected = release.Tables[model.QualifiedName];
            Assert.Equal(
                (model.QualifiedName, expected.Rows, expected.Checksum),
                (model.QualifiedName, (long)found[0]!, (string)found[1]!));
        }
    }

    public void Dispose()
    {
        Session.Dispose();
        Home.Dispose();
    }
}
