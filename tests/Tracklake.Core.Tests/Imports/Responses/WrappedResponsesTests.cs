using System.Text;
using Tracklake.Raw;

namespace Tracklake.Core.Tests.Imports.Responses;

public sealed class WrappedResponsesTests : IDisposable
{
    private readonly ImportHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task The_response_in_an_envelope_is_taken_with_its_time_and_request()
    {
        home.Write("x.json", $$"""
            {"request":{"url":"https://api.spotify.com/v1/artists/a9/top-tracks?market=DE"},
             "fetched_at":"2026-03-04T23:30:00-05:00","status":200,"response": {"tracks":[{{Some.Track()}}]} }
            """);

        var (entry, body) = Assert.Single(await BodiesAsync());

        Assert.Equal($$"""{"tracks":[{{Some.Track()}}]}""", Encoding.UTF8.GetString(body));
        Assert.Equal((RawKind.TopTracks, "a9"), (entry.Kind, entry.Subject));
        Assert.Equal(new DateOnly(2026, 3, 5), entry.ObservedOn);
        Assert.Equal(200, entry.Status);
        Assert.StartsWith("x.json at byte ", entry.Origin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_responses_gives_each_of_them()
    {
        home.Write("2026-08-02/x.json", $"[{Some.Artist("a1")}, {Some.Artist("a2")},\n {Some.Artist("a3")}]");

        var bodies = await BodiesAsync();

        Assert.Equal([Some.Artist("a1"), Some.Artist("a2"), Some.Artist("a3")],
            bodies.Select(b => Encoding.UTF8.GetString(b.Body)));
    }

    [Fact]
    public async Task One_stranger_in_a_list_is_named_and_the_rest_arrives()
    {
        home.Write("2026-08-02/x.json", $$"""[{{Some.Artist("a1")}},{"mood":"good"},{{Some.Artist("a2")}}]""");

        var result = await home.ImportAsync();

        Assert.Equal(2, (await home.BodiesAsync(result.Batches[0])).Count);
        Assert.Contains("'mood'", Assert.Single(result.Rejections).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_before_the_break_in_a_list_arrives_and_the_break_is_named()
    {
        var whole = $"[{Some.Artist("a1")},{Some.Artist("a2")},";
        home.Write("2026-08-02/x.json", whole + Some.Artist("a3")[..40]);

        var result = await home.ImportAsync();

        Assert.Equal(2, (await home.BodiesAsync(result.Batches[0])).Count);
        var rejection = Assert.Single(result.Rejections);
        Assert.Equal("truncated-json", rejection.Code);
        Assert.Equal(Encoding.UTF8.GetByteCount(whole), rejection.Offset);
    }

    [Fact]
    public async Task An_error_in_an_envelope_is_named_as_such()
    {
        home.Write("x.json", """{"status":404,"body":{"error":{"status":404,"message":"Resource not found"}}}""");

        var rejection = Assert.Single((await home.ImportAsync()).Rejections);

        Assert.Equal("api-error", rejection.Code);
        Assert.Contains("404 Resource not found", rejection.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_one_after_another_in_one_file_are_each_taken()
    {
        var pretty = Some.Artist("a2").Replace(",", ",\n  ", StringComparison.Ordinal);
        home.Write("2026-08-02/x.json", $"{Some.Artist("a1")}\n{pretty}{Some.Artist("a3")}\n{{\"id\":");

        var result = await home.ImportAsync();

        Assert.Equal([Some.Artist("a1"), pretty, Some.Artist("a3")],
            (await home.BodiesAsync(result.Batches[0])).Select(b => Encoding.UTF8.GetString(b.Body)));
        Assert.Equal("truncated-json", Assert.Single(result.Rejections).Code);
    }

    [Fact]
    public async Task Lines_of_tracks_are_a_part_of_their_own_as_they_are()
    {
        var lines = Some.Track("t1") + "\n{broken\n\n" + Some.Track("t2") + "\n";
        home.Write("2026-08-02/tracks.ndjson.gz", ImportHome.Gzip(lines));
        home.Write("2026-08-02/a.json", Some.Artist());

        var result = await home.ImportAsync();

        var batch = Assert.Single(result.Batches);
        Assert.Equal(2, batch.Parts.Count);
        var (entry, body) = (await home.BodiesAsync(batch)).Single(b => b.Entry.Kind == RawKind.TrackLines);
        Assert.Equal(lines.TrimEnd('\n'), Encoding.UTF8.GetString(body));
        Assert.Equal(3, entry.Lines);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body)), entry.Sha256);
    }

    [Fact]
    public async Task The_same_lines_with_and_without_compression_are_taken_once()
    {
        home.Write("2026-08-02/a.ndjson.gz", ImportHome.Gzip(Some.Track() + "\n" + Some.Track("t2")));
        home.Write("2026-08-02/b.jsonl", Some.Track() + "\n" + Some.Track("t2") + "\n");

        Assert.Single(await BodiesAsync());
    }

    [Fact]
    public async Task Lines_are_known_as_such_under_any_name()
    {
        home.Write("2026-08-02/tracks.json", Some.Track() + "\n" + Some.Track("t2"));

        Assert.Equal(RawKind.TrackLines, Assert.Single(await BodiesAsync()).Entry.Kind);
    }

    [Fact]
    public async Task Lines_of_other_responses_are_bodies_of_their_own()
    {
        home.Write("log.ndjson", $$"""
            {"fetched_at":1754300000,"data":{{Some.Artist("a1")}}}
            {"fetched_at":1754400000,"data":{{Some.Artist("a2")}}}
            {"fetched_at":17
            """);

        var result = await home.ImportAsync();

        Assert.Equal(["2025-08-04", "2025-08-05"], result.Batches.Select(b => b.Name));
        Assert.Equal(Some.Artist("a2"), Encoding.UTF8.GetString((await home.BodiesAsync(result.Batches[1]))[0].Body));
        Assert.Equal("truncated-json", Assert.Single(result.Rejections).Code);
    }

    [Fact]
    public async Task Whole_lines_before_the_cut_of_a_gzip_arrive_and_the_cut_is_named()
    {
        var random = new Random(7);
        var lines = string.Concat(Enumerable.Range(0, 2000).Select(i => Some.Track($"t{random.Next():x8}{i}") + "\n"));
        var gzip = ImportHome.Gzip(lines);
        home.Write("2026-08-02/t.ndjson.gz", gzip[..(gzip.Length / 2)]);

        var result = await home.ImportAsync();

        var (entry, body) = Assert.Single(await home.BodiesAsync(Assert.Single(result.Batches)));
        var text = Encoding.UTF8.GetString(body);
        Assert.StartsWith(text, lines, StringComparison.Ordinal);
        Assert.Equal('\n', lines[text.Length]);
        Assert.Equal(text.Split('\n').Length, entry.Lines);
        var rejection = Assert.Single(result.Rejections);
        Assert.Equal(("truncated-gzip", body.Length + 1), (rejection.Code, rejection.Offset));
    }

    private async Task<List<(RawEntry Entry, byte[] Body)>> BodiesAsync() =>
        await home.BodiesAsync(Assert.Single((await home.ImportAsync()).Batches));
}
