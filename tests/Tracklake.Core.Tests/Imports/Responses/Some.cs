namespace Tracklake.Core.Tests.Imports.Responses;

/// <summary>Small responses of every shape.</summary>
internal static class Some
{
    public static string ArtistRef(string id = "a1", string name = "Zoë") =>
        $$"""{"external_urls":{},"href":"https://api.spotify.com/v1/artists/{{id}}","id":"{{id}}","name":"{{name}}","type":"artist","uri":"spotify:artist:{{id}}"}""";

    public static string Artist(string id = "a1", string name = "Zoë") =>
        $$"""{"href":"https://api.spotify.com/v1/artists/{{id}}","id":"{{id}}","images":[],"name":"{{name}}","type":"artist","uri":"spotify:artist:{{id}}"}""";

    public static string AlbumRef(string id = "b1") =>
        $$"""{"album_type":"album","total_tracks":2,"href":"h","id":"{{id}}","images":[],"name":"Rivers","release_date":"1998-05","release_date_precision":"month","type":"album","uri":"spotify:album:{{id}}","artists":[{{ArtistRef()}}]}""";

    public static string TrackRef(string id = "t1") =>
        $$"""{"artists":[{{ArtistRef()}}],"disc_number":1,"duration_ms":201333,"explicit":false,"id":"{{id}}","name":"Neon","track_number":1,"type":"track","uri":"spotify:track:{{id}}"}""";

    public static string Track(string id = "t1", int? popularity = null, string artist = "a1") =>
        $$"""{"album":{{AlbumRef()}},"artists":[{{ArtistRef(artist)}}],"disc_number":1,"duration_ms":201333,"explicit":false,"external_ids":{"isrc":"QZ1"},"id":"{{id}}","name":"Neon",{{(popularity is { } p ? $"\"popularity\":{p}," : "")}}"track_number":1,"type":"track","uri":"spotify:track:{{id}}"}""";

    public static string Page(string href, params string[] items) =>
        $$"""{"href":"{{href}}","limit":10,"next":null,"offset":0,"previous":null,"total":{{items.Length}},"items":[{{string.Join(",", items)}}]}""";

    public static string AlbumsPage(string artist = "a1", params string[] items) =>
        Page($"https://api.spotify.com/v1/artists/{artist}/albums?offset=0&limit=10", items);

    public static string TracksPage(string album = "b1", params string[] items) =>
        Page($"https://api.spotify.com/v1/albums/{album}/tracks?offset=0&limit=50", items);
}
