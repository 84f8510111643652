using System.Globalization;

namespace Tracklake.Simulator.Tests;

/// <summary>The API asked "as of" a day, and left to its clock.</summary>
public sealed class DateTests
{
    [Fact]
    public async Task The_Date_header_is_a_fixed_time_on_the_day_asked_for()
    {
        await using var api = await Api.StartAsync();
        var path = $"artists/{api.Artists[0]}";
        var times = new HashSet<DateTimeOffset>();
        for (var day = Api.Today; day > Api.Today.AddDays(-14); day = day.AddDays(-1))
        {
            using var first = await api.SendAsync(path, day);
            using var second = await api.SendAsync(path + "/albums", day);
            Assert.Equal(day, DateOnly.FromDateTime(first.Headers.Date!.Value.UtcDateTime));
            Assert.Equal(first.Headers.Date, second.Headers.Date);
            times.Add(first.Headers.Date.Value);
        }
        Assert.Equal(14, times.Count);
    }

    [Fact]
    public async Task Without_the_header_the_servers_clock_decides()
    {
        var clock = new ManualClock(new(2026, 11, 1, 23, 59, 50, TimeSpan.Zero));
        await using var api = await Api.StartAsync(new SimulatorOptions { Clock = clock });
        var artist = api.Artists[0];
        var today = await FollowersAsync();
        clock.Advance(TimeSpan.FromSeconds(20));
        var tomorrow = await FollowersAsync();
        var onToday = await api.GetAsync($"artists/{artist}", new(2026, 11, 1));
        Assert.Equal(onToday.GetProperty("followers").ToString(), today.Body);
        var onTomorrow = await api.GetAsync($"artists/{artist}", new(2026, 11, 2));
        Assert.Equal(onTomorrow.GetProperty("followers").ToString(), tomorrow.Body);
        Assert.Equal(clock.GetUtcNow(), tomorrow.Date);

        async Task<(string Body, DateTimeOffset? Date)> FollowersAsync()
        {
            var uri = new Uri(api.Server.ApiBase, $"artists/{artist}");
            using var request = new HttpRequestMessage(HttpMethod.Get, uri);
            request.Headers.Authorization = new("Bearer", api.Token);
            using var response = await api.Http.SendAsync(request, Api.Stop);
            var body = await response.Content.ReadAsStringAsync(Api.Stop);
            return (SharedData.Parse(body).GetProperty("followers").ToString(), response.Headers.Date);
        }
    }

    [Fact]
    public async Task A_day_that_is_none_is_refused()
    {
        await using var api = await Api.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(api.Server.ApiBase, "markets"));
        request.Headers.Authorization = new("Bearer", api.Token);
        request.Headers.Add(SimulatorOptions.DateHeader, "20.11.2026");
        using var response = await api.Http.SendAsync(request, Api.Stop);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("yyyy-MM-dd", await response.Content.ReadAsStringAsync(Api.Stop));
    }

    [Fact]
    public async Task An_album_appears_on_its_release_day()
    {
        await using var api = await Api.StartAsync();
        var catalogue = api.Catalogue;
        var fresh = catalogue.FollowedArtistIds
            .SelectMany(id => catalogue.AlbumsOf(id, Api.Today, ["album", "single"])
                .Select(found => (Artist: id, found.Album)))
            .Where(release => release.Album.ReleasedOn > Api.Today.AddDays(-14)).ToList();
        Assert.NotEmpty(fresh);
        foreach (var (artist, album) in fresh)
        {
            var eve = album.ReleasedOn.AddDays(-1);
            Assert.Equal(album.ReleasedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), album.ReleaseDate);
            Assert.Equal(404, (await api.TryAsync($"albums/{album.Id}", eve)).Status);
            Assert.Equal(404, (await api.TryAsync($"tracks/{album.Tracks[0].Id}", eve)).Status);
            Assert.Equal(200, (await api.TryAsync($"albums/{album.Id}", album.ReleasedOn)).Status);
            Assert.DoesNotContain(album.Id, (await api.TryAsync($"artists/{artist}/albums?limit=50", eve)).Body);
            Assert.Contains(album.Id, (await api.TryAsync($"artists/{artist}/albums?limit=50", album.ReleasedOn)).Body);
        }
        var newest = await api.GetAsync("browse/new-releases?limit=10");
        Assert.Equal(
            fresh.Max(release => release.Album.ReleaseDate),
            newest.GetProperty("albums").GetProperty("items")[0].Text("release_date"));
    }

    [Fact]
    public async Task Popularity_served_is_that_of_the_day()
    {
        await using var api = await Api.StartAsync();
        var catalogue = api.Catalogue;
        var artist = catalogue.FindArtist(catalogue.FollowedArtistIds[0])!;
        var served = new List<int>();
        for (var day = Api.Today; day > Api.Today.AddDays(-30); day = day.AddDays(-1))
        {
            var top = (await api.GetAsync($"artists/{artist.Id}/top-tracks", day)).GetProperty("tracks");
            foreach (var track in top.EnumerateArray())
            {
                var known = catalogue.FindTrack(track.Id(), day)!;
                Assert.Equal(catalogue.PopularityOf(known, day), track.Int("popularity"));
            }
            Assert.Equal(10, top.GetArrayLength());
            served.Add(top[0].Int("popularity"));
        }
        Assert.True(served.Distinct().Count() > 3);
    }
}
