using Tracklake.DuckDb.Examples;
using Tracklake.Models;
using Tracklake.Models.Examples;
using Tracklake.Models.Gold;
using Tracklake.Models.Silver;

namespace Tracklake.DuckDb.Tests;

/// <summary>The examples of all models hold on both engines; and one that does not hold is told, row by row.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly string _temporary = Directory.CreateTempSubdirectory("tracklake-").FullName;

    public static TheoryData<string, TestedEngine> Models => new MatrixTheoryData<string, TestedEngine>(
        AllModels.InOrder.Where(m => m.Examples.Count > 0).Select(m => m.QualifiedName),
        Enum.GetValues<TestedEngine>());

    [Theory]
    [MemberData(nameof(Models))]
    public void Examples_of_a_model_hold(string name, TestedEngine engine)
    {
        using var tester = Tester(engine);
        var model = AllModels.Find(name)!;

        foreach (var result in model.Examples.Select(e => tester.Run(model, e)))
            Assert.True(result.Passed, Told(result));
    }

    [Fact]
    public void The_example_of_the_docs_holds()
    {
        using var tester = Tester(TestedEngine.Warehouse);

        Assert.True(tester.Run(AlbumTypes.Table, Assert.Single(AlbumTypes.Table.Examples)).Passed);
    }

    [Fact]
    public void Every_silver_and_gold_table_has_an_example() => Assert.All(
        AllModels.InOrder.Where(m => m.Layer is Layer.Silver or Layer.Gold), m => Assert.NotEmpty(m.Examples));

    [Fact]
    public void Rows_that_differ_are_told_by_key_the_expected_first()
    {
        using var tester = Tester(TestedEngine.Warehouse);
        var example = new Example("Wrong on purpose")
            .Given(TracksSilver.Table, """
                track_id | duration_ms | explicit
                t1       | 29999       | null
                t2       | 30000       | true
                """)
            .Expect("""
                from_seconds | track_count
                0            | 2
                60           | 1
                """);

        var result = tester.Run(DurationDistribution.Table, example);

        Assert.Equal(
            ["- 0 2", "+ 0 1", "+ 30 1", "- 60 1"],
            result.Mismatch!.Rows.Select(r => $"{(r.IsExpected ? '-' : '+')} {string.Join(' ', r.Values)}"));
        Assert.Equal((1, "step by step"), (result.Mismatch.Step, result.Mismatch.Way));
    }

    [Fact]
    public void A_number_of_equal_rows_counts()
    {
        using var tester = Tester(TestedEngine.Warehouse);
        var example = new Example("Two of a kind")
            .Given(TracksSilver.Table, """
                track_id | explicit | album_id
                t1       | true     | null
                """)
            .Expect("""
                track_count
                1
                1
                """);

        Assert.Single(tester.Run(ExplicitShare.Table, example).Mismatch!.Rows);
    }

    [Fact]
    public void A_wrong_second_step_is_told_by_its_number()
    {
        using var tester = Tester(TestedEngine.Warehouse);
        var given = """
            track_id | observed_on | popularity
            t1       | 2026-01-01  | 50
            """;
        var example = new Example("Wrong later")
            .Given(TrackObservationsSilver.Table, given)
            .Expect("""
                track_id | popularity
                t1       | 50
                """)
            .Then(TrackObservationsSilver.Table, given.Replace("50", "51", StringComparison.Ordinal))
            .Expect("""
                track_id | popularity
                t1       | 50
                """);

        Assert.Equal(2, tester.Run(TrackPopularityDaily.Table, example).Mismatch!.Step);
    }

    [Fact]
    public void An_example_that_is_wrong_in_itself_is_refused_with_all_that_is_wrong()
    {
        using var tester = Tester(TestedEngine.Warehouse);
        var example = new Example("Nonsense")
            .Given(TracksSilver.Table, """
                track_name | duration_ms | lenght
                x          | long        | 1
                """)
            .Given(AlbumsSilver.Table, """
                album_id
                b1
                """)
            .Expect("""
                from_seconds | track_count
                null         | 1.5
                """);

        var refused = Assert.Throws<ModelException>(() => tester.Run(DurationDistribution.Table, example));

        foreach (var said in (string[])
            [
                "no column 'lenght'", "lack track_id", "'long', which is no integer",
                "silver.spotify_albums_silver are given",
                "from_seconds is null", "'1.5', which is no bigint",
            ])
            Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_temporary, recursive: true);

    private static string Told(ModelTestResult result)
    {
        if (result.Mismatch is not { } mismatch)
            return "";
        var rows = mismatch.Rows.Select(r =>
            $"{(r.IsExpected ? '-' : '+')} {string.Join(" | ", r.Values.Select(v => v ?? "null"))}");
        return $"{result.Model}, '{result.Name}', step {mismatch.Step} {mismatch.Way}:\n"
            + $"  {string.Join(" | ", mismatch.Columns)}\n{string.Join('\n', rows)}";
    }

    private ModelTester Tester(TestedEngine engine) =>
        new(new DuckDbSettings { TemporaryFolder = _temporary, Threads = 2 }, engine);
}
