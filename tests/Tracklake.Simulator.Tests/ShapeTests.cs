using System.Text.Json;
using Tracklake.Simulator.Catalogue;
using Tracklake.Simulator.Faults;

namespace Tracklake.Simulator.Tests;

/// <summary>
/// The fields of each answer are those of the shapes and of recorded answers: none missing, none more.
/// </summary>
public sealed class ShapeTests
{
    [Theory]
    [InlineData("artist_dev.json", AccessProfile.NewDevelopment, "artists/{artist}")]
    [InlineData("artist_extended.json", AccessProfile.Extended, "artists/{artist}")]
    [InlineData("artist_extended.json", AccessProfile.LegacyDevelopment, "artists/{artist}")]
    [InlineData("artist_albums_page_dev.json", AccessProfile.NewDevelopment, "artists/{artist}/albums?limit=10")]
    [InlineData("artist_albums_page_extended.json", AccessProfile.Extended, "artists/{artist}/albums?limit=50")]
    [InlineData("artist_albums_page_extended.json", AccessProfile.LegacyDevelopment, "artists/{artist}/albums")]
    [InlineData("album_full_dev.json", AccessProfile.NewDevelopment, "albums/{album}")]
    [InlineData("album_tracks_page_dev.json", AccessProfile.NewDevelopment, "albums/{album}/tracks?limit=50")]
    [InlineData("track_dev.json", AccessProfile.NewDevelopment, "tracks/{track}")]
    [InlineData("track_dev_market_restricted.json", AccessProfile.NewDevelopment, "tracks/{restricted}?market=JP")]
    [InlineData("track_extended.json", AccessProfile.Extended, "tracks/{track}")]
    [InlineData("track_extended.json", AccessProfile.LegacyDevelopment, "tracks/{track}")]
    [InlineData("track_extended_relinked.json", AccessProfile.Extended, "tracks/{relinked}?market=JP")]
    [InlineData("tracks_batch_extended.json", AccessProfile.Extended, "tracks?ids={track},{unknown}")]
    [InlineData("top_tracks_extended.json", AccessProfile.Extended, "artists/{artist}/top-tracks")]
    [InlineData("search_dev.json", AccessProfile.NewDevelopment, "search?q=artist:\"Nova\"&type=track,artist&limit=10")]
    public async Task Fields_are_those_of_the_shape(string shape, AccessProfile profile, string path)
    {
        var expected = Fields(SharedData.Json("shapes", shape));
        await using var api = await Api.StartAsync(profile);
        Assert.Equal(expected, Fields(await api.GetAsync(Fill(path, api.Catalogue))));
    }

    [Theory]
    [InlineData("2026-08-08/artists/drake.json", "artists/{artist}")]
    [InlineData("2026-08-08/albums/drake.json", "artists/{artist}/albums")]
    [InlineData("2026-08-08/tracks/19CvkGjYpifkdwgVJSbog2.json", "albums/{album}/tracks")]
    public async Task Fields_are_those_that_were_recorded_in_development_mode(string recorded, string path)
    {
        var expected = Fields(SharedData.Json("devmode_raw_2026_08", "data", "raw", recorded));
        await using var api = await Api.StartAsync(AccessProfile.NewDevelopment);
        Assert.Equal(expected, Fields(await api.GetAsync(Fill(path, api.Catalogue), new DateOnly(2026, 8, 8))));
    }

    [Theory]
    [InlineData("java_artists/GetArtistRequest.json", "artists/{artist}")]
    [InlineData("java_artists/GetArtistsAlbumsRequest.json", "artists/{artist}/albums")]
    [InlineData("java_artists/GetArtistsTopTracksRequest.json", "artists/{artist}/top-tracks")]
    [InlineData("java_artists/GetArtistsRelatedArtistsRequest.json", "artists/{artist}/related-artists")]
    [InlineData("java_albums/GetAlbumRequest.json", "albums/{album}")]
    [InlineData("java_albums/GetAlbumsTracksRequest.json", "albums/{album}/tracks")]
    [InlineData("java_tracks/GetTrackRequest.json", "tracks/{track}")]
    [InlineData("java_tracks/GetSeveralTracksRequest.json", "tracks?ids={track}")]
    [InlineData("java_tracks/GetAudioFeaturesForTrackRequest.json", "audio-features/{track}")]
    [InlineData("java_browse/GetListOfNewReleasesRequest.json", "browse/new-releases")]
    [InlineData("java_browse/GetListOfCategoriesRequest.json", "browse/categories")]
    public async Task Fields_that_older_apps_recorded_were_served_until_November_2024(string recorded, string path)
    {
        var expected = Fields(SharedData.Json(["api_fixtures", .. recorded.Split('/')]));
        await using var api = await Api.StartAsync(AccessProfile.Extended);
        var served = Fields(await api.GetAsync(Fill(path, api.Catalogue), new DateOnly(2024, 6, 1)));
        Assert.Empty(expected.Except(served));
    }

    [Theory]
    [InlineData("error_400_invalid_id.json", 400, "artists/not-an-id", null)]
    [InlineData("error_400_invalid_limit.json", 400, "artists/{artist}/albums?limit=11", null)]
    [InlineData("error_403_removed.json", 403, "artists/{artist}/top-tracks", null)]
    [InlineData("error_404.json", 404, "artists/{unknown}", null)]
    [InlineData("error_401_expired.json", 401, "artists/{artist}", FaultKind.TokenRevoked)]
    [InlineData("error_429_rate.json", 429, "artists/{artist}", FaultKind.RateLimitShort)]
    [InlineData("error_429_quota.json", 429, "artists/{artist}", FaultKind.QuotaExceeded)]
    [InlineData("error_403_premium.txt", 403, "artists/{artist}", FaultKind.PremiumRequired)]
    public async Task Errors_are_those_of_the_shape(string shape, int status, string path, FaultKind? fault)
    {
        var expected = SharedData.Text("shapes", shape);
        await using var api = await Api.StartAsync(new SimulatorOptions
        {
            Profile = AccessProfile.NewDevelopment,
            Faults = fault is { } kind ? FaultPlan.Of(new FaultRule(kind)) : FaultPlan.None,
        });
        var (served, body) = await api.TryAsync(Fill(path, api.Catalogue));
        Assert.Equal(status, served);
        if (shape.EndsWith(".txt", StringComparison.Ordinal)) Assert.Equal(expected, body);
        else Assert.True(JsonElement.DeepEquals(SharedData.Parse(expected), SharedData.Parse(body)), body);
    }

    [Fact]
    public async Task Tokens_are_those_of_the_shape()
    {
        var (good, bad) = (SharedData.Json("shapes", "token_200.json"), SharedData.Text("shapes", "token_400.json"));
        await using var api = await Api.StartAsync();
        using var issued = await api.TokenAsync("simulated-client", "simulated-secret");
        Assert.Equal(Fields(good), Fields(SharedData.Parse(await issued.Content.ReadAsStringAsync(Api.Stop))));
        using var refused = await api.TokenAsync("simulated-client", "wrong");
        Assert.True(JsonElement.DeepEquals(
            SharedData.Parse(bad), SharedData.Parse(await refused.Content.ReadAsStringAsync(Api.Stop))));
    }

    [Fact]
    public async Task An_artist_without_tracks_has_no_top_tracks()
    {
        var expected = SharedData.Json("shapes", "top_tracks_empty.json");
        await using var api = await Api.StartAsync(AccessProfile.Extended);
        var served = await api.GetAsync(Fill("artists/{artist}/top-tracks", api.Catalogue), new DateOnly(1950, 1, 1));
        Assert.True(JsonElement.DeepEquals(expected, served));
    }

    private static string Fill(string path, SimulatedCatalogue catalogue)
    {
        var artist = catalogue.FollowedArtistIds[0];
        var albums = catalogue.FollowedArtistIds
            .SelectMany(id => catalogue.AlbumsOf(id, Api.Today, ["album", "single"])).Select(found => found.Album);
        var tracks = albums.SelectMany(album => album.Tracks).ToList();
        var track = tracks.Last(t => t.Album.Artists[0].Id == artist && t.Album.AlbumType == "album");
        if (path.Contains("{relinked}")) path = path.Replace("{relinked}", Unplayable(playableElsewhere: true).Id);
        if (path.Contains("{restricted}")) path = path.Replace("{restricted}", Unplayable(playableElsewhere: false).Id);
        return path.Replace("{artist}", artist).Replace("{album}", track.Album.Id).Replace("{track}", track.Id)
            .Replace("{unknown}", "0000000000000000000000");

        // On an album that the market has: the album's own restriction is not part of the shape.
        SimulatedTrack Unplayable(bool playableElsewhere) => tracks.First(t =>
            !t.Markets.Contains("JP") && (playableElsewhere || t.Album.Markets.Contains("JP"))
            && catalogue.PlayableElsewhere(t, "JP", Api.Today) is not null == playableElsewhere);
    }

    // $.items[].name and the like: every field that occurs, lists taken together.
    private static SortedSet<string> Fields(JsonElement element)
    {
        var fields = new SortedSet<string>(StringComparer.Ordinal);
        Collect(element, "$");
        return fields;

        void Collect(JsonElement value, string path)
        {
            if (value.ValueKind == JsonValueKind.Array)
                foreach (var item in value.EnumerateArray()) Collect(item, path + "[]");
            if (value.ValueKind != JsonValueKind.Object) return;
            foreach (var field in value.EnumerateObject())
            {
                fields.Add($"{path}.{field.Name}");
                Collect(field.Value, $"{path}.{field.Name}");
            }
        }
    }
}
