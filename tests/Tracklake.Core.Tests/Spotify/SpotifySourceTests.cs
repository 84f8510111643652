using System.Security.Cryptography;
using Tracklake.Raw;
using Tracklake.Simulator;
using Tracklake.Sources;

namespace Tracklake.Core.Tests.Spotify;

public class SpotifySourceTests
{
    [Fact]
    public async Task A_day_holds_every_album_and_track_that_the_catalogue_has_of_the_followed_artists()
    {
        await using var lab = await SpotifyLab.StartAsync();

        var batch = await lab.ExtractedAsync();

        var content = await LandedContent.ReadAsync(lab, batch);
        var catalogue = lab.Server.Catalogue;
        foreach (var artist in catalogue.FollowedArtistIds)
        {
            Assert.Contains($"artist {artist}", content.Keys);
            foreach (var (album, _) in catalogue.AlbumsOf(artist, SpotifyLab.Day, ["album", "single", "compilation"]))
            {
                Assert.Contains($"album of {artist} {album.Id}", content.Keys);
                Assert.All(album.Tracks, track => Assert.Contains($"track of {album.Id} {track.Id}", content.Keys));
                Assert.All(album.Tracks, track => Assert.Contains($"track {track.Id}", content.Keys));
            }
            Assert.Contains(content.Keys, key => key.StartsWith($"top 0 of {artist} ", StringComparison.Ordinal));
        }
        Assert.Empty(batch.Notices);
        Assert.Equal("2026-11-09", batch.Name);
        Assert.Equal("demo", batch.Source);
        Assert.Equal(SpotifyLab.Day, batch.ObservedOn);
    }

    [Fact]
    public async Task Entries_are_sorted_by_request_and_say_what_they_are()
    {
        await using var lab = await SpotifyLab.StartAsync();

        var entries = await lab.EntriesAsync(await lab.ExtractedAsync());

        var requests = entries.Select(e => e.Entry.Request!).ToList();
        Assert.Equal(requests.Order(StringComparer.Ordinal), requests);
        Assert.All(requests, request => Assert.StartsWith("GET https://api.spotify.com/v1/", request));
        Assert.All(entries, e =>
        {
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(e.Body)), e.Entry.Sha256);
            Assert.Equal(200, e.Entry.Status);
            Assert.Equal(SpotifyLab.Day, e.Entry.ObservedOn);
            Assert.Equal(SpotifyLab.Day, DateOnly.FromDateTime(e.Entry.FetchedAt.UtcDateTime));
            Assert.Contains("ETag", e.Entry.Headers!.Keys);
        });
        Assert.All(
            entries.Where(e => e.Entry.Kind is RawKind.ArtistAlbumsPage or RawKind.TopTracks),
            e => Assert.Contains(e.Entry.Subject, lab.Server.Catalogue.FollowedArtistIds));
    }

    [Fact]
    public async Task Two_extractions_write_the_same_bytes()
    {
        await using var one = await SpotifyLab.StartAsync();
        await using var other = await SpotifyLab.StartAsync();

        var first = await one.ExtractedAsync();
        var second = await other.ExtractedAsync(draft => draft with { Parallelism = 1 });

        Assert.Equal(await one.BodiesAsync(first), await other.BodiesAsync(second));
        Assert.Equal(
            (await one.EntriesAsync(first)).Select(e => e.Entry with { Headers = null }),
            (await other.EntriesAsync(second)).Select(e => e.Entry with { Headers = null }));
    }

    [Fact]
    public async Task A_complete_day_is_returned_without_a_request()
    {
        await using var lab = await SpotifyLab.StartAsync();
        var first = await lab.ExtractedAsync();
        var before = lab.Server.Counters.Requests;

        var again = Assert.IsType<Extracted>(await lab.ExtractAsync(lab.NewSource()));

        Assert.Equal(0, again.Requests);
        Assert.Equal(before, lab.Server.Counters.Requests);
        Assert.Equal(first.Parts, again.Batch.Parts);
        Assert.False(File.Exists(lab.SpoolPath));
    }

    [Fact]
    public async Task Parts_rotate_by_size_and_lose_nothing()
    {
        await using var whole = await SpotifyLab.StartAsync();
        await using var parts = await SpotifyLab.StartAsync();

        var one = await whole.ExtractedAsync();
        var many = await parts.ExtractedAsync(draft => draft with { PartBytes = 50_000 });

        Assert.True(many.Parts.Count > 3);
        Assert.All(many.Parts.Where(part => part.Entries > 1), part => Assert.True(part.Bytes <= 50_000));
        Assert.Equal(await LandedContent.ReadAsync(whole, one), await LandedContent.ReadAsync(parts, many));
        Assert.Equal(one.Parts.Sum(part => part.Entries), many.Parts.Sum(part => part.Entries));
    }

    [Fact]
    public async Task What_has_not_changed_since_yesterday_is_confirmed_and_lands_with_the_same_bytes()
    {
        await using var lab = await SpotifyLab.StartAsync(AccessProfile.NewDevelopment);
        await lab.ExtractedAsync(day: SpotifyLab.Day.AddDays(-1));
        await using var fresh = await SpotifyLab.StartAsync(AccessProfile.NewDevelopment);

        var batch = await lab.ExtractedAsync();

        var entries = await lab.EntriesAsync(batch);
        Assert.Equal(lab.Server.Counters.NotModified, entries.Count(e => e.Entry.Status == 304));
        Assert.True(lab.Server.Counters.NotModified > 10);
        Assert.Equal(await fresh.BodiesAsync(await fresh.ExtractedAsync()), await lab.BodiesAsync(batch));
        // A 304 does not repeat them; the raw zone has them all the same.
        Assert.All(entries, e => Assert.Contains("ETag", e.Entry.Headers!.Keys));
        Assert.All(entries, e => Assert.Contains("Content-Type", e.Entry.Headers!.Keys));
    }

    [Fact]
    public async Task No_file_of_the_home_holds_the_secret_or_a_token()
    {
        await using var lab = await SpotifyLab.StartAsync();
        await lab.ExtractedAsync();

        var files = Directory.GetFiles(Path.GetDirectoryName(lab.StateFolder)!, "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (var file in files.Where(file => !file.EndsWith(".gz", StringComparison.Ordinal)))
        {
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            Assert.DoesNotContain("simulated-secret", text);
            Assert.DoesNotContain("BQD", text);
            Assert.DoesNotContain("Bearer", text);
        }
    }
}
