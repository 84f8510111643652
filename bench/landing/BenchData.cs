using System.IO.Compression;
using System.Text;
using Tracklake.Raw;
using Tracklake.Storage;

namespace Tracklake.Landing.Bench;

/// <summary>Full track objects as the extended API serves them, without the lists of markets; seeded.</summary>
internal static class BenchData
{
    private const string Source = "dataset";
    private const int TracksPerAlbum = 12;
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly string[] Words =
    [
        "Neon", "Rivers", "Midnight", "Echo", "Sunday", "Paper", "Glass", "Zoë", "Harbour", "Über", "Velvet", "Static",
        "夜", "Signal", "Bloom", "Cinder", "North", "Ghost", "Arcade", "Señal", "\\\"Live\\\"", "Remastered", "🪐", "Tide",
    ];

    /// <summary>The batch in the folder, made when it is not there yet.</summary>
    public static async Task<RawBatch> MakeAsync(string folder, int records, int files)
    {
        var store = new FolderObjectStore(folder);
        var zone = new RawZone(store);
        var name = $"import-{records}x{files}";
        if (await zone.HasAsync(Source, name, CancellationToken.None))
            return await zone.ReadAsync(Source, name, CancellationToken.None);
        var day = new DateOnly(2026, 11, 9);
        var parts = new List<RawPart>();
        for (var file = 0; file < files; file++)
        {
            var bodies = RawKeys.Bodies(Source, name, file, "ndjson.gz");
            var index = RawKeys.Index(Source, name, file);
            var first = (int)((long)records * file / files);
            var last = (int)((long)records * (file + 1) / files);
            var bytes = 0L;
            await store.PutAsync(bodies, async (stream, _) => bytes = await WriteAsync(stream, first, last), default);
            var part = new RawPart(bodies, index, 1, bytes);
            var entry = new RawEntry
            {
                Kind = RawKind.TrackLines,
                Offset = 0,
                Length = bytes,
                Sha256 = "",
                ObservedOn = day,
                FetchedAt = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero),
                Lines = last - first,
            };
            await zone.WriteIndexAsync(part, [entry], CancellationToken.None);
            parts.Add(part);
        }
        var batch = new RawBatch { Source = Source, Name = name, ObservedOn = day, Parts = parts };
        await zone.CompleteAsync(batch, CancellationToken.None);
        return batch;
    }

    private static async Task<long> WriteAsync(Stream stream, int first, int last)
    {
        var bytes = 0L;
        await using var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
        for (var i = first; i < last; i++)
        {
            var line = Encoding.UTF8.GetBytes(Track(i) + "\n");
            bytes += line.Length;
            await gzip.WriteAsync(line);
        }
        return bytes;
    }

    private static string Track(int number)
    {
        var random = new Random(number);
        var album = new Random(1_000_000_000 + number / TracksPerAlbum);
        var albumId = Id(album);
        var main = Artist(album.Next(8000));
        var credits = random.Next(4) == 0 ? $"{main},{Artist(random.Next(8000))}" : main;
        var id = Id(random);
        var track = number % TracksPerAlbum + 1;
        return $$"""
            {"album":{"album_type":"{{(album.Next(3) == 0 ? "single" : "album")}}","artists":[{{main}}],"external_urls":{"spotify":"https://open.spotify.com/album/{{albumId}}"},"href":"https://api.spotify.com/v1/albums/{{albumId}}","id":"{{albumId}}","images":[{{Image(album, 640)}},{{Image(album, 300)}},{{Image(album, 64)}}],"name":"{{Title(album)}}","release_date":"{{album.Next(1960, 2026)}}-{{album.Next(1, 13):D2}}-{{album.Next(1, 29):D2}}","release_date_precision":"day","total_tracks":{{TracksPerAlbum}},"type":"album","uri":"spotify:album:{{albumId}}"},"artists":[{{credits}}],"disc_number":1,"duration_ms":{{random.Next(60_000, 600_000)}},"explicit":{{(random.Next(5) == 0 ? "true" : "false")}},"external_ids":{"isrc":"QZ{{random.Next(10, 99)}}A{{random.Next(1_000_000, 9_999_999)}}"},"external_urls":{"spotify":"https://open.spotify.com/track/{{id}}"},"href":"https://api.spotify.com/v1/tracks/{{id}}","id":"{{id}}","is_local":false,"name":"{{Title(random)}}","popularity":{{random.Next(101)}},"preview_url":null,"track_number":{{track}},"type":"track","uri":"spotify:track:{{id}}"}
            """;
    }

    private static string Artist(int number)
    {
        var random = new Random(2_000_000_000 + number);
        var id = Id(random);
        return $$"""
            {"external_urls":{"spotify":"https://open.spotify.com/artist/{{id}}"},"href":"https://api.spotify.com/v1/artists/{{id}}","id":"{{id}}","name":"{{Title(random)}}","type":"artist","uri":"spotify:artist:{{id}}"}
            """;
    }

    private static string Image(Random random, int size) =>
        $$"""{"height":{{size}},"url":"https://i.scdn.co/image/ab67616d{{random.NextInt64():x16}}{{random.NextInt64():x16}}","width":{{size}}}""";

    private static string Title(Random random) =>
        string.Join(' ', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Words[random.Next(Words.Length)]));

    private static string Id(Random random) => new(random.GetItems<char>(Digits, 22));
}
