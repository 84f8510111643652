using System.Text.Json;
using Tracklake.Raw;

namespace Tracklake.Core.Tests.Spotify;

/// <summary>What a batch says, whatever the pages it came in: each record's JSON by what it is about.</summary>
internal static class LandedContent
{
    public static async Task<SortedDictionary<string, string>> ReadAsync(SpotifyLab lab, RawBatch batch)
    {
        var content = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (entry, body) in await lab.EntriesAsync(batch))
        {
            using var document = JsonDocument.Parse(body);
            foreach (var (key, value) in Records(entry, document.RootElement))
            {
                if (content.TryGetValue(key, out var other))
                    Assert.Equal(other, value);
                content[key] = value;
            }
        }
        return content;
    }

    private static IEnumerable<(string Key, string Value)> Records(RawEntry entry, JsonElement root) =>
        entry.Kind switch
        {
            RawKind.Artist => [Of("artist", root)],
            RawKind.Artists => root.GetProperty("artists").EnumerateArray().Where(NotNull).Select(a => Of("artist", a)),
            RawKind.Album => Album(root),
            RawKind.Albums => root.GetProperty("albums").EnumerateArray().Where(NotNull).SelectMany(Album),
            RawKind.ArtistAlbumsPage => Items(root).Select(a => Of($"album of {entry.Subject}", a)),
            RawKind.AlbumTracksPage => Items(root).Select(t => Of($"track of {entry.Subject}", t)),
            RawKind.Track => [Of("track", root)],
            RawKind.Tracks => root.GetProperty("tracks").EnumerateArray().Where(NotNull).Select(t => Of("track", t)),
            RawKind.TopTracks => root.GetProperty("tracks").EnumerateArray()
                .Select((t, rank) => Of($"top {rank} of {entry.Subject}", t)),
            RawKind.Search => Items(root.GetProperty("tracks")).Select((t, rank) => Of($"hit of {entry.Subject}", t)),
            _ => throw new InvalidOperationException($"{entry.Kind} is not extracted."),
        };

    private static IEnumerable<(string, string)> Album(JsonElement album)
    {
        var id = album.GetProperty("id").GetString();
        foreach (var property in album.EnumerateObject().Where(p => p.Name != "tracks"))
            yield return ($"album {id} {property.Name}", property.Value.GetRawText());
        foreach (var track in Items(album.GetProperty("tracks")))
            yield return Of($"track of {id}", track);
    }

    private static IEnumerable<JsonElement> Items(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Where(NotNull);

    private static (string, string) Of(string what, JsonElement entity) =>
        ($"{what} {entity.GetProperty("id").GetString()}", entity.GetRawText());

    private static bool NotNull(JsonElement element) => element.ValueKind != JsonValueKind.Null;
}
