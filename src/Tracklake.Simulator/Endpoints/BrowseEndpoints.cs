using System.Text.Json;
using Tracklake.Simulator.Access;
using Tracklake.Simulator.Catalogue;
using Tracklake.Simulator.Http;
using Tracklake.Simulator.Json;

namespace Tracklake.Simulator.Endpoints;

/// <summary>What was there for browsing: new releases, categories, markets, and users' public profiles.</summary>
internal static class BrowseEndpoints
{
    private const int NewReleasesCount = 100;
    private const int IconSize = 274;

    public static void NewReleases(ApiCall call, Utf8JsonWriter json)
    {
        var page = call.Page(AccessRules.Pages);
        var objects = new ObjectWriter(call, json);
        json.WriteStartObject();
        json.WritePropertyName("albums");
        new PageWriter(call, json).Write(
            "browse/new-releases", page, call.Catalogue.NewReleases(call.Day, NewReleasesCount),
            album => objects.AlbumRef(album));
        json.WriteEndObject();
    }

    public static void Categories(ApiCall call, Utf8JsonWriter json)
    {
        var page = call.Page(AccessRules.Pages);
        json.WriteStartObject();
        json.WritePropertyName("categories");
        new PageWriter(call, json).Write(
            "browse/categories", page, Genres.All, genre => WriteCategory(call, json, genre));
        json.WriteEndObject();
    }

    public static void Category(ApiCall call, Utf8JsonWriter json, string id)
    {
        var genre = Genres.All.FirstOrDefault(genre => CategoryId(genre) == id) ?? throw ApiProblem.NotFound();
        WriteCategory(call, json, genre);
    }

    /// <summary>Whether there is such a category.</summary>
    public static bool HasCategory(string id) => Genres.All.Any(genre => CategoryId(genre) == id);

    public static void AllMarkets(ApiCall call, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("markets");
        foreach (var market in Markets.All) json.WriteStringValue(market);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The catalogue has no users: every name is one that has set nothing.</summary>
    public static void User(ApiCall call, Utf8JsonWriter json, string id)
    {
        json.WriteStartObject();
        json.WriteNull("display_name");
        json.WriteStartObject("external_urls");
        json.WriteString("spotify", $"https://open.spotify.com/user/{id}");
        json.WriteEndObject();
        json.WriteStartObject("followers");
        json.WriteNull("href");
        json.WriteNumber("total", 0);
        json.WriteEndObject();
        json.WriteString("href", $"{call.LinkBase}users/{id}");
        json.WriteString("id", id);
        json.WriteStartArray("images");
        json.WriteEndArray();
        json.WriteString("type", "user");
        json.WriteString("uri", $"spotify:user:{id}");
        json.WriteEndObject();
    }

    private static void WriteCategory(ApiCall call, Utf8JsonWriter json, string genre)
    {
        var id = CategoryId(genre);
        json.WriteStartObject();
        json.WriteString("href", $"{call.LinkBase}browse/categories/{id}");
        json.WriteStartArray("icons");
        json.WriteStartObject();
        json.WriteString("url", $"https://t.scdn.co/images/{Images.Key(id)}.jpeg");
        json.WriteNumber("height", IconSize);
        json.WriteNumber("width", IconSize);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("id", id);
        json.WriteString("name", genre);
        json.WriteEndObject();
    }

    private static string CategoryId(string genre) => string.Concat(genre.Where(char.IsAsciiLetter));
}
