using System.Text.Json;

namespace Tracklake.Simulator.Json;

/// <summary>The fields that all objects have in common.</summary>
internal static class JsonFields
{
    /// <summary>What names an object; a linked track has no name.</summary>
    public static void Identity(this Utf8JsonWriter json, string linkBase, string type, string id, string? name)
    {
        json.ExternalUrl(type, id);
        json.WriteString("href", $"{linkBase}{type}s/{id}");
        json.WriteString("id", id);
        if (name is not null) json.WriteString("name", name);
        json.WriteString("type", type);
        json.WriteString("uri", $"spotify:{type}:{id}");
    }

    public static void ExternalUrl(this Utf8JsonWriter json, string type, string id)
    {
        json.WriteStartObject("external_urls");
        json.WriteString("spotify", $"https://open.spotify.com/{type}/{id}");
        json.WriteEndObject();
    }

    public static void Strings(this Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
