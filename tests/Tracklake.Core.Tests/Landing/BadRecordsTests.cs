using System.Text;
using Tracklake.Raw;

namespace Tracklake.Core.Tests.Landing;

public sealed class BadRecordsTests : IDisposable
{
    private readonly LandingHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("null", "null-entry", "null")]
    [InlineData("""{"name":"nobody"}""", "missing-id", "'id'")]
    [InlineData("""{"id":null,"uri":null,"name":"nobody"}""", "missing-id", "'uri'")]
    [InlineData("""{"id":7}""", "wrong-type", "'id' is a number where text")]
    [InlineData("""{"id":"t","duration_ms":"201333"}""", "wrong-type", "'duration_ms' is text where a number")]
    [InlineData("""{"id":"t","duration_ms":true}""", "wrong-type", "'duration_ms' is a boolean")]
    [InlineData("""{"id":"t","explicit":1}""", "wrong-type", "'explicit' is a number")]
    [InlineData("""{"id":"t","artists":{}}""", "wrong-type", "'artists' is an object")]
    [InlineData("""{"id":"t","album":[]}""", "wrong-type", "'album' is an array")]
    [InlineData("""{"id":"t","album":{"id":"b","release_date":1985}}""", "wrong-type", "'album.release_date'")]
    [InlineData("""{"id":"t","duration_ms":12.7}""", "bad-number", "12.7")]
    [InlineData("""{"id":"t","duration_ms":99999999999}""", "out-of-range", "99999999999")]
    [InlineData("""{"id":"t","duration_ms":1e300}""", "out-of-range", "1e300")]
    [InlineData("""{"id":"t","duration_ms":-1}""", "out-of-range", "-1")]
    [InlineData("""{"id":"t","popularity":101}""", "out-of-range", "'popularity' is 101")]
    [InlineData("""{"id":"t","name":"half \ud83e"}""", "bad-utf8", "'name'")]
    [InlineData("""{"id":"t","name":"cut""", "malformed-json", "Malformed JSON")]
    [InlineData("""{"id":"t"} {"id":"u"}""", "malformed-json", "Malformed JSON")]
    [InlineData("""{"id":"t",}""", "malformed-json", "Malformed JSON")]
    [InlineData("""{"id":"t","skipped":[1,2,}}""", "malformed-json", "Malformed JSON")]
    [InlineData("""{"id":"t","skipped":{"a":01}}""", "malformed-json", "Malformed JSON")]
    [InlineData("""{"id":"t","skipped":nul}""", "malformed-json", "Malformed JSON")]
    [InlineData("""{"id":"t","skipped":"\x"}""", "malformed-json", "Malformed JSON")]
    [InlineData("""[{"id":"t"}]""", "wrong-type", "an array where an object")]
    [InlineData("nonsense", "malformed-json", "Malformed JSON")]
    public async Task A_bad_line_is_set_aside_with_its_place_and_reason_and_its_neighbours_land(
        string bad, string code, string reason)
    {
        var good = Some.FullTrack("good1");
        var batch = await home.RawAsync(
            RawKind.TrackLines, $"{good}\n{bad}\n\n{Some.FullTrack("good2")}\n");
        var landed = await home.LandAsync(batch);

        LandingHome.AssertConserved(landed);
        Assert.Equal(
            [["good1"], ["good2"]], home.Query(landed, "select track_id from processed.tracks order by 1"));
        var rejection = Assert.Single(home.Rejections(landed));
        Assert.Equal(code, rejection.Code);
        Assert.Contains(reason, rejection.Reason, StringComparison.Ordinal);
        Assert.Equal(batch.Parts[0].Bodies, rejection.Object);
        Assert.Equal(Encoding.UTF8.GetByteCount(good) + 1, rejection.Offset);
        Assert.Equal(
            bad, Encoding.UTF8.GetString(await home.BytesAsync(batch.Parts[0], rejection.Offset, rejection.Length!.Value)));
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_set_aside_and_named()
    {
        byte[] bad = [.. "{\"id\":\"t\",\"x\":\""u8, 0xC3, .. "\"}"u8];
        byte[] body = [.. LandingHome.Utf8(Some.FullTrack("g")), (byte)'\n', .. bad];
        var landed = await home.LandAsync(await home.RawAsync([(LandingHome.Entry(RawKind.TrackLines), body)]));

        LandingHome.AssertConserved(landed);
        var rejection = Assert.Single(home.Rejections(landed));
        Assert.Equal("bad-utf8", rejection.Code);
        Assert.Contains("0xC3 at 15", rejection.Reason, StringComparison.Ordinal);
        Assert.Equal(1L, home.Scalar<long>(landed, "select count(*) from processed.tracks"));
    }

    [Fact]
    public async Task Bad_utf8_in_one_item_of_a_response_leaves_the_others()
    {
        byte[] body =
        [
            .. "{\"tracks\":["u8, .. "{\"id\":\"t\",\"name\":\""u8, 0xFF, .. "\"},"u8,
            .. LandingHome.Utf8(Some.Track("g")), .. "]}"u8,
        ];
        var landed = await home.LandAsync(await home.RawAsync([(LandingHome.Entry(RawKind.Tracks), body)]));

        LandingHome.AssertConserved(landed);
        Assert.Equal("bad-utf8", Assert.Single(home.Rejections(landed)).Code);
        Assert.Equal("g", home.Scalar<string>(landed, "select track_id from processed.tracks"));
    }

    [Fact]
    public async Task A_response_that_is_cut_off_is_not_taken_by_half()
    {
        var whole = $$"""{"tracks":[{{Some.FullTrack("t1")}},{{Some.FullTrack("t2")}}]}""";
        var batch = await home.RawAsync(
        [
            (LandingHome.Entry(RawKind.Tracks), LandingHome.Utf8(whole[..^30])),
            (LandingHome.Entry(RawKind.Album), LandingHome.Utf8(
                Some.Album("b9", $",\"tracks\":{Some.Page(Some.Track("t9"))}")[..^2])),
            (LandingHome.Entry(RawKind.AlbumTracksPage, "b8"), LandingHome.Utf8(Some.Page(Some.Track("t8"))[..^1])),
            (LandingHome.Entry(RawKind.Track), LandingHome.Utf8(Some.FullTrack("t3", "b3"))),
        ]);
        var landed = await home.LandAsync(batch);

        LandingHome.AssertConserved(landed);
        Assert.Equal([["t3", "b3"]], home.Query(landed, "select track_id, album_id from processed.tracks"));
        Assert.Equal([["b3"]], home.Query(landed, "select album_id from processed.albums"));
        Assert.All(home.Rejections(landed), r => Assert.Equal("malformed-json", r.Code));
        Assert.Equal(3, home.Rejections(landed).Count);
    }

    [Theory]
    [InlineData(RawKind.Tracks, """{"error":{"status":404,"message":"Resource not found"}}""", "wrong-shape")]
    [InlineData(RawKind.TopTracks, """{"tracks":{"items":7}}""", "wrong-shape")]
    [InlineData(RawKind.Search, """{"playlists":{"items":[]}}""", "wrong-shape")]
    [InlineData(RawKind.AlbumTracksPage, """{"items":null}""", "wrong-shape")]
    [InlineData(RawKind.Artists, "[]", "wrong-shape")]
    [InlineData(RawKind.Artist, """{"error":{"status":404}}""", "missing-id")]
    [InlineData(RawKind.Album, "", "malformed-json")]
    [InlineData(RawKind.Track, "Active premium subscription required", "malformed-json")]
    public async Task A_body_of_another_shape_than_its_kind_is_set_aside(RawKind kind, string body, string code)
    {
        var landed = await home.LandAsync(kind, body, "b1");

        LandingHome.AssertConserved(landed);
        Assert.Empty(landed.Files);
        Assert.Equal(code, Assert.Single(home.Rejections(landed)).Code);
        Assert.Equal(1, landed.Conservation.Sum(c => c.Quarantined));
    }

    [Fact]
    public async Task Null_entries_are_set_aside_and_left_out_of_the_number_of_items()
    {
        var landed = await home.LandAsync(
            RawKind.AlbumTracksPage, Some.Page($"null,{Some.Track("t1")},null", total: 3), "b1");

        LandingHome.AssertConserved(landed);
        Assert.Equal(["null-entry", "null-entry"], home.Rejections(landed).Select(r => r.Code));
        Assert.Equal([[1, 3]], home.Query(landed, "select page_items, list_total from processed.pages"));
    }

    [Theory]
    [InlineData("""{"ms_played":1}""", "missing-field")]
    [InlineData("""{"ts":"2024-02-30T00:00:00Z","ms_played":1}""", "bad-timestamp")]
    [InlineData("""{"ts":"yesterday","ms_played":1}""", "bad-timestamp")]
    [InlineData("""{"ts":"2024-02-01T00:00:00Z"}""", "missing-field")]
    [InlineData("""{"ts":"2024-02-01T00:00:00Z","ms_played":-5}""", "out-of-range")]
    public async Task A_play_without_a_usable_time_or_length_is_set_aside(string line, string code)
    {
        var landed = await home.LandAsync(RawKind.PlayLines, line);

        LandingHome.AssertConserved(landed);
        Assert.Equal(code, Assert.Single(home.Rejections(landed)).Code);
    }

    [Fact]
    public async Task A_page_that_does_not_say_how_many_there_are_keeps_its_items()
    {
        var landed = await home.LandAsync(RawKind.AlbumTracksPage, $$"""{"items":[{{Some.Track("t1")}}]}""", "b1");

        LandingHome.AssertConserved(landed);
        Assert.Equal("missing-field", Assert.Single(home.Rejections(landed)).Code);
        Assert.Equal("t1", home.Scalar<string>(landed, "select track_id from processed.tracks"));
        Assert.DoesNotContain(landed.Files, f => f.Table == "pages");
    }

    [Fact]
    public async Task A_line_of_more_than_32_megabytes_is_set_aside_whole()
    {
        var body = new byte[(33 << 20) + 2000];
        body.AsSpan().Fill((byte)'x');
        var first = LandingHome.Utf8(Some.FullTrack("t1") + "\n");
        var last = LandingHome.Utf8("\n" + Some.FullTrack("t2"));
        first.CopyTo(body, 0);
        last.CopyTo(body, body.Length - last.Length);
        var landed = await home.LandAsync(await home.RawAsync([(LandingHome.Entry(RawKind.TrackLines, lines: 3), body)]));

        LandingHome.AssertConserved(landed);
        var rejection = Assert.Single(home.Rejections(landed));
        Assert.Equal("too-long", rejection.Code);
        Assert.Equal(first.Length, rejection.Offset);
        Assert.Equal(body.Length - first.Length - last.Length, rejection.Length);
        Assert.Equal(2L, home.Scalar<long>(landed, "select count(*) from processed.tracks"));
    }

    [Fact]
    public async Task What_was_set_aside_before_landing_comes_first_in_quarantine()
    {
        var batch = (await home.RawAsync(RawKind.TrackLines, "null")) with
        {
            Rejected = [new Rejection("some/file.txt", 0, null, "unknown-shape", "Nobody knows what it is.")],
        };
        var landed = await home.LandAsync(batch);

        Assert.Equal(["unknown-shape", "null-entry"], home.Rejections(landed).Select(r => r.Code));
    }
}
