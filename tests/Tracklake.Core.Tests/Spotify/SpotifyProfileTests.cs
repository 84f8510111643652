using Tracklake.Raw;
using Tracklake.Simulator;
using Tracklake.Sources.Spotify;

namespace Tracklake.Core.Tests.Spotify;

public class SpotifyProfileTests
{
    [Theory]
    [InlineData(AccessProfile.Extended)]
    [InlineData(AccessProfile.LegacyDevelopment)]
    public async Task An_app_with_everything_wastes_no_request_on_finding_out(AccessProfile profile)
    {
        await using var lab = await SpotifyLab.StartAsync(profile);
        using var source = lab.NewSource();

        var extracted = await lab.ExtractAsync(source);

        var batch = await lab.Raw.ReadAsync("demo", "2026-11-09", TestContext.Current.CancellationToken);
        Assert.Equal(batch.Parts.Sum(part => part.Entries), extracted.Requests);
        Assert.Empty(batch.Notices);
        Assert.Empty(source.Profile!.Refused);
        Assert.True(source.Profile.TrackPopularity);
        Assert.True(source.Profile.ArtistPopularity);
        Assert.True(source.Profile.Isrc);
        Assert.Equal(50, source.Profile.ArtistAlbumsPage);
    }

    [Fact]
    public async Task A_new_development_app_is_found_out_by_one_refusal_an_endpoint_and_no_rejected_page()
    {
        await using var lab = await SpotifyLab.StartAsync(AccessProfile.NewDevelopment);
        using var source = lab.NewSource();

        var extracted = await lab.ExtractAsync(source);

        var batch = await lab.Raw.ReadAsync("demo", "2026-11-09", TestContext.Current.CancellationToken);
        Assert.Equal(batch.Parts.Sum(part => part.Entries) + 4, extracted.Requests);
        Assert.Equal(
            [EndpointFamily.Artists, EndpointFamily.Albums, EndpointFamily.Tracks, EndpointFamily.TopTracks],
            source.Profile!.Refused);
        Assert.True(source.Profile.IsNewDevelopment);
        Assert.Equal(10, source.Profile.ArtistAlbumsPage);
        Assert.Equal(50, source.Profile.AlbumTracksPage);
        Assert.False(source.Profile.ArtistPopularity);
    }

    [Fact]
    public async Task A_new_development_app_gets_all_albums_and_tracks_and_hits_of_a_search_for_top_tracks()
    {
        await using var lab = await SpotifyLab.StartAsync(AccessProfile.NewDevelopment);

        var batch = await lab.ExtractedAsync();

        var content = await LandedContent.ReadAsync(lab, batch);
        foreach (var artist in lab.Server.Catalogue.FollowedArtistIds)
        {
            var albums = lab.Server.Catalogue.AlbumsOf(artist, SpotifyLab.Day, ["album", "single", "compilation"]);
            Assert.True(albums.Count > 10);
            Assert.All(albums, a => Assert.All(
                a.Album.Tracks, track => Assert.Contains($"track of {a.Album.Id} {track.Id}", content.Keys)));
        }
        var searches = (await lab.EntriesAsync(batch)).Where(e => e.Entry.Kind == RawKind.Search).ToList();
        Assert.Equal(
            lab.Server.Catalogue.FollowedArtistIds.Order(), searches.Select(e => e.Entry.Subject!).Order());
        Assert.Contains(
            "Popularity is not served to this app (new development mode): it is shown as unknown.", batch.Notices);
        Assert.Contains(
            batch.Notices, notice => notice.StartsWith("Top tracks are not served", StringComparison.Ordinal));
        Assert.Contains(batch.Notices, notice => notice.StartsWith("ISRCs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Isrcs_are_asked_for_singly_only_when_they_are_wanted()
    {
        await using var lab = await SpotifyLab.StartAsync(AccessProfile.NewDevelopment);

        var batch = await lab.ExtractedAsync(draft => draft with
        {
            Artists = [lab.Server.Catalogue.FollowedArtistIds[0]],
            WantIsrc = true,
        });

        var content = await LandedContent.ReadAsync(lab, batch);
        var tracks = lab.Server.Catalogue
            .AlbumsOf(lab.Server.Catalogue.FollowedArtistIds[0], SpotifyLab.Day, ["album", "single", "compilation"])
            .SelectMany(a => a.Album.Tracks).Select(track => track.Id).Distinct().ToList();
        Assert.All(tracks, track => Assert.Contains("isrc", content[$"track {track}"]));
        Assert.Equal(tracks.Count, lab.Server.Counters.RequestsByEndpoint["tracks/{id}"]);
        Assert.DoesNotContain(batch.Notices, notice => notice.StartsWith("ISRCs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_profile_is_found_anew_for_each_day()
    {
        // New apps were served everything before the cut of February 2026.
        await using var lab = await SpotifyLab.StartAsync(AccessProfile.NewDevelopment);

        var before = await lab.ExtractedAsync(day: new DateOnly(2026, 2, 10));
        var after = await lab.ExtractedAsync(day: new DateOnly(2026, 2, 11));

        Assert.Empty(before.Notices);
        Assert.NotEmpty(after.Notices);
    }

    [Fact]
    public async Task An_artist_that_does_not_exist_is_a_notice_and_the_others_arrive()
    {
        await using var lab = await SpotifyLab.StartAsync(AccessProfile.NewDevelopment);
        await using var extended = await SpotifyLab.StartAsync();
        string[] artists = [lab.Server.Catalogue.FollowedArtistIds[0], "0000000000000000000000"];

        foreach (var one in new[] { lab, extended })
        {
            var batch = await one.ExtractedAsync(draft => draft with { Artists = artists });

            Assert.Contains(
                batch.Notices,
                notice => notice.StartsWith("There is no artist 0000000000000000000000", StringComparison.Ordinal));
            Assert.Contains($"artist {artists[0]}", (await LandedContent.ReadAsync(one, batch)).Keys);
        }
    }

    [Fact]
    public async Task Artists_are_known_by_id_uri_address_and_name()
    {
        await using var lab = await SpotifyLab.StartAsync();
        var ids = lab.Server.Catalogue.FollowedArtistIds;
        var name = lab.Server.Catalogue.FindArtist(ids[3])!.Name;
        string[] references =
        [
            ids[0], $"spotify:artist:{ids[1]}", $"https://open.spotify.com/intl-de/artist/{ids[2]}?si=1", name, ids[0],
        ];

        var batch = await lab.ExtractedAsync(draft => draft with { Artists = references });
        await lab.ExtractedAsync(draft => draft with { Artists = references }, SpotifyLab.Day.AddDays(1));

        await using var byId = await SpotifyLab.StartAsync();
        Assert.Equal(await byId.BodiesAsync(await byId.ExtractedAsync()), await lab.BodiesAsync(batch));
        Assert.Equal(1, lab.Server.Counters.RequestsByEndpoint["search"]);
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_an_error_of_configuration()
    {
        await using var lab = await SpotifyLab.StartAsync();

        var failed = await Assert.ThrowsAsync<Tracklake.Sources.SourceException>(
            () => lab.ExtractAsync(lab.NewSource(draft => draft with { Artists = ["No Such Artist At All"] })));

        Assert.True(failed.IsConfiguration);
        Assert.Contains("No Such Artist At All", failed.Message);
    }

    [Fact]
    public async Task A_market_is_asked_for_throughout_and_relinked_tracks_are_not_asked_for_twice()
    {
        await using var lab = await SpotifyLab.StartAsync();

        var batch = await lab.ExtractedAsync(draft => draft with { Market = "DE" });

        Assert.All(
            (await lab.EntriesAsync(batch)).Where(e => e.Entry.Kind != RawKind.Artists),
            e => Assert.Contains("market=DE", e.Entry.Request));
        Assert.DoesNotContain("tracks/{id}", lab.Server.Counters.RequestsByEndpoint.Keys);
    }
}
