using System.Text.Json;
using Tracklake.Raw;

namespace Tracklake.Sources.Imports.Responses;

/// <summary>Recognises pages: of an artist's albums, of an album's tracks, of searches and new releases.</summary>
internal static class ShapeOfPage
{
    private static readonly string[] Others = ["playlists", "shows", "episodes", "audiobooks", "categories"];

    public static Shape? Find(JsonElement root, string? request)
    {
        if (root.Array("items") is { } items)
            return Plain(root, items, request);
        return root.Has("id") || root.Has("type") ? null : Search(root);
    }

    private static Shape Plain(JsonElement page, JsonElement items, string? request)
    {
        // The last page of a walk may have lost its own address but keeps its neighbours'.
        string?[] addresses = [page.Text("href"), request, page.Text("next"), page.Text("previous")];
        foreach (var address in addresses.OfType<string>())
        {
            if (Address.IdBetween(address, "/artists/", "/albums") is { } artist
                && ShapeOfList.AllAre(items, ShapeOfObject.IsAlbum))
                return Shape.Of(RawKind.ArtistAlbumsPage, artist);
            if (Address.IdBetween(address, "/albums/", "/tracks") is { } album
                && ShapeOfList.AllAre(items, ShapeOfObject.IsTrack))
                return Shape.Of(RawKind.AlbumTracksPage, album);
        }
        return Shape.Not("unknown-shape",
            "A page whose address ('href') is neither an artist's albums nor an album's tracks, so that it cannot be "
            + $"said whose items these are{(page.Text("href") is { } href ? $": '{Json.Short(href)}'" : "")}.");
    }

    private static Shape? Search(JsonElement root)
    {
        var known = PageOf(root, "tracks", ShapeOfObject.IsTrack) || PageOf(root, "albums", ShapeOfObject.IsAlbum)
            || PageOf(root, "artists", ShapeOfObject.IsArtist);
        if (known)
            return Shape.Of(RawKind.Search);
        var other = Others.FirstOrDefault(
            name => root.TryGetProperty(name, out var page) && page.Array("items") is not null);
        return other is null
            ? null
            : Shape.Not("unknown-shape", $"A page of {other}, which Tracklake does not read.");
    }

    private static bool PageOf(JsonElement root, string name, Func<JsonElement, bool> isOne) =>
        root.TryGetProperty(name, out var page) && page.Array("items") is { } items && ShapeOfList.AllAre(items, isOne);
}
