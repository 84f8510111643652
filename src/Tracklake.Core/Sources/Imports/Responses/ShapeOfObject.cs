using System.Text.Json;
using Tracklake.Raw;

namespace Tracklake.Sources.Imports.Responses;

/// <summary>Recognises a single artist, album or track.</summary>
internal static class ShapeOfObject
{
    public static RawKind? Find(JsonElement value)
    {
        if (IsTrack(value))
            return RawKind.Track;
        if (IsAlbum(value))
            return RawKind.Album;
        return IsArtist(value) ? RawKind.Artist : null;
    }

    // A local track has no id; its URI is its key.
    public static bool IsTrack(JsonElement value) =>
        Says(value, "track", "spotify:track:", "spotify:local:")
        && (value.Text("id") is not null || value.Text("uri") is not null) && value.Has("name")
        || value.Text("id") is not null && value.Has("duration_ms") && value.Array("artists") is not null;

    public static bool IsAlbum(JsonElement value) =>
        value.Text("id") is not null && value.Has("name")
        && (Says(value, "album", "spotify:album:")
            || value.Has("album_type") && value.Array("artists") is not null && value.Has("release_date"));

    public static bool IsArtist(JsonElement value) =>
        value.Text("id") is not null && value.Has("name")
        && (Says(value, "artist", "spotify:artist:") || value.Has("followers") && value.Array("genres") is not null);

    private static bool Says(JsonElement value, string type, params ReadOnlySpan<string> uris)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return false;
        if (value.Text("type") is { } said)
            return said == type;
        var uri = value.Text("uri");
        foreach (var start in uris)
        {
            if (uri?.StartsWith(start, StringComparison.Ordinal) == true)
                return true;
        }
        return false;
    }
}
