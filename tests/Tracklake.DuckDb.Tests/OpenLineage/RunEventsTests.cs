using System.Text.Json;
using Tracklake.OpenLineage;
using Tracklake.Pipeline;

namespace Tracklake.DuckDb.Tests.OpenLineage;

/// <summary>The events of real runs, as another system receives them.</summary>
public sealed class RunEventsTests : IDisposable
{
    private readonly PipelineHome _home = new();
    private readonly List<string> _warnings = [];

    private string File => Path.Combine(_home.Root, "openlineage.ndjson");

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_run_is_told_with_every_table_its_columns_and_its_checks()
    {
        Tell(new EventFile(File));
        await _home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t1", ["a1", "a2"])));

        await _home.RunAsync();

        var events = Events();
        Assert.All(events, RunEventRules.AssertSound);
        Assert.Equal(["START pipeline", "COMPLETE pipeline"], (string[])[Said(events[0]), Said(events[^1])]);
        Assert.Equal(
            Models.AllModels.InOrder.Select(m => $"COMPLETE pipeline.{m}"),
            events.Select(Said).Where(s => s.StartsWith("COMPLETE pipeline.", StringComparison.Ordinal) && s.Count(c => c == '.') == 2));
        // Each job begins and ends once, under one id, below the pipeline's run.
        var pipeline = events[0].GetProperty("run").GetProperty("runId").GetString();
        foreach (var job in events.GroupBy(JobOf))
        {
            Assert.Equal(["START", "COMPLETE"], job.Select(e => e.GetProperty("eventType").GetString()));
            Assert.Single(job.Select(e => e.GetProperty("run").GetProperty("runId").GetString()).Distinct());
            Assert.True(job.Key == "pipeline" || job.All(e => e.GetProperty("run").GetProperty("facets").GetProperty("parent")
                .GetProperty("run").GetProperty("runId").GetString() == pipeline));
        }
        var stats = events.Single(e => Said(e) == "COMPLETE pipeline.gold.artist_stats").GetProperty("outputs")[0];
        Assert.Equal(2, stats.GetProperty("outputFacets").GetProperty("outputStatistics").GetProperty("rowCount").GetInt64());
        var popularity = stats.GetProperty("facets").GetProperty("columnLineage").GetProperty("fields").GetProperty("avg_popularity");
        Assert.Equal(
            ["silver.spotify_tracks_silver popularity AGGREGATION"],
            popularity.GetProperty("inputFields").EnumerateArray().Select(f =>
                $"{f.GetProperty("name")} {f.GetProperty("field")} {f.GetProperty("transformations")[0].GetProperty("subtype")}"));
        var quality = events.Single(e => Said(e) == "COMPLETE pipeline.quality").GetProperty("inputs").EnumerateArray()
            .Single(d => d.GetProperty("name").GetString() == "gold.artist_stats").GetProperty("inputFacets");
        Assert.Contains(
            quality.GetProperty("dataQualityAssertions").GetProperty("assertions").EnumerateArray(),
            a => a.GetProperty("assertion").GetString() == "artist_id_unique" && a.GetProperty("success").GetBoolean());
    }

    [Fact]
    public async Task Only_tables_that_a_run_changed_are_told()
    {
        await _home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t1", ["a1"])));
        await _home.RunAsync();
        Tell(new EventFile(File));
        await _home.AddAsync("d2", Some.Day.AddDays(1), Some.Artist("a1"));

        await _home.RunAsync();

        var said = Events().Select(Said).ToList();
        Assert.Contains("COMPLETE pipeline.silver.spotify_artists_silver", said);
        Assert.DoesNotContain("COMPLETE pipeline.silver.spotify_tracks_silver", said);
    }

    [Fact]
    public async Task A_blocked_run_fails_and_says_which_check()
    {
        Tell(new EventFile(File));
        await _home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t2", ["A, B"], isAmbiguous: true)));

        await _home.RunAsync();

        var events = Events();
        Assert.All(events, RunEventRules.AssertSound);
        Assert.Equal("FAIL pipeline", Said(events[^1]));
        Assert.Contains(
            "artist_name_is_one_artist",
            events[^1].GetProperty("run").GetProperty("facets").GetProperty("errorMessage").GetProperty("message").GetString(),
            StringComparison.Ordinal);
        Assert.Contains("FAIL pipeline.quality", events.Select(Said));
    }

    [Fact]
    public async Task A_run_that_failed_and_is_taken_up_has_the_ids_that_it_had_and_the_file_whole_lines()
    {
        var whole = _home.Parts;
        _home.Parts = whole with { OpenWarehouse = () => throw new IOException("the disk is full") };
        Tell(new EventFile(File));
        await _home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t1", ["a1"])));
        await Assert.ThrowsAsync<IOException>(_home.RunAsync);
        // A process that was killed while it wrote leaves a part of a line.
        await System.IO.File.AppendAllTextAsync(File, "{\"eventType\":\"COMPL", TestContext.Current.CancellationToken);

        _home.Parts = whole;
        Tell(new EventFile(File));
        await _home.RunAsync();

        var events = Events();
        Assert.All(events, RunEventRules.AssertSound);
        var pipeline = events.Where(e => JobOf(e) == "pipeline").ToList();
        Assert.Equal(["START", "FAIL", "START", "COMPLETE"], pipeline.Select(e => e.GetProperty("eventType").GetString()));
        Assert.Single(pipeline.Select(e => e.GetProperty("run").GetProperty("runId").GetString()).Distinct());
    }

    [Fact]
    public async Task Events_are_posted_one_by_one_with_the_key()
    {
        using var server = new LineageServer();
        using var client = new HttpClient();
        Tell(new EventEndpoint(client, server.Address, "s3cret"));
        await _home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t1", ["a1"])));

        await _home.RunAsync();

        Assert.Empty(_warnings);
        Assert.All(server.Posted, p =>
            Assert.Equal(("POST /api/v1/lineage", "Bearer s3cret", "application/json"), (p.Path, p.Authorization, p.Type)));
        Assert.All(server.Posted, p => RunEventRules.AssertSound(JsonDocument.Parse(p.Body).RootElement));
        Assert.Equal("COMPLETE pipeline", Said(JsonDocument.Parse(server.Posted.Last().Body).RootElement));
    }

    [Fact]
    public async Task A_server_that_refuses_is_warned_of_once_and_the_run_goes_on()
    {
        using var server = new LineageServer(status: 503);
        using var client = new HttpClient();
        Tell(new EventEndpoint(client, server.Address, null), new EventFile(File));
        await _home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t1", ["a1"])));

        var outcome = await _home.RunAsync();

        Assert.Equal(RunOutcome.Released, outcome.Result!.Outcome);
        Assert.Contains("answered 503", Assert.Single(_warnings), StringComparison.Ordinal);
        Assert.Single(server.Posted);
        Assert.Equal("COMPLETE pipeline", Said(Events()[^1]));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_warned_of_and_the_run_goes_on()
    {
        var gone = new LineageServer();
        gone.Dispose();
        using var client = new HttpClient();
        Tell(new EventEndpoint(client, gone.Address, null));
        await _home.AddAsync("d1", Some.Day, Some.Tracks(Some.Track("t1", ["a1"])));

        var outcome = await _home.RunAsync();

        Assert.Equal(RunOutcome.Released, outcome.Result!.Outcome);
        Assert.Contains("cannot be reached", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    private static string JobOf(JsonElement json) => json.GetProperty("job").GetProperty("name").GetString()!;

    private static string Said(JsonElement json) => $"{json.GetProperty("eventType").GetString()} {JobOf(json)}";

    private void Tell(params IReadOnlyList<IEventSink> sinks) => _home.Parts = _home.Parts with
    {
        Events = new OpenLineageReporter(sinks, "tracklake", TimeProvider.System, _warnings.Add),
    };

    private List<JsonElement> Events() =>
        [.. System.IO.File.ReadLines(File).Select(line => JsonDocument.Parse(line).RootElement)];
}
