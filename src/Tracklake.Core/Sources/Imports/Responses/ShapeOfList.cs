using System.Text.Json;
using Tracklake.Raw;

namespace Tracklake.Sources.Imports.Responses;

/// <summary>
/// Recognises <c>{"artists":[..]}</c>, <c>{"albums":[..]}</c> and <c>{"tracks":[..]}</c>, with null entries.
/// </summary>
internal static class ShapeOfList
{
    // Asking for several tracks by id gives the same shape as asking for an artist's top tracks. Claiming a rank that
    // was never given would make a number wrong, missing one that was given leaves it unknown: with fewer tracks than
    // this, that they are one artist's and fall in popularity may be chance.
    private const int FewestTopTracks = 5;
    private const int MostTopTracks = 10;

    public static Shape? Find(JsonElement root, string? request)
    {
        if (root.Has("id") || root.Has("type"))
            return null;
        if (root.Array("tracks") is { } tracks && AllAre(tracks, ShapeOfObject.IsTrack))
            return TopTracksOf(tracks, request) is { } artist
                ? Shape.Of(RawKind.TopTracks, artist)
                : Shape.Of(RawKind.Tracks);
        if (root.Array("albums") is { } albums && AllAre(albums, ShapeOfObject.IsAlbum))
            return Shape.Of(RawKind.Albums);
        return root.Array("artists") is { } artists && AllAre(artists, ShapeOfObject.IsArtist)
            ? Shape.Of(RawKind.Artists)
            : null;
    }

    // A single bad entry is landing's to set aside; only a list without one good entry is of another shape.
    public static bool AllAre(JsonElement list, Func<JsonElement, bool> isOne)
    {
        var objects = 0;
        var good = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Null)
                continue;
            objects++;
            good += isOne(item) ? 1 : 0;
        }
        return objects == 0 || good > 0;
    }

    private static string? TopTracksOf(JsonElement tracks, string? request)
    {
        if (request is not null)
            return Address.IdBetween(request, "/artists/", "/top-tracks");
        var count = tracks.GetArrayLength();
        if (count is < FewestTopTracks or > MostTopTracks)
            return null;
        HashSet<string>? common = null;
        var popularity = int.MaxValue;
        foreach (var track in tracks.EnumerateArray())
        {
            if (!track.Has("album") || track.Array("artists") is not { } artists
                || !track.TryGetProperty("popularity", out var served)
                || served.ValueKind != JsonValueKind.Number || !served.TryGetInt32(out var now) || now > popularity)
                return null;
            popularity = now;
            var ids = artists.EnumerateArray().Select(a => a.Text("id")).OfType<string>().ToHashSet();
            common = common is null ? ids : [.. common.Intersect(ids)];
        }
        return common is { Count: 1 } ? common.First() : null;
    }
}
