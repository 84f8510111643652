using System.Text.Json;
using Tracklake.Simulator.Http;
using Tracklake.Simulator.Json;

namespace Tracklake.Simulator.Endpoints;

/// <summary>/tracks and what lies below it.</summary>
internal static class TrackEndpoints
{
    private const int MaxBatch = 50;

    public static void One(ApiCall call, Utf8JsonWriter json, string id) =>
        new ObjectWriter(call, json).Track(call.Track(id));

    public static void Several(ApiCall call, Utf8JsonWriter json)
    {
        var ids = call.Ids(MaxBatch);
        var objects = new ObjectWriter(call, json);
        json.WriteStartObject();
        json.WriteStartArray("tracks");
        foreach (var id in ids)
        {
            if (call.Catalogue.FindTrack(id, call.Day) is { } track) objects.Track(track);
            else json.WriteNullValue();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
