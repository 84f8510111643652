using Tracklake.EndToEnd.Tests.Fixture;

namespace Tracklake.EndToEnd.Tests;

/// <summary><c>test</c> runs the examples of models and the tests in YAML, and says what differs.</summary>
public sealed class ModelTestVerbTests
{
    private const string Passing = """
        model: gold.explicit_share
        name: Tracks that do not say are left out
        given:
          silver.spotify_tracks_silver:
            - {track_id: t1, explicit: true}
            - {track_id: t2, explicit: null}
        expect:
          - {release_year: null, track_count: 1, explicit_pct: 100}
        """;

    [Fact]
    public async Task All_tests_of_the_project_pass()
    {
        using var home = new TemporaryHome();

        var tested = (await home.Command.RunAsync("test", "--tests", Folder())).MustSucceed();

        Assert.Contains(
            "A corrected day changes the days that compare with it", tested.Output, StringComparison.Ordinal);
        Assert.EndsWith(" tests passed, 0 failed.\n", tested.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(home.Path), "Testing models needs no home and makes none.");
    }

    [Fact]
    public async Task Only_the_models_that_are_named_are_tested()
    {
        using var home = new TemporaryHome();
        home.Write("share.yaml", Passing);

        var tested = (await home.Command.RunAsync("test", "explicit_share", "--tests", home.Outside, "--json"))
            .MustSucceed();

        var results = tested.Json.EnumerateArray().ToList();
        Assert.Equal(2, results.Count);
        Assert.All(results, r => Assert.Equal("gold.explicit_share", r.GetProperty("model").GetString()));
        Assert.All(results, r => Assert.True(r.GetProperty("passed").GetBoolean()));
    }

    [Fact]
    public async Task A_test_that_fails_shows_the_rows_that_differ()
    {
        using var home = new TemporaryHome();
        home.Write("share.yaml", Passing.Replace("explicit_pct: 100", "explicit_pct: 50", StringComparison.Ordinal));

        var tested = (await home.Command.RunAsync("test", "explicit_share", "--tests", home.Outside)).MustEndWith(1);

        Assert.Contains("FAILED  gold.explicit_share", tested.Output, StringComparison.Ordinal);
        Assert.Contains("│ - │         null │           1 │        50.00 │", tested.Output, StringComparison.Ordinal);
        Assert.Contains("│ + │         null │           1 │       100.00 │", tested.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 tests passed, 1 failed.\n", tested.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_beside_the_data_are_found()
    {
        using var home = new TemporaryHome();
        Directory.CreateDirectory(home.In("tests"));
        await File.WriteAllTextAsync(home.In("tests", "share.yml"), Passing, TestContext.Current.CancellationToken);

        var tested = (await home.Command.RunAsync("test", "explicit_share")).MustSucceed();

        Assert.Contains("(share.yml)", tested.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_malformed_is_told_by_file_and_line_and_nothing_is_run()
    {
        using var home = new TemporaryHome();
        home.Write("a.yaml", """
            model: gold.artist_stats
            given:
              silver.spotify_tracks_silver:
                - {track_id: t1, popularty: 5}
                - {duration_ms: x}
              silver.nothing: []
            expcet: []
            ---
            model: gold.nothing
            expect: []
            """);
        home.Write("b.yaml", "model: [\n");

        var refused = (await home.Command.RunAsync("test", "--tests", home.Outside)).MustEndWith(2);

        string[] told =
        [
            "a.yaml:4: silver.spotify_tracks_silver has no column 'popularty'",
            "a.yaml:5: rows of silver.spotify_tracks_silver lack",
            "a.yaml:5: duration_ms is 'x', which is no integer",
            "a.yaml:6: gold.artist_stats does not read 'silver.nothing'",
            "a.yaml:7: 'expcet' is nothing", "a.yaml:1: it does not say which rows to expect",
            "a.yaml:9: there is no model 'gold.nothing'", "b.yaml:2: it is no YAML",
        ];
        Assert.All(told, t => Assert.Contains(t, refused.Error, StringComparison.Ordinal));
        Assert.Empty(refused.Output);
    }

    [Theory]
    [InlineData("There is no table 'gold.nothing'", "test", "gold.nothing")]
    [InlineData("There is no folder 'nowhere'", "test", "--tests", "nowhere")]
    public async Task A_wrong_call_is_told_in_a_sentence(string sentence, params string[] arguments)
    {
        using var home = new TemporaryHome();

        Assert.Contains(
            sentence, (await home.Command.RunAsync(arguments)).MustEndWith(2).Error, StringComparison.Ordinal);
    }

    /// <summary>The tests of the project, in the clone that this runs in.</summary>
    private static string Folder()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "Tracklake.slnx")))
            at = at.Parent;
        return Path.Combine(at.FullName, "tests", "models");
    }
}
