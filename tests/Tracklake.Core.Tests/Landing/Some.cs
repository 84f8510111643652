namespace Tracklake.Core.Tests.Landing;

/// <summary>JSON of things that Spotify serves, as small as a test needs them.</summary>
internal static class Some
{
    public static string Artist(string id, string name = "Zoë", string more = "") =>
        $$"""{"id":"{{id}}","name":"{{name}}","type":"artist","uri":"spotify:artist:{{id}}"{{more}}}""";

    /// <summary>A simplified track; <paramref name="more"/> begins with a comma.</summary>
    public static string Track(string id, string more = "", string artists = "") => $$"""
        {"artists":[{{(artists.Length > 0 ? artists : Artist("a1"))}}],"disc_number":1,"duration_ms":201333,"explicit":false,"id":"{{id}}","is_local":false,"name":"Track {{id}}","track_number":1,"type":"track","uri":"spotify:track:{{id}}"{{more}}}
        """;

    public static string Album(string id, string more = "") => $$"""
        {"album_type":"album","total_tracks":2,"id":"{{id}}","name":"Album {{id}}","release_date":"1998-05","release_date_precision":"month","type":"album","uri":"spotify:album:{{id}}","artists":[{{Artist("a1")}}]{{more}}}
        """;

    public static string FullTrack(string id, string album = "b1", string more = "") =>
        Track(id, $$""","album":{{Album(album)}},"external_ids":{"isrc":"QZ1234567890"},"popularity":55{{more}}""");

    public static string Page(string items, int offset = 0, int total = 2, string? next = null, string href = "") => $$"""
        {"href":"{{href}}","limit":50,"next":{{(next is null ? "null" : $"\"{next}\"")}},"offset":{{offset}},"previous":null,"total":{{total}},"items":[{{items}}]}
        """;
}
