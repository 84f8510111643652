using System.Text.Json;
using Tracklake.Simulator.Http;
using Tracklake.Simulator.Json;

namespace Tracklake.Simulator.Endpoints;

/// <summary>/artists and what lies below it.</summary>
internal static class ArtistEndpoints
{
    private const int MaxBatch = 50;
    private const int TopTracksCount = 10;
    private static readonly string[] Groups = ["album", "single", "appears_on", "compilation"];

    public static void One(ApiCall call, Utf8JsonWriter json, string id) =>
        new ObjectWriter(call, json).Artist(call.Artist(id));

    public static void Several(ApiCall call, Utf8JsonWriter json)
    {
        var ids = call.Ids(MaxBatch);
        var objects = new ObjectWriter(call, json);
        json.WriteStartObject();
        json.WriteStartArray("artists");
        foreach (var id in ids)
        {
            if (call.Catalogue.FindArtist(id) is { } artist) objects.Artist(artist);
            else json.WriteNullValue();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Albums(ApiCall call, Utf8JsonWriter json, string id)
    {
        var artist = call.Artist(id);
        var page = call.Page(call.Rules.ShortPages);
        var asked = call.Text("include_groups");
        var groups = asked is null or "" ? Groups : asked.Split(',', StringSplitOptions.TrimEntries);
        if (groups.Except(Groups).Any()) throw ApiProblem.BadRequest("Invalid album type");

        var albums = call.Catalogue.AlbumsOf(artist.Id, call.Day, groups);
        if (call.Market is { } market) albums = [.. albums.Where(a => a.Album.Markets.Contains(market))];
        var objects = new ObjectWriter(call, json);
        new PageWriter(call, json).Write(
            $"artists/{id}/albums", page, albums, entry => objects.AlbumRef(entry.Album, entry.Group),
            after: $"&include_groups={string.Join(',', groups)}");
    }

    public static void TopTracks(ApiCall call, Utf8JsonWriter json, string id)
    {
        var artist = call.Artist(id);
        var objects = new ObjectWriter(call, json);
        var top = call.Catalogue.TracksOf(artist.Id, call.Day)
            .Where(track => call.Market is not { } market || track.Markets.Contains(market))
            .Select(track => (Track: track, Popularity: call.Catalogue.PopularityOf(track, call.Day)))
            .OrderByDescending(ranked => ranked.Popularity)
            .ThenBy(ranked => ranked.Track.Id, StringComparer.Ordinal)
            .DistinctBy(ranked => ranked.Track.Isrc)
            .Take(TopTracksCount);
        json.WriteStartObject();
        json.WriteStartArray("tracks");
        foreach (var (track, _) in top) objects.Track(track);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
