using System.IO.Compression;
using System.Text;
using Tracklake.DuckDb.Tracing;
using Tracklake.EndToEnd.Tests.Fixture;
using Tracklake.Models;
using Tracklake.Models.Gold;
using Tracklake.Models.Silver;

namespace Tracklake.EndToEnd.Tests;

/// <summary>Numbers followed to the bytes that they came from, and computed again from these alone.</summary>
public sealed class TraceTests(TracedHome home)
{
    private const int Cells = 100;

    [Fact]
    public async Task A_hundred_random_cells_over_all_gold_tables_are_equal_when_computed_from_the_bytes_they_name()
    {
        var random = new Random(20260820);
        var gold = AllModels.InOrder.Where(m => m.Layer == Layer.Gold).ToList();
        for (var i = 0; i < Cells; i++)
        {
            var model = gold[i % gold.Count];
            var rows = long.Parse(home.Rows($"SELECT count(*)::VARCHAR FROM {model}")[0][0]!, null);
            Assert.True(rows > 0, $"{model} has no rows to trace.");
            var column = model.Columns[random.Next(model.Columns.Count)].Name;

            var (trace, released) = await home.TraceAsync(model, column, random.NextInt64(rows));

            var cell = Assert.Single(trace.Cells);
            Assert.Equal(released, cell.Released);
            Assert.True(cell.IsEqual, $"{trace.Table} {trace.Key} {column}: {cell.Released}, but computed {cell.Recomputed}.");
            Assert.True(trace.Holds && trace.Records > 0 == trace.Bodies.Count > 0);
        }
    }

    [Theory]
    [InlineData("bronze")]
    [InlineData("silver")]
    public async Task Any_row_of_bronze_and_silver_is_equal_in_every_column(string layer)
    {
        var random = new Random(7);
        foreach (var model in AllModels.InOrder.Where(m => m.QualifiedName.StartsWith(layer, StringComparison.Ordinal)))
        {
            var rows = long.Parse(home.Rows($"SELECT count(*)::VARCHAR FROM {model}")[0][0]!, null);
            var (chosen, _) = await home.TraceAsync(model, model.Columns[0].Name, random.NextInt64(rows));
            var trace = await home.Tracer.RunAsync(
                new TraceRequest { Table = model, Where = WhereOf(chosen.Key) }, TestContext.Current.CancellationToken);

            Assert.Equal(model.Columns.Count, trace.Cells.Count);
            Assert.All(trace.Cells, c => Assert.True(c.IsEqual, $"{model} {trace.Key} {c}"));
        }
    }

    [Theory]
    [InlineData("gold.listening_daily", "history/", "minutes", 5)]
    [InlineData("gold.listening_top_artists", "history/", "play_rank", 2)]
    [InlineData("silver.spotify_plays_silver", "history/", "title", 77)]
    [InlineData("silver.spotify_tracks_silver", "responses/", "isrc", 0)]
    public async Task Cells_of_imports_lead_to_the_imported_file(string table, string source, string column, long row)
    {
        var (trace, _) = await home.TraceAsync(AllModels.Find(table)!, column, row);

        Assert.True(trace.Holds);
        Assert.All(trace.Bodies, b => Assert.StartsWith($"spotify/raw/{source}", b.Object, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_popularity_names_the_request_that_served_it()
    {
        var (trace, popularity) = await home.TraceAsync(TrackPopularityDaily.Table, "popularity", 3);

        var body = trace.Bodies[0];
        Assert.StartsWith("GET https://", body.Entry.Request, StringComparison.Ordinal);
        Assert.Equal(200, body.Entry.Status);
        Assert.Contains($"\"popularity\":{popularity}", Encoding.UTF8.GetString(BytesOf(home.Home, body.Object)), StringComparison.Ordinal);
        Assert.Equal(1, trace.Tables.Single(t => t.Table == "silver.spotify_track_observations_silver").Contributing);
    }

    [Fact]
    public async Task A_changed_byte_of_a_record_is_not_equal_and_not_what_was_received()
    {
        using var copy = home.Copy();
        using var tracer = await TracedHome.TracerOfAsync(copy);
        var request = await RequestAsync();
        var before = await tracer.RunAsync(request, TestContext.Current.CancellationToken);
        Assert.True(before.Holds);

        Change(copy, before.Shown[0], "\"duration_ms\":", digit => digit == '1' ? '2' : '1');
        var after = await tracer.RunAsync(request, TestContext.Current.CancellationToken);

        Assert.False(after.Holds);
        Assert.Equal(before.Cells[0].Released, after.Cells[0].Released);
        Assert.False(after.Cells[0].IsEqual);
        Assert.Single(after.Bodies, b => !b.IsIntact);

        async Task<TraceRequest> RequestAsync()
        {
            var (found, _) = await home.TraceAsync(TracksSilver.Table, "duration_ms", 0);
            return new TraceRequest { Table = TracksSilver.Table, Where = WhereOf(found.Key), Column = "duration_ms", Limit = 100 };
        }
    }

    [Fact]
    public async Task A_changed_byte_beside_the_record_leaves_the_cell_equal_but_is_found()
    {
        using var copy = home.Copy();
        using var tracer = await TracedHome.TracerOfAsync(copy);
        var (found, _) = await home.TraceAsync(TrackPopularityDaily.Table, "popularity", 3);
        var request = new TraceRequest { Table = TrackPopularityDaily.Table, Where = WhereOf(found.Key), Column = "popularity", Limit = 1 };
        var before = await tracer.RunAsync(request, TestContext.Current.CancellationToken);

        Change(copy, before.Shown[0], "\"href\":\"h", _ => 'x');
        var after = await tracer.RunAsync(request, TestContext.Current.CancellationToken);

        Assert.True(after.Cells[0].IsEqual);
        Assert.False(after.Holds);
    }

    [Fact]
    public async Task The_command_says_the_value_the_rows_and_that_it_is_equal_and_writes_all_of_it()
    {
        var output = Path.Combine(home.Home.Outside, "trace.ndjson");
        var result = (await home.Command.RunAsync(
            "trace", "gold.explicit_share", "--where", "release_year = 1998", "--column", "explicit_pct", "--out", output)).MustSucceed();

        Assert.Contains("computed again from these bytes: equal", result.Output, StringComparison.Ordinal);
        Assert.Contains("bronze.spotify_tracks_bronze", result.Output, StringComparison.Ordinal);
        var lines = await File.ReadAllLinesAsync(output, TestContext.Current.CancellationToken);
        var types = lines.Select(l => System.Text.Json.JsonDocument.Parse(l).RootElement.GetProperty("type").GetString()).ToList();
        Assert.Equal(["row", "bytes", "body", "cell"], types.Distinct());
        Assert.Single(types, t => t == "cell");
    }

    [Fact]
    public async Task The_command_says_when_it_was_the_simulator_that_answered()
    {
        var (trace, _) = await home.TraceAsync(TrackPopularityDaily.Table, "popularity", 3);
        Assert.StartsWith("spotify/raw/demo/", trace.Bodies[0].Object, StringComparison.Ordinal);

        var result = (await home.Command.RunAsync(
            "trace", trace.Table, "--where", WhereOf(trace.Key), "--column", "popularity")).MustSucceed();

        var words = string.Join(' ', result.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("→ 200 from the simulator at 2026-", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gold.artist_stats", "artist LIKE 'Kit%'", "rows of gold.artist_stats meet")]
    [InlineData("gold.artist_stats", "artist = 'nobody'", "No row of gold.artist_stats meets")]
    [InlineData("gold.artist_stats", "art = 1", "cannot be asked of gold.artist_stats")]
    [InlineData("gold.artist_status", "TRUE", "There is no table 'gold.artist_status'")]
    public async Task What_is_not_one_row_is_said_in_a_sentence(string table, string where, string said)
    {
        var result = await home.Command.RunAsync("trace", table, "--where", where);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    private static string WhereOf(string key)
    {
        using var json = System.Text.Json.JsonDocument.Parse(key);
        return string.Join(" AND ", json.RootElement.EnumerateObject().Select(p =>
            $"CAST({p.Name} AS VARCHAR) = '{p.Value.ToString().Replace("'", "''", StringComparison.Ordinal)}'"));
    }

    private static byte[] BytesOf(TemporaryHome home, string key)
    {
        using var gzip = new GZipStream(File.OpenRead(home.In(key)), CompressionMode.Decompress);
        using var all = new MemoryStream();
        gzip.CopyTo(all);
        return all.ToArray();
    }

    /// <summary>Changes the byte after a mark, the first at or after the record's beginning, in the stored
    /// object.</summary>
    private static void Change(TemporaryHome home, TracedBytes record, string mark, Func<char, char> change)
    {
        var bytes = BytesOf(home, record.Object);
        var at = (int)record.Offset + bytes.AsSpan((int)record.Offset).IndexOf(Encoding.UTF8.GetBytes(mark)) + mark.Length;
        var old = bytes[at];
        bytes[at] = (byte)change((char)old);
        Assert.NotEqual(old, bytes[at]);
        using var gzip = new GZipStream(File.Create(home.In(record.Object)), CompressionLevel.Fastest);
        gzip.Write(bytes);
    }
}
