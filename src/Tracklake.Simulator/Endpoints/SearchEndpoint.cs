using System.Text.Json;
using Tracklake.Simulator.Http;
using Tracklake.Simulator.Json;
using Tracklake.Simulator.Search;

namespace Tracklake.Simulator.Endpoints;

/// <summary>/search: limit and offset hold for each type of object by itself.</summary>
internal static class SearchEndpoint
{
    // The catalogue has only the first three; the others are answered with no hits.
    private static readonly string[] Types = ["track", "artist", "album", "playlist", "show", "episode", "audiobook"];

    public static void Search(ApiCall call, Utf8JsonWriter json)
    {
        // Spotify's own links say "query" where its documentation says "q".
        var text = call.Text("q") ?? call.Text("query") ?? "";
        if (text.Length == 0) throw ApiProblem.BadRequest("No search query");
        var types = call.Text("type")?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        if (types.Length == 0 || types[0].Length == 0) throw ApiProblem.BadRequest("Missing parameter type");
        if (types.Except(Types).FirstOrDefault() is { } unknown)
            throw ApiProblem.BadRequest($"Bad search type field {unknown}");
        var page = call.SearchPage();

        var query = SearchQuery.Parse(text);
        var index = new SearchIndex(call.Catalogue, call.Day, call.Market);
        var objects = new ObjectWriter(call, json);
        json.WriteStartObject();
        foreach (var type in types.Distinct())
        {
            json.WritePropertyName(type + "s");
            switch (type)
            {
                case "track": Write(index.Tracks(query), objects.Track); break;
                case "artist": Write(index.Artists(query), objects.Artist); break;
                case "album": Write(index.Albums(query), album => objects.AlbumRef(album)); break;
                default: Write<string>([], json.WriteStringValue); break;
            }

            void Write<T>(IReadOnlyList<T> hits, Action<T> item) => new PageWriter(call, json).Write(
                "search", page, hits, item, before: $"query={Uri.EscapeDataString(text)}&type={type}&");
        }
        json.WriteEndObject();
    }
}
