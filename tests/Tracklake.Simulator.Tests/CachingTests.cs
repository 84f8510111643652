using System.Net;

namespace Tracklake.Simulator.Tests;

public sealed class CachingTests
{
    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        await using var api = await Api.StartAsync();
        var path = $"artists/{api.Artists[0]}";
        using var first = await api.SendAsync(path);
        var tag = first.Headers.ETag!.ToString();
        using var again = await api.SendAsync(path, ifNoneMatch: tag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(tag, again.Headers.ETag!.ToString());
        Assert.Equal(first.Headers.Date, again.Headers.Date);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(Api.Stop));
        using var weak = await api.SendAsync(path, ifNoneMatch: $"\"other\", W/{tag}");
        Assert.Equal(HttpStatusCode.NotModified, weak.StatusCode);
        Assert.Equal(2, api.Server.Counters.NotModified);
    }

    [Fact]
    public async Task What_has_changed_overnight_is_sent_again()
    {
        await using var api = await Api.StartAsync();
        var artist = $"artists/{api.Artists[0]}";
        var album = $"albums/{api.Catalogue.AlbumsOf(api.Artists[0], Api.Today)[0].Album.Id}/tracks";
        using var artistToday = await api.SendAsync(artist);
        using var artistTomorrow =
            await api.SendAsync(artist, Api.Today.AddDays(1), artistToday.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.OK, artistTomorrow.StatusCode);
        using var tracksToday = await api.SendAsync(album);
        using var tracksTomorrow =
            await api.SendAsync(album, Api.Today.AddDays(1), tracksToday.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, tracksTomorrow.StatusCode);
    }

    [Theory]
    [InlineData("albums/{album}", 7200)]
    [InlineData("albums/{album}/tracks", 7200)]
    [InlineData("artists/{artist}", 0)]
    [InlineData("search?q=rivers&type=track", 0)]
    public async Task Answers_say_how_long_they_may_be_kept_and_for_which_day(string path, int seconds)
    {
        await using var api = await Api.StartAsync();
        var artist = api.Artists[0];
        var album = api.Catalogue.AlbumsOf(artist, Api.Today)[0].Album.Id;
        using var response = await api.SendAsync(path.Replace("{artist}", artist).Replace("{album}", album));
        Assert.Equal(TimeSpan.FromSeconds(seconds), response.Headers.CacheControl!.MaxAge);
        Assert.Equal(seconds > 0, response.Headers.CacheControl.Public);
        Assert.Contains(SimulatorOptions.DateHeader, response.Headers.Vary);
    }

    [Fact]
    public async Task Errors_are_not_to_be_kept()
    {
        await using var api = await Api.StartAsync();
        using var response = await api.SendAsync("artists/not-an-id");
        Assert.Null(response.Headers.ETag);
        Assert.Null(response.Headers.CacheControl);
    }
}
