namespace Tracklake.Sources.Imports.History;

/// <summary>
/// Which fields of an export feed which field of a stored play: the last step of the lineage of plays, which are stored
/// under names of their own because exports of two generations, and the short form, name the same things differently.
/// </summary>
public static class ExportedFields
{
    /// <summary>The export's names for a field of a stored play, those of tracks before those of other
    /// content.</summary>
    /// <param name="field">The field of a stored play, such as <c>title</c>.</param>
    public static IReadOnlyList<string> Of(string field) => [.. FieldsOf(field).Select(PlayFields.NameOf)];

    private static PlayField[] FieldsOf(string field) => field switch
    {
        "ts" => [PlayField.Ts, PlayField.EndTime],
        "ms_played" => [PlayField.MsPlayed, PlayField.MsPlayedShort],
        "uri" => [PlayField.TrackUri, PlayField.EpisodeUri, PlayField.ChapterUri, PlayField.AudiobookUri],
        "title" =>
            [PlayField.Track, PlayField.TrackShort, PlayField.Episode, PlayField.EpisodeShort, PlayField.Chapter],
        "creator" => [PlayField.Artist, PlayField.ArtistShort, PlayField.Show, PlayField.Podcast, PlayField.Audiobook],
        // What was played is told by which of these are there.
        "content_type" =>
        [
            PlayField.TrackUri, PlayField.Track, PlayField.TrackShort, PlayField.EpisodeUri, PlayField.Episode,
            PlayField.Podcast, PlayField.ChapterUri, PlayField.Chapter, PlayField.AudiobookUri, PlayField.Audiobook,
        ],
        "album" => [PlayField.Album],
        "platform" => [PlayField.Platform],
        "country" => [PlayField.Country],
        "reason_start" => [PlayField.ReasonStart],
        "reason_end" => [PlayField.ReasonEnd],
        "shuffle" => [PlayField.Shuffle],
        "skipped" => [PlayField.Skipped],
        "offline" => [PlayField.Offline],
        "incognito" => [PlayField.Incognito],
        _ => [],
    };
}
