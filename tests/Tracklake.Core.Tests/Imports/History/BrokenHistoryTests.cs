using System.Text;
using Tracklake.Raw;
using Tracklake.Sources.Imports;

namespace Tracklake.Core.Tests.Imports.History;

public sealed class BrokenHistoryTests : IDisposable
{
    private static readonly string Good = HistoryImportTests.Row(("ms_played", 1));
    private static readonly string AlsoGood = HistoryImportTests.Row(("ms_played", 2));

    private readonly ImportHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("""{"ms_played":5,"ip_addr":"203.0.113.9"}""", "missing-time")]
    [InlineData("""{"ts":null,"ms_played":5}""", "missing-time")]
    [InlineData("""{"ts":"yesterday 203.0.113.9","ms_played":5}""", "bad-time")]
    [InlineData("""{"ts":"2005-12-31T23:59:59Z","ms_played":5}""", "time-out-of-range")]
    [InlineData("""{"ts":"2031-01-01T00:00:00Z","ms_played":5}""", "time-out-of-range")]
    [InlineData("""{"ts":"2024-01-01T00:00:00Z"}""", "missing-duration")]
    [InlineData("""{"ts":"2024-01-01T00:00:00Z","ms_played":-1}""", "duration-out-of-range")]
    [InlineData("""{"ts":"2024-01-01T00:00:00Z","ms_played":999999999999}""", "duration-out-of-range")]
    [InlineData("""{"ts":"2024-01-01T00:00:00Z","ms_played":"203.0.113.9"}""", "wrong-type")]
    [InlineData("""{"ts":1704067200,"ms_played":5}""", "wrong-type")]
    [InlineData("""{"ts":"2024-01-01T00:00:00Z","ms_played":5,"skipped":"203.0.113.9"}""", "wrong-type")]
    [InlineData("""{"ts":"2024-01-01T00:00:00Z","ms_played":5,"platform":{"ip":"203.0.113.9"}}""", "wrong-type")]
    [InlineData("""{"ts":"2024-01-01T00:00:00Z","ms_played":5,"ts":"2024-01-02T00:00:00Z"}""", "duplicate-key")]
    [InlineData("""{"ts":"2024-01-01T00:00:00Z","ms_played":5,"episode_name":"\ud83d"}""", "bad-encoding")]
    [InlineData("""{"ts":"2024-01-01T00:00:00Z","ms_played":}""", "malformed-json")]
    [InlineData("null", "malformed-json")]
    [InlineData("{\"ts\":\"2024-01-01T00:00:00Z\n203.0.113.9", "malformed-json")]
    public async Task A_bad_row_is_named_by_its_place_and_its_neighbours_arrive(string row, string code)
    {
        var start = Encoding.UTF8.GetByteCount($"[{Good},");
        home.Write("endsong_0.json", $"[{Good},{row},{AlsoGood}]");

        var result = await home.ImportAsync();

        var rejection = Assert.Single(result.Rejections);
        Assert.Equal(("endsong_0.json", code, start), (rejection.Object, rejection.Code, rejection.Offset));
        Assert.Null(rejection.Content);
        Assert.Equal(2, await LinesAsync(result));
        Assert.Empty(StreamingHistories.Leaks(home.Home));
        Assert.DoesNotContain(result.Sentences, s => s.Contains("203.0.113.9", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_was_cut_short_gives_its_whole_rows_and_says_so()
    {
        home.Write("endsong_0.json", $"[{Good},{AlsoGood[..100]}");

        var result = await home.ImportAsync();

        Assert.Equal(1, await LinesAsync(result));
        Assert.Contains(result.Rejections, r => r.Code == "truncated-json");
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_costs_its_row_only()
    {
        var broken = Good.Replace("\"ios\"", "\"ios", StringComparison.Ordinal);
        var rows = Enumerable.Range(10, 50).Select(i => HistoryImportTests.Row(("ms_played", i)));
        home.Write("endsong_0.json", $"[{broken},{string.Join(",", rows)}]");

        var result = await home.ImportAsync();

        Assert.Equal(50, await LinesAsync(result));
        Assert.Equal(("malformed-json", 1L), Assert.Single(result.Rejections.Select(r => (r.Code, r.Offset))));
    }

    [Fact]
    public async Task An_empty_file_and_one_of_NUL_bytes_are_named_and_the_others_arrive()
    {
        home.Write("endsong_0.json", "");
        home.Write("endsong_1.json", new byte[200_000]);
        home.Write("endsong_2.json", $"[{Good}]");

        var result = await home.ImportAsync();

        Assert.Equal(1, await LinesAsync(result));
        Assert.Equal(["endsong_0.json", "endsong_1.json"], result.Rejections.Select(r => r.Object).Distinct());
    }

    [Fact]
    public async Task A_history_without_one_good_row_makes_no_batch()
    {
        home.Write("endsong_0.json", """[{"ts":"never","ms_played":1}]""");

        var result = await home.ImportAsync();

        Assert.Empty(result.Batches);
        Assert.Single(result.Rejections);
    }

    [Fact]
    public async Task A_history_in_UTF_16_is_read()
    {
        home.Write("endsong_0.json", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes($"[{Good}]")]);

        Assert.Equal(1, await LinesAsync(await home.ImportAsync()));
    }

    [Fact]
    public async Task Ten_thousand_and_one_bad_rows_are_counted_without_being_listed_each()
    {
        home.Write("endsong_0.json", $"[{Good},{string.Join(",", Enumerable.Repeat("{\"ms_played\":1}", 10_005))}]");

        var result = await home.ImportAsync();

        Assert.Equal(10_001, result.Rejections.Count);
        Assert.StartsWith("5 more rows", result.Rejections[^1].Reason, StringComparison.Ordinal);
    }

    private async Task<long> LinesAsync(ImportResult result) =>
        (await home.BodiesAsync(Assert.Single(result.Batches))).Sum(b => b.Entry.Kind == RawKind.PlayLines ? b.Entry.Lines!.Value : 0);
}
