namespace Tracklake.Sources.Imports.Datasets;

/// <summary>What a column of a table of tracks may hold.</summary>
internal enum TrackField
{
    TrackId,
    TrackName,
    Artists,
    ArtistIds,
    AlbumName,
    AlbumId,
    AlbumType,
    DurationMs,
    Duration,
    DurationMin,
    Popularity,
    Explicit,
    ReleaseDate,
    Year,
    Month,
    Day,
    Isrc,
    TrackNumber,
    DiscNumber,
}

/// <summary>The names that public data sets give to the fields; the better one first.</summary>
internal static class TrackFields
{
    public const int Count = (int)TrackField.DiscNumber + 1;

    // Without case, spaces and signs: "Artist(s)_name" is artistsname.
    private static readonly (TrackField Field, string Name, string[] Synonyms)[] Known =
    [
        (TrackField.TrackId, "track_id",
            ["trackid", "spotifytrackid", "spotifyid", "trackuri", "spotifyuri", "spotifytrackuri", "uri", "id",
                "trackurl", "spotifyurl", "trackhref", "url"]),
        (TrackField.TrackName, "track_name",
            ["trackname", "songname", "tracktitle", "songtitle", "name", "title", "song", "track"]),
        (TrackField.Artists, "artists",
            ["artists", "artistnames", "artistsname", "artistsnames", "trackartists", "artistname", "trackartist",
                "artist", "performers", "performer", "singer"]),
        (TrackField.ArtistIds, "artist_ids",
            ["artistids", "artistsids", "artistsid", "idartists", "artistid", "artisturis", "artisturi",
                "artistsuris"]),
        (TrackField.AlbumName, "album_name", ["albumname", "trackalbumname", "albumtitle", "album", "release"]),
        (TrackField.AlbumId, "album_id", ["albumid", "trackalbumid", "albumuri", "spotifyalbumid"]),
        (TrackField.AlbumType, "album_type", ["albumtype"]),
        (TrackField.DurationMs, "duration_ms",
            ["durationms", "trackdurationms", "lengthms", "milliseconds", "durationmilliseconds", "durationinms",
                "tracklengthms"]),
        (TrackField.DurationMin, "duration_min",
            ["durationmin", "durationmins", "durationminutes", "durationinminutes", "lengthmin", "lengthminutes",
                "minutes"]),
        (TrackField.Duration, "duration",
            ["durations", "durationsec", "durationsecs", "durationseconds", "durationinseconds", "lengthseconds",
                "duration", "trackduration", "length", "tracklength", "time"]),
        (TrackField.Popularity, "popularity", ["trackpopularity", "popularity", "songpopularity", "spotifypopularity"]),
        (TrackField.Explicit, "explicit", ["explicit", "isexplicit", "trackexplicit", "explicitlyrics"]),
        (TrackField.ReleaseDate, "release_date",
            ["albumreleasedate", "trackalbumreleasedate", "releasedate", "releasedon", "dateofrelease",
                "releaseddate"]),
        (TrackField.Year, "year", ["releaseyear", "releasedyear", "albumreleaseyear", "yearreleased", "year"]),
        (TrackField.Month, "month", ["releasedmonth", "releasemonth"]),
        (TrackField.Day, "day", ["releasedday", "releaseday"]),
        (TrackField.Isrc, "isrc", ["isrc", "externalidsisrc", "trackisrc", "isrccode"]),
        (TrackField.TrackNumber, "track_number", ["tracknumber", "tracknr", "trackno"]),
        (TrackField.DiscNumber, "disc_number", ["discnumber", "discno", "disc"]),
    ];

    public static string NameOf(TrackField field) => Known.First(k => k.Field == field).Name;

    /// <summary>The names that <see cref="ImportOptions.Map"/> may use.</summary>
    public static IEnumerable<string> Names => Known.Select(k => k.Name);

    public static TrackField? ByName(string name)
    {
        foreach (var known in Known)
        {
            if (known.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return known.Field;
        }
        return null;
    }

    /// <summary>The synonyms of a field, the better first.</summary>
    public static IReadOnlyList<string> Synonyms(TrackField field) => Known.First(k => k.Field == field).Synonyms;

    /// <summary>A column's name as synonyms are written.</summary>
    public static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
