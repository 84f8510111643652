using System.Text.Json;
using System.Text.Json.Nodes;
using Tracklake.EndToEnd.Tests.Fixture;

namespace Tracklake.EndToEnd.Tests;

/// <summary>What <c>plan</c> says of a home, and that it does nothing to it.</summary>
public sealed class PlanTests(DemoHome demo)
{
    private const string OldDefinition = "00000000abcd";

    [Fact]
    public async Task Before_the_first_run_every_table_is_new()
    {
        using var home = new TemporaryHome();

        var plan = (await home.Command.RunAsync("plan")).MustSucceed();

        Assert.Contains("There is no release yet: every table is new.", plan.Output, StringComparison.Ordinal);
        Assert.Contains("Ask 'demo' for 3 days", plan.Output, StringComparison.Ordinal);
        Assert.Empty(home.Files());
    }

    [Fact]
    public async Task After_a_run_there_is_nothing_to_do()
    {
        var plan = (await demo.Command.RunAsync("plan")).MustSucceed();

        Assert.Equal("All models are as in release 1.\nNothing to do.\n", plan.Output);
    }

    [Fact]
    public async Task A_further_day_is_asked_for_and_what_is_read_is_told()
    {
        var plan = (await demo.Command.With("NOW", "2026-08-21T12:00:00Z").RunAsync("plan", "--json")).MustSucceed()
            .Json;

        Assert.Equal(["2026-08-21"], plan.GetProperty("days").EnumerateArray().Select(d => d.GetString()));
        Assert.Empty(plan.GetProperty("models").EnumerateArray());
        var stats = Table(plan, "gold.artist_stats");
        Assert.Equal("groups", stats.GetProperty("kind").GetString());
        var read = stats.GetProperty("reads").EnumerateArray()
            .Single(r => r.GetProperty("table").GetString() == "silver.spotify_tracks_silver");
        Assert.True(read.GetProperty("amount").GetProperty("bytes").GetInt64() > 0);
    }

    [Fact]
    public async Task A_changed_model_is_shown_with_its_SQL_and_what_is_affected()
    {
        using var home = demo.Copy();
        await ChangeDefinitionAsync(home, "silver.spotify_tracks_silver");

        var plan = (await home.Command.RunAsync("plan")).MustSucceed();

        Assert.Contains("Models against release 1: 1 changed, 9 affected.", plan.Output, StringComparison.Ordinal);
        Assert.Contains("\n-    old_column\n", plan.Output, StringComparison.Ordinal);
        Assert.Contains("affected  gold.release_trends through silver.spotify_tracks_silver", plan.Output,
            StringComparison.Ordinal);
        Assert.Contains("its definition changed", plan.Output, StringComparison.Ordinal);
        Assert.Contains("No data waits", plan.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', plan.Output);
    }

    [Fact]
    public async Task The_difference_of_the_data_is_shown_and_nothing_of_the_home_is_written()
    {
        using var home = demo.Copy();
        await ChangeDefinitionAsync(home, "silver.spotify_tracks_silver");
        var before = home.Hashes();

        var all = (await home.Command.RunAsync("plan", "--data", "--json")).MustSucceed().Json;
        var one = (await home.Command.RunAsync("plan", "--data", "--table", "artist_stats")).MustSucceed();

        var tables = all.GetProperty("tables").EnumerateArray().ToList();
        Assert.Contains("silver.spotify_tracks_silver", tables.Select(t => t.GetProperty("table").GetString()));
        // Only the text of the definition is another, so that every row must come out the same.
        Assert.All(tables, t => Assert.True(t.GetProperty("is_none").GetBoolean(), t.ToString()));
        Assert.Contains("gold.artist_stats", one.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("gold.release_trends", one.Output, StringComparison.Ordinal);
        Assert.Equal(before, home.Hashes());
        Assert.Empty(home.Leftovers());
    }

    [Fact]
    public async Task A_batch_that_waits_is_in_the_difference()
    {
        using var home = demo.Copy();
        home.Write("tracks.json", """
            {"tracks":[{"id":"0000000000000000000abc","name":"Planned","type":"track","duration_ms":200000,
            "explicit":false,"disc_number":1,"track_number":1,
            "artists":[{"id":"000000000000000000000a","name":"A, B","type":"artist"}]}]}
            """);
        // Run 2 is killed as soon as its plan is there: its batch waits, landed or not.
        await home.Command.RunUntilAsync(
            home.In("spotify", "state", "runs", "000002", "plan.json"), "import", home.Outside);
        var before = home.Hashes("spotify");

        var told = (await home.Command.RunAsync("plan", "--data", "--json")).MustSucceed().Json;

        Assert.Single(told.GetProperty("batches").EnumerateArray());
        var tracks = told.GetProperty("tables").EnumerateArray()
            .Single(t => t.GetProperty("table").GetString() == "silver.spotify_tracks_silver");
        Assert.Equal("track_id=0000000000000000000abc",
            Assert.Single(tracks.GetProperty("added_keys").EnumerateArray()).GetString());
        Assert.Equal(before, home.Hashes("spotify"));
    }

    [Theory]
    [InlineData("--table needs --data", "plan", "--table", "artist_stats")]
    [InlineData("There is no table 'gold.nothing'", "plan", "--data", "--table", "gold.nothing")]
    public async Task A_wrong_call_is_told_in_a_sentence(string sentence, params string[] arguments)
    {
        var refused = (await demo.Command.RunAsync(arguments)).MustEndWith(2);

        Assert.Contains(sentence, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_before_the_first_release_has_nothing_to_be_compared_with()
    {
        using var home = new TemporaryHome();

        var refused = (await home.Command.RunAsync("plan", "--data")).MustEndWith(1);

        Assert.Contains("Run 'tracklake run' first", refused.Error, StringComparison.Ordinal);
    }

    private static JsonElement Table(JsonElement plan, string name) =>
        plan.GetProperty("tables").EnumerateArray().Single(t => t.GetProperty("table").GetString() == name);

    /// <summary>Makes the release one of a table that was computed by another definition.</summary>
    private static async Task ChangeDefinitionAsync(TemporaryHome home, string table)
    {
        var file = home.In("spotify", "state", "releases", "000001.json");
        var release = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        var definition = (string)release["tables"]![table]!["definition"]!;
        release["tables"]![table]!["definition"] = OldDefinition;
        File.Delete(file);
        await File.WriteAllTextAsync(file, release.ToJsonString(), TestContext.Current.CancellationToken);
        var text = await File.ReadAllTextAsync(
            home.In("spotify", "state", "definitions", definition + ".sql"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            home.In("spotify", "state", "definitions", OldDefinition + ".sql"), text + "    old_column\n",
            TestContext.Current.CancellationToken);
    }
}
