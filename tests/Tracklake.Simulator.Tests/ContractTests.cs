using System.Text.Json;
using Tracklake.Simulator.Catalogue;

namespace Tracklake.Simulator.Tests;

public sealed class ContractTests
{
    private static readonly DateOnly[] Days =
        [new(2024, 6, 1), new(2025, 6, 1), new(2026, 2, 20), new(2026, 3, 20), Api.Today];

    // Required by the document, but deprecated there, and gone from the new development mode.
    private static readonly string[] GoneInDevelopment = ["available_markets", "album_group", "label", "popularity"];

    public static TheoryData<AccessProfile> Profiles => [.. Enum.GetValues<AccessProfile>()];

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Every_answer_validates_against_the_OpenAPI_document(AccessProfile profile)
    {
        var contract = OpenApiContract.Load();
        await using var api = await Api.StartAsync(profile);
        var statuses = new List<int>();
        foreach (var day in Days)
        {
            foreach (var (endpoint, path) in Requests(api.Catalogue, day))
            {
                var (status, body) = await api.TryAsync(path, day);
                statuses.Add(status);
                if (IsAnswerWithoutSchema(endpoint, status, body)) continue;
                using var json = JsonDocument.Parse(body);
                var problems = contract.Check(endpoint, status, json.RootElement, MayMiss(profile, day));
                Assert.True(problems.Count == 0, $"{path} as of {day:O}: {string.Join("; ", problems.Take(5))}");
            }
        }
        Assert.Equal([200, 400, 403, 404], statuses.Distinct().Order());
    }

    [Fact]
    public void The_check_finds_what_is_wrong()
    {
        var contract = OpenApiContract.Load();
        string Problems(string body, string endpoint = "/artists/{id}") =>
            string.Join("; ", contract.Check(endpoint, 200, SharedData.Parse(body), new HashSet<string>()));
        Assert.Equal("", Problems("""{"name":"A","popularity":1,"type":"artist"}"""));
        Assert.Contains("$.popularity: String", Problems("""{"popularity":"1"}"""));
        Assert.Contains("$.popularity: Number", Problems("""{"popularity":1.5}"""));
        Assert.Contains("'band' is not one", Problems("""{"type":"band"}"""));
        Assert.Contains("'surprise' is not in", Problems("""{"surprise":1}"""));
        Assert.Contains("$.name: Null", Problems("""{"name":null}"""));
        Assert.Contains("$.images[0]: 'url' is missing", Problems("""{"images":[{"height":1,"width":1}]}"""));
        Assert.Contains("'label' is missing", Problems("{}", "/albums/{id}"));
        Assert.Contains(
            "$.items[0].artists[0].id: Number",
            Problems("""{"items":[{"artists":[{"id":1}]}]}""", "/albums/{id}/tracks"));
    }

    private static IEnumerable<(string Endpoint, string Path)> Requests(SimulatedCatalogue catalogue, DateOnly day)
    {
        var ids = catalogue.FollowedArtistIds;
        foreach (var artist in ids.Take(8))
        {
            var albums = catalogue.AlbumsOf(artist, day, Api.Own).Select(found => found.Album).ToList();
            var (album, track) = (albums[^1], albums[^1].Tracks[0]);
            foreach (var market in new[] { "", "market=JP&" })
            {
                yield return ("/artists/{id}/albums", $"artists/{artist}/albums?{market}limit=10");
                yield return ("/artists/{id}/top-tracks", $"artists/{artist}/top-tracks?{market}");
                yield return ("/albums/{id}", $"albums/{album.Id}?{market}");
                yield return ("/albums/{id}/tracks", $"albums/{album.Id}/tracks?{market}limit=50");
                yield return ("/tracks/{id}", $"tracks/{track.Id}?{market}");
                var several = string.Join(',', album.Tracks.Take(50).Select(t => t.Id));
                yield return ("/tracks", $"tracks?{market}ids={several}");
                yield return ("/albums", $"albums?{market}ids={string.Join(',', albums.Take(20).Select(a => a.Id))}");
                yield return ("/search", $"search?{market}q=rivers&type=track,album,artist&limit=10");
                yield return ("/search", $"search?{market}q=rivers&type=playlist,show,episode,audiobook");
            }
            yield return ("/artists/{id}", $"artists/{artist}");
            yield return ("/artists/{id}/related-artists", $"artists/{artist}/related-artists");
            yield return ("/recommendations", $"recommendations?seed_artists={artist}&seed_tracks={track.Id}");
            yield return ("/audio-features/{id}", $"audio-features/{track.Id}");
            yield return ("/audio-features", $"audio-features?ids={track.Id}");
            yield return ("/audio-analysis/{id}", $"audio-analysis/{track.Id}");
        }
        yield return ("/artists", $"artists?ids={string.Join(',', ids)}");
        yield return ("/browse/new-releases", "browse/new-releases?limit=50");
        yield return ("/browse/categories", "browse/categories");
        yield return ("/browse/categories/{category_id}", "browse/categories/ambient");
        yield return ("/browse/categories/{category_id}/playlists", "browse/categories/ambient/playlists");
        yield return ("/browse/featured-playlists", "browse/featured-playlists");
        yield return ("/recommendations/available-genre-seeds", "recommendations/available-genre-seeds");
        yield return ("/markets", "markets");
        yield return ("/users/{user_id}", "users/someone");
        yield return ("/artists/{id}/albums", $"artists/{ids[0]}/albums?limit=51");
        yield return ("/artists/{id}", "artists/not-an-id");
        yield return ("/artists/{id}", "artists/0000000000000000000000");
        yield return ("/search", "search?q=x&type=hologram");
    }

    // Seen of the real API since 2024-11-27, and not as the document has it.
    private static bool IsAnswerWithoutSchema(string endpoint, int status, string body) =>
        (endpoint.StartsWith("/audio-", StringComparison.Ordinal) && body == """{"error":{"status":403}}""")
        || (endpoint.StartsWith("/recommendations", StringComparison.Ordinal) && status == 404 && body.Length == 0);

    private static HashSet<string> MayMiss(AccessProfile profile, DateOnly day)
    {
        if (profile != AccessProfile.NewDevelopment || day < new DateOnly(2026, 2, 11)) return [];
        return day < new DateOnly(2026, 3, 1) ? [.. GoneInDevelopment, "external_ids"] : [.. GoneInDevelopment];
    }
}
