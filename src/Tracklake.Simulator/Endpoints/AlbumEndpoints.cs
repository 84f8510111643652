using System.Text.Json;
using Tracklake.Simulator.Access;
using Tracklake.Simulator.Http;
using Tracklake.Simulator.Json;

namespace Tracklake.Simulator.Endpoints;

/// <summary>/albums and what lies below it.</summary>
internal static class AlbumEndpoints
{
    private const int MaxBatch = 20;

    public static void One(ApiCall call, Utf8JsonWriter json, string id) =>
        new ObjectWriter(call, json).Album(call.Album(id));

    public static void Several(ApiCall call, Utf8JsonWriter json)
    {
        var ids = call.Ids(MaxBatch);
        var objects = new ObjectWriter(call, json);
        json.WriteStartObject();
        json.WriteStartArray("albums");
        foreach (var id in ids)
        {
            if (call.Catalogue.FindAlbum(id, call.Day) is { } album) objects.Album(album);
            else json.WriteNullValue();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Tracks(ApiCall call, Utf8JsonWriter json, string id)
    {
        var album = call.Album(id);
        var page = call.Page(AccessRules.Pages);
        var objects = new ObjectWriter(call, json);
        new PageWriter(call, json).Write($"albums/{id}/tracks", page, album.Tracks, objects.TrackRef);
    }
}
