using System.Text.Json;
using Tracklake.Simulator.Access;
using Tracklake.Simulator.Catalogue;
using Tracklake.Simulator.Http;
using Tracklake.Simulator.Json;

namespace Tracklake.Simulator.Endpoints;

/// <summary>What answered until 2024-11-27.</summary>
internal static class EndedEndpoints
{
    private const int MaxFeatures = 100;
    private const int MaxSeeds = 5;
    private static readonly PageSize RecommendationPages = new(20, 100);

    public static void RelatedArtists(ApiCall call, Utf8JsonWriter json, string id)
    {
        var related = call.Catalogue.RelatedTo(call.Artist(id));
        var objects = new ObjectWriter(call, json);
        json.WriteStartObject();
        json.WriteStartArray("artists");
        foreach (var artist in related) objects.Artist(artist);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Tracks of artists who are related to the seeds; a genre seeds nothing.</summary>
    public static void Recommendations(ApiCall call, Utf8JsonWriter json)
    {
        var count = call.Page(RecommendationPages).Limit;
        var artists = Seeds(call, "seed_artists").Select(call.Artist).ToList();
        var tracks = Seeds(call, "seed_tracks").Select(call.Track).ToList();
        var genres = Seeds(call, "seed_genres").ToList();
        var seeds = artists.Count + tracks.Count + genres.Count;
        if (seeds is 0 or > MaxSeeds) throw ApiProblem.BadRequest("invalid request");

        var pool = artists.Concat(tracks.Select(track => track.Artists[0])).Distinct()
            .SelectMany(call.Catalogue.RelatedTo).Distinct()
            .SelectMany(artist => call.Catalogue.TracksOf(artist.Id, call.Day)).DistinctBy(track => track.Id)
            .OrderByDescending(track => call.Catalogue.PopularityOf(track, call.Day))
            .ThenBy(track => track.Id, StringComparer.Ordinal).ToList();
        var objects = new ObjectWriter(call, json);
        json.WriteStartObject();
        json.WriteStartArray("tracks");
        foreach (var track in pool.Take(count)) objects.Track(track);
        json.WriteEndArray();
        json.WriteStartArray("seeds");
        foreach (var artist in artists) WriteSeed(call, json, "ARTIST", artist.Id, $"artists/{artist.Id}", pool.Count);
        foreach (var track in tracks) WriteSeed(call, json, "TRACK", track.Id, $"tracks/{track.Id}", pool.Count);
        foreach (var genre in genres) WriteSeed(call, json, "GENRE", genre, null, pool.Count);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void GenreSeeds(ApiCall call, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("genres");
        foreach (var genre in Genres.All) json.WriteStringValue(genre);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void AudioFeatures(ApiCall call, Utf8JsonWriter json, string id) =>
        Audio.Features(call, json, call.Track(id));

    public static void SeveralAudioFeatures(ApiCall call, Utf8JsonWriter json)
    {
        var ids = call.Ids(MaxFeatures);
        json.WriteStartObject();
        json.WriteStartArray("audio_features");
        foreach (var id in ids)
        {
            if (call.Catalogue.FindTrack(id, call.Day) is { } track) Audio.Features(call, json, track);
            else json.WriteNullValue();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void AudioAnalysis(ApiCall call, Utf8JsonWriter json, string id) =>
        Audio.Analysis(json, call.Track(id));

    public static void FeaturedPlaylists(ApiCall call, Utf8JsonWriter json) =>
        WritePlaylists(call, json, "browse/featured-playlists", "Popular Playlists");

    public static void CategoryPlaylists(ApiCall call, Utf8JsonWriter json, string id)
    {
        if (!BrowseEndpoints.HasCategory(id)) throw ApiProblem.NotFound();
        WritePlaylists(call, json, $"browse/categories/{id}/playlists", id);
    }

    // The catalogue has no playlists.
    private static void WritePlaylists(ApiCall call, Utf8JsonWriter json, string path, string message)
    {
        var page = call.Page(AccessRules.Pages);
        json.WriteStartObject();
        json.WriteString("message", message);
        json.WritePropertyName("playlists");
        new PageWriter(call, json).Write<string>(path, page, [], json.WriteStringValue);
        json.WriteEndObject();
    }

    private static string[] Seeds(ApiCall call, string name) =>
        call.Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static void WriteSeed(ApiCall call, Utf8JsonWriter json, string type, string id, string? path, int pool)
    {
        json.WriteStartObject();
        json.WriteNumber("initialPoolSize", pool);
        json.WriteNumber("afterFilteringSize", pool);
        json.WriteNumber("afterRelinkingSize", pool);
        json.WriteString("id", id);
        json.WriteString("type", type);
        json.WriteString("href", path is null ? null : call.LinkBase + path);
        json.WriteEndObject();
    }
}
