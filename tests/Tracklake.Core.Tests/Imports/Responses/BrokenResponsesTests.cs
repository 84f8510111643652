using System.Text;
using Tracklake.Raw;
using Tracklake.Sources.Imports;

namespace Tracklake.Core.Tests.Imports.Responses;

public sealed class BrokenResponsesTests : IDisposable
{
    private readonly ImportHome home = new();

    public BrokenResponsesTests() => home.Write("2026-08-02/good.json", Some.Artist("good"));

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task A_truncated_file_is_named_with_the_byte_where_it_ends() =>
        await AssertRejectedAsync(Some.Artist()[..60], "truncated-json", 60);

    [Fact]
    public async Task A_zero_byte_file_is_named() => await AssertRejectedAsync("", "empty-file", 0);

    [Fact]
    public async Task A_file_of_NUL_bytes_is_named() => await AssertRejectedAsync(new string('\0', 4096), "nul-bytes", 0);

    [Fact]
    public async Task NUL_bytes_after_half_a_document_are_named_with_their_byte() =>
        await AssertRejectedAsync(Some.Artist()[..61] + new string('\0', 100), "nul-bytes", 61);

    [Fact]
    public async Task A_field_that_occurs_twice_is_named_with_its_second_place()
    {
        var json = """{"id":"a1","name":"x","type":"artist","uri":"spotify:artist:a1","id":"a2"}""";

        var rejection = await AssertRejectedAsync(json, "duplicate-key", json.LastIndexOf("\"id\"", StringComparison.Ordinal));

        Assert.Contains("'id'", rejection.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_Latin_1_is_named_with_the_byte_that_is_not_UTF_8()
    {
        var json = Some.Artist("a1", "Zoë");
        var bytes = Encoding.Latin1.GetBytes(json);
        home.Write("2026-08-02/bad.json", bytes);

        var rejection = Assert.Single((await home.ImportAsync()).Rejections);

        Assert.Equal("bad-encoding", rejection.Code);
        Assert.Equal(Array.IndexOf(bytes, (byte)0xeb), rejection.Offset);
    }

    [Fact]
    public async Task Text_after_the_document_is_refused() =>
        await AssertRejectedAsync(Some.Artist() + "garbage", "malformed-json", Encoding.UTF8.GetByteCount(Some.Artist()));

    [Fact]
    public async Task A_refusal_in_plain_text_is_named() =>
        await AssertRejectedAsync("Active premium subscription required", "malformed-json", 0);

    [Theory]
    [InlineData("""{"access_token":"BQD-secret","expires_in":3600}""", "token")]
    [InlineData("""[{"ts":"2024-03-01T18:22:07Z","ms_played":1,"ip_addr":"203.0.113.7 secret"}]""", "streaming-history")]
    public async Task Secrets_and_personal_fields_are_not_copied_into_the_home(string json, string code)
    {
        await AssertRejectedAsync(json, code, 0);

        Assert.All(Directory.EnumerateFiles(home.Home, "*", SearchOption.AllDirectories),
            path => Assert.DoesNotContain("secret", File.ReadAllText(path), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_byte_order_mark_is_removed_and_said()
    {
        home.Write("2026-08-02/bom.json", [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(Some.Artist())]);

        var bodies = await BodiesAsync();

        var body = bodies.Single(b => b.Entry.Origin!.StartsWith("2026-08-02/bom.json", StringComparison.Ordinal));
        Assert.Equal(Some.Artist(), Encoding.UTF8.GetString(body.Body));
        Assert.Equal("2026-08-02/bom.json (byte order mark removed)", body.Entry.Origin);
    }

    [Fact]
    public async Task UTF_16_is_transcoded_and_said()
    {
        home.Write("2026-08-02/wide.json", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Some.Artist())]);

        var body = (await BodiesAsync()).Single(b => b.Entry.Origin!.Contains("wide", StringComparison.Ordinal));

        Assert.Equal(Some.Artist(), Encoding.UTF8.GetString(body.Body));
        Assert.Contains("transcoded from UTF-16", body.Entry.Origin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gzip_that_was_cut_short_is_refused()
    {
        var gzip = ImportHome.Gzip(Some.Artist());
        home.Write("2026-08-02/cut.json.gz", gzip[..^9]);

        Assert.Equal("truncated-gzip", Assert.Single((await home.ImportAsync()).Rejections).Code);
    }

    [Fact]
    public async Task What_could_not_be_used_is_kept_with_the_batch_of_its_day()
    {
        home.Write("2026-08-03/bad.json", "{");
        home.Write("2026-08-02/bad.json", "[");

        var batch = Assert.Single((await home.ImportAsync()).Batches);

        Assert.Equal(["2026-08-02/bad.json", "2026-08-03/bad.json"], batch.Rejected.Select(r => r.Object));
    }

    [Fact]
    public async Task A_zip_that_was_cut_short_says_so()
    {
        var zip = home.Zip("cut.zip", home.Files);
        File.WriteAllBytes(zip, File.ReadAllBytes(zip)[..^30]);

        var error = await Assert.ThrowsAsync<ImportException>(() => home.ImportAsync(path: zip));

        Assert.Contains("download may have ended early", error.Message, StringComparison.Ordinal);
    }

    private async Task<Rejection> AssertRejectedAsync(string content, string code, long offset)
    {
        home.Write("2026-08-02/bad.json", content);

        var result = await home.ImportAsync();

        var rejection = Assert.Single(result.Rejections);
        Assert.Equal(("2026-08-02/bad.json", code, offset), (rejection.Object, rejection.Code, rejection.Offset));
        Assert.Null(rejection.Content);
        var body = Assert.Single(await home.BodiesAsync(Assert.Single(result.Batches)));
        Assert.Equal("2026-08-02/good.json", body.Entry.Origin);
        Assert.Contains(result.Sentences, s => s.Contains("2026-08-02/bad.json", StringComparison.Ordinal));
        return rejection;
    }

    private async Task<List<(RawEntry Entry, byte[] Body)>> BodiesAsync() =>
        await home.BodiesAsync(Assert.Single((await home.ImportAsync()).Batches));
}
