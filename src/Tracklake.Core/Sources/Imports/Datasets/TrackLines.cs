using System.Text.Json;

namespace Tracklake.Sources.Imports.Datasets;

/// <summary>Writes a row as a line shaped like a full track object of the API, and where it came from.</summary>
internal static class TrackLines
{
    public static void Write(Utf8JsonWriter json, TrackRecord track) => Write(json, track, withOrigin: true);

    /// <param name="json">The writer.</param>
    /// <param name="track">The row.</param>
    /// <param name="withOrigin">Whether to say which row it was: rows that differ in nothing else are the same.</param>
    public static void Write(Utf8JsonWriter json, TrackRecord track, bool withOrigin)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, track.Id);
        json.WriteString("name"u8, track.Name);
        json.WriteString("type"u8, "track"u8);
        if (TrackIds.IsSpotify(track.Id))
            json.WriteString("uri"u8, "spotify:track:" + track.Id);
        WriteNumber(json, "duration_ms"u8, track.DurationMs);
        if (track.IsExplicit is { } isExplicit)
            json.WriteBoolean("explicit"u8, isExplicit);
        WriteNumber(json, "popularity"u8, track.Popularity);
        WriteNumber(json, "track_number"u8, track.TrackNumber);
        WriteNumber(json, "disc_number"u8, track.DiscNumber);
        if (track.Isrc is { } isrc)
        {
            json.WriteStartObject("external_ids"u8);
            json.WriteString("isrc"u8, isrc);
            json.WriteEndObject();
        }
        WriteArtists(json, track);
        WriteAlbum(json, track);
        if (withOrigin)
        {
            json.WriteStartObject("_origin"u8);
            json.WriteString("file"u8, track.File);
            json.WriteNumber("row"u8, track.Row);
            json.WriteNumber("offset"u8, track.Offset);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    // What is not known is absent, as it is where the API does not serve it.
    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
    }

    private static void WriteArtists(Utf8JsonWriter json, TrackRecord track)
    {
        json.WriteStartArray("artists"u8);
        foreach (var (id, name) in track.Artists)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, id);
            json.WriteString("name"u8, name);
            json.WriteString("type"u8, "artist"u8);
            if (track.AreArtistsAmbiguous)
                json.WriteBoolean("is_ambiguous"u8, true);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteAlbum(Utf8JsonWriter json, TrackRecord track)
    {
        if (track.Album is not { } album)
            return;
        json.WriteStartObject("album"u8);
        json.WriteString("id"u8, album.Id);
        json.WriteString("name"u8, album.Name);
        json.WriteString("type"u8, "album"u8);
        if (track.AlbumType is { } type)
            json.WriteString("album_type"u8, type);
        if (track.ReleasedOn is { } date)
        {
            json.WriteString("release_date"u8, date.Text);
            json.WriteString("release_date_precision"u8, date.Precision);
        }
        json.WriteEndObject();
    }
}
