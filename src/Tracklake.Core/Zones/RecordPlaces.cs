using Tracklake.Raw;

namespace Tracklake.Zones;

/// <summary>Where the records of a processed table stand in a kind of body.</summary>
/// <param name="Kind">The kind of body.</param>
/// <param name="Path">The record within the body; empty for the body itself.</param>
/// <param name="Parent">The album that the record stands in; null where it stands in none.</param>
internal sealed record RecordPlace(RawKind Kind, string Path, string? Parent = null)
{
    /// <summary>A field of the record.</summary>
    public string At(string field) => In(Path, field);

    /// <summary>A field of something within the body.</summary>
    public static string In(string path, string field) => path.Length == 0 ? field : $"{path}.{field}";
}

/// <summary>The places that landing takes records from. Landing's tests change each field there and see what follows.
/// </summary>
internal static class RecordPlaces
{
    public static IReadOnlyList<RecordPlace> Artists { get; } =
    [
        new(RawKind.Artist, ""), new(RawKind.Artists, "artists[]"), new(RawKind.Search, "artists.items[]"),
    ];

    public static IReadOnlyList<RecordPlace> Tracks { get; } =
    [
        new(RawKind.Track, ""), new(RawKind.Tracks, "tracks[]"), new(RawKind.TopTracks, "tracks[]"),
        new(RawKind.Search, "tracks.items[]"), new(RawKind.AlbumTracksPage, "items[]"),
        new(RawKind.Album, "tracks.items[]", ""), new(RawKind.Albums, "albums[].tracks.items[]", "albums[]"),
        new(RawKind.TrackLines, ""),
    ];

    /// <summary>Albums by themselves, then those within full tracks.</summary>
    public static IReadOnlyList<RecordPlace> Albums { get; } =
    [
        new(RawKind.Album, ""), new(RawKind.Albums, "albums[]"), new(RawKind.ArtistAlbumsPage, "items[]"),
        new(RawKind.Search, "albums.items[]"),
        .. Tracks.Where(HasAlbum).Select(t => new RecordPlace(t.Kind, t.At("album"))),
    ];

    public static IReadOnlyList<RecordPlace> Pages { get; } =
    [
        new(RawKind.ArtistAlbumsPage, ""), new(RawKind.AlbumTracksPage, ""), new(RawKind.Album, "tracks", ""),
        new(RawKind.Albums, "albums[].tracks", "albums[]"),
    ];

    public static IReadOnlyList<RecordPlace> Plays { get; } = [new(RawKind.PlayLines, "")];

    /// <summary>Whether the tracks there are full objects, with their album.</summary>
    public static bool HasAlbum(RecordPlace tracks) => tracks.Parent is null && tracks.Kind != RawKind.AlbumTracksPage;
}
