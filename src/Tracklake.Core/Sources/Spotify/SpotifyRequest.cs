using System.Globalization;

namespace Tracklake.Sources.Spotify;

/// <summary>A request to the Web API.</summary>
/// <param name="Family">Its kind.</param>
/// <param name="Path">Path and query, relative to the API's base address; never a credential in it.</param>
/// <param name="Subject">The artist or album that it is about, where the answer does not say.</param>
/// <param name="Limit">The page size that it asks for; null where the family has no pages.</param>
internal sealed record SpotifyRequest(EndpointFamily Family, string Path, string? Subject = null, int? Limit = null)
{
    /// <summary>The path for a message: a batch's fifty ids help nobody there.</summary>
    public string ShortPath => Path.Length <= 120 ? Path : Path[..117] + "...";
}

/// <summary>Makes requests. Parameters are always in the same order, so that a request is a key.</summary>
/// <param name="market">The market that all of them are asked for; null for none.</param>
internal sealed class SpotifyRequests(string? market)
{
    // Top tracks are the one endpoint that client credentials cannot ask without a market.
    private const string FallbackMarket = "US";

    private readonly string andMarket = market is null ? "" : "&market=" + market;
    private readonly string onlyMarket = market is null ? "" : "?market=" + market;

    public static SpotifyRequest Artist(string id) => new(EndpointFamily.Artist, $"artists/{id}");

    public static SpotifyRequest Artists(IEnumerable<string> ids) =>
        new(EndpointFamily.Artists, $"artists?ids={string.Join(',', ids)}");

    public SpotifyRequest Album(string id) => new(EndpointFamily.Album, $"albums/{id}{onlyMarket}");

    public SpotifyRequest Albums(IEnumerable<string> ids) =>
        new(EndpointFamily.Albums, $"albums?ids={string.Join(',', ids)}{andMarket}");

    public SpotifyRequest Track(string id) => new(EndpointFamily.Track, $"tracks/{id}{onlyMarket}");

    public SpotifyRequest Tracks(IEnumerable<string> ids) =>
        new(EndpointFamily.Tracks, $"tracks?ids={string.Join(',', ids)}{andMarket}");

    public SpotifyRequest TopTracks(string artist) => new(
        EndpointFamily.TopTracks, $"artists/{artist}/top-tracks?market={market ?? FallbackMarket}", artist);

    /// <summary>A page of an artist's own releases; <c>appears_on</c> would add hundreds of other people's.</summary>
    public SpotifyRequest ArtistAlbums(string artist, int limit, int offset) => new(
        EndpointFamily.ArtistAlbums,
        $"artists/{artist}/albums?include_groups=album,single,compilation&{Page(limit, offset)}{andMarket}",
        artist, limit);

    public SpotifyRequest AlbumTracks(string album, int limit, int offset) => new(
        EndpointFamily.AlbumTracks, $"albums/{album}/tracks?{Page(limit, offset)}{andMarket}", album, limit);

    /// <summary>The tracks that a search for an artist's name finds, most relevant first.</summary>
    public SpotifyRequest SearchTracks(string artist, string name, int limit) => new(
        EndpointFamily.Search, $"search?q={ByName(name)}&type=track&{Page(limit, 0)}{andMarket}", artist, limit);

    /// <summary>The artists that a search for a name finds.</summary>
    public SpotifyRequest SearchArtists(string name, int limit) => new(
        EndpointFamily.Search, $"search?q={ByName(name)}&type=artist&{Page(limit, 0)}{andMarket}", null, limit);

    private static string ByName(string name) =>
        Uri.EscapeDataString($"artist:\"{name.Replace('"', ' ').Trim()}\"");

    private static string Page(int limit, int offset) =>
        string.Create(CultureInfo.InvariantCulture, $"limit={limit}&offset={offset}");
}
