using System.Globalization;
using System.Text.Json;

namespace Tracklake.Sources.Imports.History;

/// <summary>Writes a play as one line of JSON; every field is always there, null when it is not known.</summary>
internal sealed class PlayLines(StringPool pool)
{
    public void Write(Utf8JsonWriter json, in Play play)
    {
        json.WriteStartObject();
        json.WriteString("ts"u8, Time(play.EndedAt));
        json.WriteNumber("ms_played"u8, play.MsPlayed);
        json.WriteString("content_type"u8, play.Content switch
        {
            PlayContent.Track => "track"u8,
            PlayContent.Episode => "episode"u8,
            PlayContent.Audiobook => "audiobook"u8,
            _ => "unknown"u8,
        });
        json.WriteString("uri"u8, pool[play.Uri]);
        json.WriteString("title"u8, pool[play.Title]);
        json.WriteString("creator"u8, pool[play.Creator]);
        json.WriteString("album"u8, pool[play.Album]);
        json.WriteString("platform"u8, play.Platform switch
        {
            Platform.Android => "android",
            Platform.Ios => "ios",
            Platform.Windows => "windows",
            Platform.Macos => "macos",
            Platform.Linux => "linux",
            Platform.Web => "web",
            Platform.Cast => "cast",
            Platform.Other => "other",
            _ => null,
        });
        json.WriteString("country"u8, pool[play.Country]);
        json.WriteString("reason_start"u8, pool[play.ReasonStart]);
        json.WriteString("reason_end"u8, pool[play.ReasonEnd]);
        Say(json, "shuffle"u8, play.Shuffle);
        Say(json, "skipped"u8, play.Skipped);
        Say(json, "offline"u8, play.Offline);
        json.WriteString("offline_at"u8, play.OfflineAt == 0 ? null : Time(play.OfflineAt));
        Say(json, "incognito"u8, play.Incognito);
        json.WriteEndObject();
    }

    private static void Say(Utf8JsonWriter json, ReadOnlySpan<byte> name, Said said)
    {
        if (said == Said.Nothing)
            json.WriteNull(name);
        else
            json.WriteBoolean(name, said == Said.Yes);
    }

    private static string Time(long milliseconds)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return time.ToString(
            milliseconds % 1000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            CultureInfo.InvariantCulture);
    }
}
