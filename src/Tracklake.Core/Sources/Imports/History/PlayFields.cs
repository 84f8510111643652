using System.Text.Json;

namespace Tracklake.Sources.Imports.History;

/// <summary>The fields of an export that are taken; every other one is dropped unread.</summary>
internal enum PlayField
{
    None,
    Ts,
    EndTime,
    MsPlayed,
    MsPlayedShort,
    Platform,
    Country,
    Track,
    Artist,
    Album,
    TrackUri,
    TrackShort,
    ArtistShort,
    Episode,
    EpisodeShort,
    Show,
    Podcast,
    EpisodeUri,
    Audiobook,
    AudiobookUri,
    Chapter,
    ChapterUri,
    ReasonStart,
    ReasonEnd,
    Shuffle,
    Skipped,
    Offline,
    OfflineTimestamp,
    Incognito,
}

/// <summary>The names that exports of both generations, and the short form, give to the fields.</summary>
internal static class PlayFields
{
    public const int Count = (int)PlayField.Incognito + 1;

    private static readonly (string Name, PlayField Field)[] Known =
    [
        ("ts", PlayField.Ts), ("endTime", PlayField.EndTime),
        ("ms_played", PlayField.MsPlayed), ("msPlayed", PlayField.MsPlayedShort),
        ("platform", PlayField.Platform), ("conn_country", PlayField.Country),
        ("master_metadata_track_name", PlayField.Track),
        ("master_metadata_album_artist_name", PlayField.Artist),
        ("master_metadata_album_album_name", PlayField.Album),
        ("spotify_track_uri", PlayField.TrackUri),
        ("trackName", PlayField.TrackShort), ("artistName", PlayField.ArtistShort),
        ("episode_name", PlayField.Episode), ("episodeName", PlayField.EpisodeShort),
        ("episode_show_name", PlayField.Show), ("podcastName", PlayField.Podcast),
        ("spotify_episode_uri", PlayField.EpisodeUri),
        ("audiobook_title", PlayField.Audiobook), ("audiobook_uri", PlayField.AudiobookUri),
        ("audiobook_chapter_title", PlayField.Chapter), ("audiobook_chapter_uri", PlayField.ChapterUri),
        ("reason_start", PlayField.ReasonStart), ("reason_end", PlayField.ReasonEnd),
        ("shuffle", PlayField.Shuffle), ("skipped", PlayField.Skipped), ("offline", PlayField.Offline),
        ("offline_timestamp", PlayField.OfflineTimestamp), ("incognito_mode", PlayField.Incognito),
    ];

    private static readonly (JsonEncodedText Name, PlayField Field)[] Encoded =
        [.. Known.Select(k => (JsonEncodedText.Encode(k.Name), k.Field))];

    public static PlayField Of(ref Utf8JsonReader reader)
    {
        foreach (var (name, field) in Encoded)
        {
            if (reader.ValueTextEquals(name.EncodedUtf8Bytes))
                return field;
        }
        return PlayField.None;
    }

    public static string NameOf(PlayField field) => Known.First(k => k.Field == field).Name;

    public static bool IsUri(PlayField field) =>
        field is PlayField.TrackUri or PlayField.EpisodeUri or PlayField.AudiobookUri or PlayField.ChapterUri;
}
