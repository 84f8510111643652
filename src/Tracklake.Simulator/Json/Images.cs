using System.Globalization;
using System.Text.Json;
using Tracklake.Simulator.Catalogue;

namespace Tracklake.Simulator.Json;

/// <summary>Addresses of pictures that do not exist, in the form of those that do.</summary>
internal static class Images
{
    public static readonly (int Size, string Prefix)[] AlbumSizes =
        [(640, "ab67616d0000b273"), (300, "ab67616d00001e02"), (64, "ab67616d00004851")];

    public static readonly (int Size, string Prefix)[] ArtistSizes =
        [(640, "ab6761610000e5eb"), (320, "ab67616100005174"), (160, "ab6761610000f178")];

    public static void Write(Utf8JsonWriter json, string? id, (int Size, string Prefix)[] sizes)
    {
        json.WriteStartArray();
        if (id is not null)
        {
            var key = Key(id);
            foreach (var (size, prefix) in sizes)
            {
                json.WriteStartObject();
                json.WriteString("url", $"https://i.scdn.co/image/{prefix}{key}");
                json.WriteNumber("height", size);
                json.WriteNumber("width", size);
                json.WriteEndObject();
            }
        }
        json.WriteEndArray();
    }

    public static string Key(string id)
    {
        var digest = Dice.Digest(0, id);
        return string.Create(CultureInfo.InvariantCulture, $"{digest:x16}{(uint)Dice.Mix(digest):x8}");
    }
}
