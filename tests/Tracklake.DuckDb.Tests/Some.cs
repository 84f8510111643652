using System.Text.Json;
using Tracklake.Raw;

namespace Tracklake.DuckDb.Tests;

/// <summary>Responses of the API, as small as they can be.</summary>
internal static class Some
{
    public static readonly DateOnly Day = new(2026, 11, 1);

    /// <summary>A full track; its album is <c>album-N</c> of the first artist.</summary>
    public static object Track(
        string id, IReadOnlyList<string> artists, string album = "b1", int durationMs = 200_000, int? popularity = 50,
        string? isrc = null, string? name = null, string releaseDate = "2020-01-01", bool isAmbiguous = false) => new
        {
            id,
            name = name ?? "Track " + id,
            type = "track",
            duration_ms = durationMs,
            @explicit = false,
            disc_number = 1,
            track_number = 1,
            popularity,
            external_ids = new { isrc },
            artists = artists.Select(a => new { id = a, name = "Artist " + a, type = "artist", is_ambiguous = isAmbiguous }),
            album = new
            {
                id = album,
                name = "Album " + album,
                album_type = "album",
                total_tracks = 3,
                release_date = releaseDate,
                release_date_precision = releaseDate.Length == 4 ? "year" : releaseDate.Length == 7 ? "month" : "day",
                artists = artists.Take(1).Select(a => new { id = a, name = "Artist " + a, type = "artist" }),
            },
        };

    public static (RawKind, string?, string) Tracks(params IReadOnlyList<object> tracks) =>
        (RawKind.Tracks, null, JsonSerializer.Serialize(new { tracks }));

    public static (RawKind, string?, string) Artist(string id, int? popularity = 60) =>
        (RawKind.Artist, id, JsonSerializer.Serialize(new { id, name = "Artist " + id, type = "artist", popularity }));

    /// <summary>A page of an album's simplified tracks.</summary>
    public static (RawKind, string?, string) Page(string album, int total, bool isLast, params IReadOnlyList<string> ids) => (
        RawKind.AlbumTracksPage, album,
        JsonSerializer.Serialize(new
        {
            href = $"https://api.spotify.com/v1/albums/{album}/tracks",
            limit = 50,
            next = isLast ? null : "https://api.spotify.com/v1/next",
            offset = 0,
            total,
            items = ids.Select(id => new
            {
                id,
                name = "Track " + id,
                type = "track",
                duration_ms = 100_000,
                @explicit = true,
                artists = new[] { new { id = "a1", name = "Artist a1", type = "artist" } },
            }),
        }));

    /// <summary>A part of a streaming history.</summary>
    public static (RawKind, string?, string) Plays(params IReadOnlyList<object> plays) =>
        (RawKind.PlayLines, null, string.Join('\n', plays.Select(p => JsonSerializer.Serialize(p))));

    /// <summary>A play that ended on a day of November 2026.</summary>
    public static object Play(
        int day, string at, string contentType, string? uri, string? title, string? creator, long msPlayed,
        bool? skipped = null) => new
        {
            ts = $"2026-11-{day:00}T{at}Z",
            content_type = contentType,
            uri,
            title,
            creator,
            ms_played = msPlayed,
            skipped,
        };
}
