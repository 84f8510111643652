using System.Text.Json;
using Tracklake.Raw;

namespace Tracklake.Core.Tests.Landing;

public sealed class StoredShapesTests
{
    public static TheoryData<string, RawKind, string?, int, int, int> Shapes => new()
    {
        // file, kind, subject, artists, albums, tracks
        { "album_full_dev.json", RawKind.Album, null, 0, 1, 1 },
        { "album_tracks_page_dev.json", RawKind.AlbumTracksPage, "1bBBBBBBBBBBBBBBBBBBBB", 0, 0, 1 },
        { "artist_albums_page_dev.json", RawKind.ArtistAlbumsPage, "0aAAAAAAAAAAAAAAAAAAAA", 0, 1, 0 },
        { "artist_albums_page_extended.json", RawKind.ArtistAlbumsPage, null, 0, 1, 0 },
        { "artist_albums_page_bogus_tail.json", RawKind.ArtistAlbumsPage, null, 0, 0, 0 },
        { "artist_dev.json", RawKind.Artist, null, 1, 0, 0 },
        { "artist_extended.json", RawKind.Artist, null, 1, 0, 0 },
        { "search_dev.json", RawKind.Search, "0aAAAAAAAAAAAAAAAAAAAA", -1, 1, 1 },
        { "top_tracks_extended.json", RawKind.TopTracks, "0aAAAAAAAAAAAAAAAAAAAA", 0, 1, 1 },
        { "top_tracks_empty.json", RawKind.TopTracks, "0aAAAAAAAAAAAAAAAAAAAA", 0, 0, 0 },
        { "track_dev.json", RawKind.Track, null, 0, 1, 1 },
        { "track_dev_market_restricted.json", RawKind.Track, null, 0, 1, 1 },
        { "track_extended.json", RawKind.Track, null, 0, 1, 1 },
        { "track_extended_relinked.json", RawKind.Track, null, 0, 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_shape_lands_whole(string file, RawKind kind, string? subject, int artists, int albums, int tracks)
    {
        var body = File.ReadAllBytes(Path.Combine(SharedData.Require("shapes"), file));
        using var home = new LandingHome();
        var landed = await home.LandAsync(await home.RawAsync([(LandingHome.Entry(kind, subject), body)]));

        LandingHome.AssertConserved(landed);
        Assert.Null(landed.Quarantine);
        if (artists >= 0)
            Assert.Equal(artists, Rows("artists"));
        Assert.Equal(albums, Rows("albums"));
        Assert.Equal(tracks, Rows("tracks"));

        long Rows(string table) => landed.Conservation.Where(c => c.Table == table).Sum(c => c.Rows);
    }

    [Fact]
    public async Task A_batch_with_a_null_keeps_the_others()
    {
        var body = File.ReadAllBytes(Path.Combine(SharedData.Require("shapes"), "tracks_batch_extended.json"));
        using var home = new LandingHome();
        var landed = await home.LandAsync(await home.RawAsync([(LandingHome.Entry(RawKind.Tracks), body)]));

        LandingHome.AssertConserved(landed);
        var entries = JsonDocument.Parse(body).RootElement.GetProperty("tracks").EnumerateArray().ToList();
        var nulls = entries.Count(e => e.ValueKind == JsonValueKind.Null);
        Assert.True(nulls > 0);
        Assert.Equal(nulls, home.Rejections(landed).Count(r => r.Code == "null-entry"));
        Assert.Equal(
            entries.Count - nulls, landed.Conservation.Where(c => c.Table == "tracks").Sum(c => c.Rows + c.Duplicates));
    }

    [Fact]
    public async Task Every_recorded_response_lands_or_is_set_aside_with_a_reason()
    {
        var folder = SharedData.Require("api_fixtures");
        var unusable = new List<string>();
        var landedFiles = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            var body = File.ReadAllBytes(file);
            if (KindOf(body) is not { } kind)
                continue;
            using var home = new LandingHome();
            var landed = await home.LandAsync(await home.RawAsync([(LandingHome.Entry(kind, "someone"), body)]));
            LandingHome.AssertConserved(landed);
            Assert.All(home.Rejections(landed), r => Assert.NotEqual("", r.Reason));
            landedFiles++;
            if (landed.Files.Count == 0)
                unusable.Add(Path.GetFileName(file));
        }
        Assert.True(landedFiles >= 20, $"Only {landedFiles} files were tried.");
        // The first holds only a null; the second is two documents in one file.
        Assert.Equal(["GetSeveralAlbumsRequest_None.json", "find_album.txt"], unusable);
    }

    [Fact]
    public async Task A_track_whose_numbers_are_floats_lands_as_integers()
    {
        var body = File.ReadAllBytes(Path.Combine(
            SharedData.Require("api_fixtures"), "zmb3", "find_track_with_floats.txt"));
        using var home = new LandingHome();
        var landed = await home.LandAsync(await home.RawAsync([(LandingHome.Entry(RawKind.Track), body)]));

        Assert.Equal([["1zHlj4dQ8ZAtrayhuDDmkY", 204053, 85, "USRC11301695"]], home.Query(
            landed, "select track_id, duration_ms, popularity, isrc from processed.tracks"));
    }

    // By shape, roughly as the importer does it; null for what is no artist, album, track or search.
    private static RawKind? KindOf(byte[] body)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(body);
            root = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return RawKind.Search;
        }
        string? Text(string name) => root.TryGetProperty(name, out var value) ? value.ToString() : null;
        bool IsArray(string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array;
        bool IsPage(string name) => root.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Object && value.TryGetProperty("items", out _);
        return Text("type") switch
        {
            "artist" => RawKind.Artist,
            "album" => RawKind.Album,
            "track" => RawKind.Track,
            _ when IsArray("artists") => RawKind.Artists,
            _ when IsArray("albums") => RawKind.Albums,
            _ when IsArray("tracks") => RawKind.Tracks,
            _ when IsPage("tracks") || IsPage("artists") || IsPage("albums") => RawKind.Search,
            _ when IsArray("items") && Text("href")?.Contains("/tracks", StringComparison.Ordinal) == true =>
                RawKind.AlbumTracksPage,
            _ when IsArray("items") && Text("href")?.Contains("/albums", StringComparison.Ordinal) == true =>
                RawKind.ArtistAlbumsPage,
            _ => null,
        };
    }
}
