using Tracklake.Raw;

namespace Tracklake.Core.Tests.Landing;

public sealed class ResponseKindsTests : IDisposable
{
    private readonly LandingHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task A_full_track_gives_a_track_its_credits_and_its_album()
    {
        var landed = await home.LandAsync(RawKind.Track, Some.FullTrack("t1"));

        LandingHome.AssertConserved(landed);
        Assert.Equal(
            ["t1", "Track t1", "b1", 1, 1, 201333, false, false, 55, "QZ1234567890", null, null, true],
            home.Query(landed, "select * exclude (observed_on, _source_object, _source_offset, _source_length, "
                + "_ingested_at) from processed.tracks").Single());
        Assert.Equal(
            ["b1", "Album b1", "album", 2, "1998-05", "month", null, null, null],
            home.Query(landed, "select * exclude (observed_on, _source_object, _source_offset, _source_length, "
                + "_ingested_at) from processed.albums").Single());
        Assert.Equal(
            [["album", "b1", 1, "a1", "Zoë", false], ["track", "t1", 1, "a1", "Zoë", false]],
            home.Query(landed, "select owner_type, owner_id, position, artist_id, artist_name, is_ambiguous "
                + "from processed.credits order by 1, 2, 3"));
    }

    [Fact]
    public async Task Every_row_says_its_day_its_instant_and_where_its_bytes_are()
    {
        var batch = await home.RawAsync(RawKind.Tracks, $$"""{ "tracks" : [ {{Some.FullTrack("t1")}} ] }""");
        var landed = await home.LandAsync(batch);

        var row = home.Query(
            landed, "select observed_on, _source_object, _source_offset, _source_length, _ingested_at::varchar "
            + "from processed.tracks").Single();
        Assert.Equal(LandingHome.Day, row[0]);
        Assert.Equal(batch.Parts[0].Bodies, row[1]);
        Assert.StartsWith("2026-11-09 06:30:00.25", (string)row[4]!, StringComparison.Ordinal);
        Assert.Equal(
            LandingHome.Utf8(Some.FullTrack("t1")), await home.BytesAsync(batch.Parts[0], (long)row[2]!, (long)row[3]!));
        var album = home.Query(landed, "select _source_offset, _source_length from processed.albums").Single();
        Assert.Equal(
            LandingHome.Utf8(Some.Album("b1")), await home.BytesAsync(batch.Parts[0], (long)album[0]!, (long)album[1]!));
    }

    [Fact]
    public async Task An_album_gives_its_tracks_and_the_page_that_they_are_on()
    {
        var tracks = Some.Page(Some.Track("t1") + "," + Some.Track("t2"), total: 9, next: "https://next");
        var landed = await home.LandAsync(RawKind.Album, Some.Album("b1", $",\"tracks\":{tracks},\"label\":\"L\""));

        LandingHome.AssertConserved(landed);
        Assert.Equal(
            [["t1", "b1", false], ["t2", "b1", false]],
            home.Query(landed, "select track_id, album_id, is_full from processed.tracks order by 1"));
        Assert.Equal(
            ["album_tracks", "b1", 0, 2, 9, false],
            home.Query(landed, "select list_type, owner_id, page_offset, page_items, list_total, is_last "
                + "from processed.pages").Single());
        Assert.Equal("L", home.Scalar<string>(landed, "select label from processed.albums"));
    }

    [Fact]
    public async Task A_page_of_tracks_takes_its_album_from_the_request_or_else_from_its_own_address()
    {
        var batch = await home.RawAsync(
        [
            (LandingHome.Entry(RawKind.AlbumTracksPage, "asked"), LandingHome.Utf8(Some.Page(Some.Track("t1")))),
            (LandingHome.Entry(RawKind.AlbumTracksPage), LandingHome.Utf8(
                Some.Page(Some.Track("t2"), href: "https://api/v1/albums/addressed/tracks?offset=0"))),
            (LandingHome.Entry(RawKind.AlbumTracksPage), LandingHome.Utf8(Some.Page(Some.Track("t3")))),
        ]);
        var landed = await home.LandAsync(batch);

        LandingHome.AssertConserved(landed);
        Assert.Equal(
            [["t1", "asked"], ["t2", "addressed"]],
            home.Query(landed, "select track_id, album_id from processed.tracks order by 1"));
        Assert.Equal("missing-id", Assert.Single(home.Rejections(landed)).Code);
    }

    [Fact]
    public async Task Top_tracks_are_ranked_by_their_place()
    {
        var landed = await home.LandAsync(
            RawKind.TopTracks, $$"""{"tracks":[{{Some.FullTrack("t1")}},null,{{Some.FullTrack("t3")}}]}""", "a1");

        Assert.Equal(
            [["t1", 1, "top_tracks"], ["t3", 3, "top_tracks"]],
            home.Query(landed, "select track_id, rank, rank_source from processed.tracks order by 2"));
    }

    [Fact]
    public async Task Search_hits_are_ranked_only_when_they_are_by_the_artist_that_was_searched_for()
    {
        var other = Some.Track("t2", $",\"album\":{Some.Album("b1")}", Some.Artist("a2"));
        var body = $$"""
            {"tracks":{{Some.Page(other + "," + Some.FullTrack("t1"), offset: 10)}},
             "artists":{{Some.Page(Some.Artist("a1", more: ",\"popularity\":63,\"followers\":{\"total\":12345},\"genres\":[\"indie pop\",\"d\\u00fcb\"]"))}}}
            """;
        var landed = await home.LandAsync(RawKind.Search, body, "a1");

        LandingHome.AssertConserved(landed);
        Assert.Equal(
            [["t1", 12, "search_relevance"], ["t2", null, null]],
            home.Query(landed, "select track_id, rank, rank_source from processed.tracks order by 1"));
        Assert.Equal(
            ["a1", 63, 12345L, "indie pop | düb", false],
            home.Query(landed, "select artist_id, popularity, followers, genres, is_followed from processed.artists")
                .Single());
        Assert.DoesNotContain(landed.Files, f => f.Table == "pages");
    }

    [Fact]
    public async Task An_empty_page_beyond_the_end_gives_no_row_but_an_empty_list_does()
    {
        var batch = await home.RawAsync(
        [
            (LandingHome.Entry(RawKind.ArtistAlbumsPage, "a1"), LandingHome.Utf8(
                Some.Page("", offset: 30, total: 97, next: "https://bogus"))),
            (LandingHome.Entry(RawKind.ArtistAlbumsPage, "a2"), LandingHome.Utf8(Some.Page("", total: 0))),
        ]);
        var landed = await home.LandAsync(batch);

        LandingHome.AssertConserved(landed);
        Assert.Equal([["a2", 0, 0, true]], home.Query(
            landed, "select owner_id, page_items, list_total, is_last from processed.pages"));
    }

    [Fact]
    public async Task Identical_records_of_a_part_are_one_row_but_not_those_of_another_day()
    {
        var body = LandingHome.Utf8(Some.Artist("a1"));
        var batch = await home.RawAsync(
        [
            (LandingHome.Entry(RawKind.Artist), body),
            (LandingHome.Entry(RawKind.Artist), body),
            (LandingHome.Entry(RawKind.Artist, day: LandingHome.Day.AddDays(1)), body),
        ]);
        var landed = await home.LandAsync(batch);

        LandingHome.AssertConserved(landed);
        var line = Assert.Single(landed.Conservation);
        Assert.Equal((3, 2, 1, 0), (line.Records, line.Rows, line.Duplicates, line.Quarantined));
    }

    [Fact]
    public async Task The_album_that_many_tracks_repeat_appears_once()
    {
        var body = $$"""{"tracks":[{{Some.FullTrack("t1")}},{{Some.FullTrack("t2")}},{{Some.FullTrack("t3", "b2")}}]}""";
        var landed = await home.LandAsync(RawKind.Tracks, body);

        LandingHome.AssertConserved(landed);
        Assert.Equal(
            [["b1"], ["b2"]], home.Query(landed, "select album_id from processed.albums order by 1"));
        Assert.Equal(
            [["album", 2L], ["track", 3L]],
            home.Query(landed, "select owner_type, count(*) from processed.credits group by 1 order by 1"));
    }

    [Fact]
    public async Task Plays_land_with_their_instants_and_derived_columns()
    {
        const string Lines = """
            {"ts":"2024-03-01T18:22:07Z","ms_played":174674,"content_type":"track","uri":"spotify:track:t","title":"Neon","creator":"Zoë","album":"Rivers","platform":"ios","country":"DE","reason_start":"trackdone","reason_end":"fwdbtn","shuffle":false,"skipped":null,"offline":true,"offline_at":null,"incognito":false}
            {"ts":"2024-03-01T00:30:00+02:00","ms_played":299}
            """;
        var landed = await home.LandAsync(RawKind.PlayLines, Lines);

        LandingHome.AssertConserved(landed);
        Assert.Equal(
            [
                [1_709_245_800_000_000L, 299L, "unknown", null, null, "2024-02-29", "0.00"],
                [1_709_317_327_000_000L, 174674L, "track", "Neon", null, "2024-03-01", "2.91"],
            ],
            home.Query(landed, """
                select epoch_us(played_at), ms_played, content_type, title, skipped, played_on::varchar,
                    minutes_played::varchar
                from transformed.plays order by 1
                """));
    }
}
