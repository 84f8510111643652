using System.Text.Json;
using Tracklake.Raw;
using Tracklake.Sources.Imports.Responses;

namespace Tracklake.Core.Tests.Imports.Responses;

public sealed class ShapeTests
{
    public static TheoryData<string, RawKind, string?> Shapes => new()
    {
        { Some.Artist(), RawKind.Artist, null },
        { $$"""{"artists":[{{Some.Artist()}},null]}""", RawKind.Artists, null },
        { Some.AlbumRef(), RawKind.Album, null },
        { $$"""{"albums":[null,{{Some.AlbumRef()}}]}""", RawKind.Albums, null },
        { """{"albums":[]}""", RawKind.Albums, null },
        { Some.AlbumsPage("a7", Some.AlbumRef()), RawKind.ArtistAlbumsPage, "a7" },
        { Some.AlbumsPage("a7"), RawKind.ArtistAlbumsPage, "a7" },
        { Some.TracksPage("b7", Some.TrackRef(), "null"), RawKind.AlbumTracksPage, "b7" },
        { Some.Track(), RawKind.Track, null },
        { """{"id":null,"name":"Mine","type":"track","uri":"spotify:local:x","duration_ms":1}""", RawKind.Track, null },
        { $$"""{"tracks":[{{Some.Track()}},null]}""", RawKind.Tracks, null },
        { $$"""{"tracks":{{Some.Page("https://api.spotify.com/v1/search?query=x", Some.Track())}}}""", RawKind.Search, null },
        { $$"""{"albums":{{Some.Page("https://api.spotify.com/v1/browse/new-releases", Some.AlbumRef())}}}""", RawKind.Search, null },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_response_is_known_by_its_shape(string json, RawKind kind, string? subject)
    {
        var shape = Of(json);

        Assert.Equal(kind, shape.Kind);
        Assert.Equal(subject, shape.Subject);
    }

    [Fact]
    public void Ten_tracks_of_one_artist_that_fall_in_popularity_are_its_top_tracks()
    {
        var tracks = Enumerable.Range(0, 10).Select(i => Some.Track($"t{i}", 90 - i, "a9"));

        var shape = Of($$"""{"tracks":[{{string.Join(",", tracks)}}]}""");

        Assert.Equal(RawKind.TopTracks, shape.Kind);
        Assert.Equal("a9", shape.Subject);
    }

    [Fact]
    public void Tracks_that_rise_in_popularity_have_no_rank()
    {
        var tracks = Enumerable.Range(0, 10).Select(i => Some.Track($"t{i}", 10 + i));

        Assert.Equal(RawKind.Tracks, Of($$"""{"tracks":[{{string.Join(",", tracks)}}]}""").Kind);
    }

    [Theory]
    [InlineData("""{"error":{"status":404,"message":"Resource not found"}}""", "api-error")]
    [InlineData("""{"error":"invalid_client","error_description":"Invalid client secret"}""", "api-error")]
    [InlineData("""{"access_token":"BQD","token_type":"Bearer","expires_in":3600}""", "token")]
    [InlineData("""{"ts":"2024-03-01T18:22:07Z","ms_played":1,"ip_addr":"203.0.113.7"}""", "streaming-history")]
    [InlineData("""{"type":"playlist","id":"p","name":"n","tracks":{"items":[]}}""", "unknown-shape")]
    [InlineData("""{"playlists":{"items":[]}}""", "unknown-shape")]
    [InlineData("""{"genres":["pop"]}""", "unknown-shape")]
    [InlineData("""{"href":"https://api.spotify.com/v1/playlists/p/tracks","items":[]}""", "unknown-shape")]
    [InlineData("{}", "unknown-shape")]
    [InlineData("3", "unknown-shape")]
    public void What_is_no_response_of_tracks_is_refused_with_its_reason(string json, string code)
    {
        var shape = Of(json);

        Assert.Null(shape.Kind);
        Assert.Equal(code, shape.Code);
        Assert.EndsWith(".", shape.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Made_up_examples_of_every_endpoint_are_known()
    {
        var folder = SharedData.Folder("shapes");
        var kinds = Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).ToDictionary(
            path => Path.GetFileNameWithoutExtension(path), path => Of(File.ReadAllText(path)));

        Assert.Equal(RawKind.Artist, kinds["artist_dev"].Kind);
        Assert.Equal(RawKind.ArtistAlbumsPage, kinds["artist_albums_page_bogus_tail"].Kind);
        Assert.All(kinds, k => Assert.Equal(
            k.Key.StartsWith("error", StringComparison.Ordinal) || k.Key.StartsWith("token", StringComparison.Ordinal)
                || k.Key == "streaming_history_item",
            k.Value.Kind is null));
    }

    private static Shape Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Shape.Find(document.RootElement);
    }
}
