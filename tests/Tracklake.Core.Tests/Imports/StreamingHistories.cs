using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracklake.Core.Tests.Imports;

/// <summary>
/// Makes streaming histories as Spotify exports them: a function of a seed. Both generations of names, files that
/// overlap, podcasts and audiobooks, and personal fields that are easily found again should they ever get through.
/// </summary>
internal sealed class StreamingHistories(int seed, int plays)
{
    /// <summary>Texts of the personal fields: none of them may be anywhere in a home.</summary>
    public static readonly IReadOnlyList<string> Canaries =
        ["203.0.113.", "canary-user", "CanaryAgent", "canary-device", "CanaryBuild", "canary-city"];

    private const int PlaysPerFile = 10_000;

    /// <summary>Plays of each kind that a right import ends with.</summary>
    public int Tracks { get; private set; }

    /// <inheritdoc cref="Tracks"/>
    public int Episodes { get; private set; }

    /// <inheritdoc cref="Tracks"/>
    public int Audiobooks { get; private set; }

    /// <summary>Rows that repeat a play of another file.</summary>
    public int Repeated { get; private set; }

    /// <summary>Distinct plays.</summary>
    public int Plays => plays;

    /// <summary>Writes the history into a folder as the unpacked zip has it, and returns the folder.</summary>
    public string WriteTo(string folder)
    {
        var inner = Path.Combine(folder, "my_spotify_data", "Spotify Extended Streaming History");
        Directory.CreateDirectory(inner);
        File.WriteAllBytes(Path.Combine(inner, "ReadMeFirst_ExtendedStreamingHistory.pdf"), "%PDF-1.4 canary-user"u8.ToArray());
        var random = new Random(seed);
        var all = Enumerable.Range(0, plays).Select(i => Make(random, i)).ToList();
        for (var (from, file) = (0, 0); from < plays; from += PlaysPerFile, file++)
        {
            // Each file begins with the end of the one before it, and every third is told by both generations.
            var start = Math.Max(0, from - PlaysPerFile / 20);
            Repeated += from - start;
            var rows = all[start..Math.Min(plays, from + PlaysPerFile)];
            var isOld = file % 3 == 1;
            WriteRows(Path.Combine(inner, NameOf(file, isOld)), rows, isOld);
            if (file % 3 != 2)
                continue;
            WriteRows(Path.Combine(inner, NameOf(file, true)), rows, true);
            Repeated += rows.Count;
        }
        return folder;
    }

    private static string NameOf(int file, bool isOld) => isOld
        ? $"endsong_{file}.json"
        : string.Create(CultureInfo.InvariantCulture, $"Streaming_History_Audio_{2015 + file % 10}_{file}.json");

    private static void WriteRows(string path, List<JsonObject> rows, bool isOld)
    {
        using var stream = File.Create(path);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = !isOld });
        json.WriteStartArray();
        foreach (var row in rows)
            (isOld ? Old(row) : row).WriteTo(json);
        json.WriteEndArray();
    }

    private JsonObject Make(Random random, int index)
    {
        // A prime step keeps the times distinct, so that every made play is a play of its own.
        var at = new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(index * 1511L);
        var kind = random.Next(20);
        var track = random.Next(1 + plays / 20);
        var row = new JsonObject
        {
            ["ts"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["platform"] = Device(random),
            ["ms_played"] = random.Next(0, 400_000),
            ["conn_country"] = random.Next(30) == 0 ? "ZZ" : "DE",
            ["ip_addr"] = $"203.0.113.{random.Next(256)}",
            ["master_metadata_track_name"] = null,
            ["master_metadata_album_artist_name"] = null,
            ["master_metadata_album_album_name"] = null,
            ["spotify_track_uri"] = null,
            ["episode_name"] = null,
            ["episode_show_name"] = null,
            ["spotify_episode_uri"] = null,
            ["audiobook_title"] = null,
            ["audiobook_uri"] = null,
            ["audiobook_chapter_uri"] = null,
            ["audiobook_chapter_title"] = null,
            ["reason_start"] = "trackdone",
            ["reason_end"] = random.Next(3) == 0 ? "fwdbtn" : "trackdone",
            ["shuffle"] = random.Next(2) == 0,
            ["skipped"] = random.Next(4) == 0,
            ["offline"] = random.Next(10) == 0,
            ["offline_timestamp"] = Offline(random, at),
            ["incognito_mode"] = false,
        };
        switch (kind)
        {
            case 0:
                Episodes++;
                row["episode_name"] = $"Folge {track} – \"Über alles\"";
                row["episode_show_name"] = $"Show {track % 50}";
                row["spotify_episode_uri"] = $"spotify:episode:{track:D22}";
                break;
            case 1:
                Audiobooks++;
                row["audiobook_title"] = $"Book {track % 20}";
                row["audiobook_uri"] = $"spotify:show:{track % 20:D22}";
                row["audiobook_chapter_uri"] = $"spotify:episode:{track:D21}C";
                row["audiobook_chapter_title"] = $"Chapter {track}";
                break;
            default:
                Tracks++;
                row["master_metadata_track_name"] = $"Töne {track} 🪐";
                row["master_metadata_album_artist_name"] = $"Artist {track % 500}, & Co";
                row["master_metadata_album_album_name"] = $"Album {track % 2000}";
                row["spotify_track_uri"] = $"spotify:track:{track:D22}";
                break;
        }
        return row;
    }

    // The older generation has no audiobook fields but chapters' URIs among the episodes', more that is personal, and
    // null where the newer one says false.
    private static JsonObject Old(JsonObject row)
    {
        var old = new JsonObject { ["username"] = "canary-user" };
        foreach (var (name, value) in row)
        {
            var renamed = name switch { "ip_addr" => "ip_addr_decrypted", _ => name };
            if (!name.StartsWith("audiobook", StringComparison.Ordinal) || value is not null)
                old[renamed] = value?.DeepClone();
        }
        if (old["skipped"]!.GetValue<bool>() == false)
            old["skipped"] = null;
        old["user_agent_decrypted"] = "CanaryAgent/1.0";
        old["city"] = "canary-city";
        old["platform"] = row["platform"]!.GetValue<string>() + " CanaryBuild";
        return old;
    }

    private static string Device(Random random) => random.Next(5) switch
    {
        0 => "Android OS 13 API 33 (samsung, canary-device)",
        1 => "iOS 16.1 (iPhone12,1 canary-device)",
        2 => "web_player windows 10;chrome 108;canary-device",
        3 => "OS X 13.1.0 [arm 2] canary-device",
        _ => "Partner canary-device google cast;Google_Home",
    };

    private static JsonNode? Offline(Random random, DateTimeOffset at) => random.Next(4) switch
    {
        0 => null,
        1 => 0,
        2 => at.ToUnixTimeSeconds() - 300,
        _ => at.ToUnixTimeMilliseconds() - 300_000,
    };

    /// <summary>Files below a folder that hold a personal text, gzip looked into.</summary>
    public static IReadOnlyList<string> Leaks(string home)
    {
        var leaks = new List<string>();
        foreach (var path in Directory.EnumerateFiles(home, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(path);
            if (path.EndsWith(".gz", StringComparison.Ordinal))
            {
                using var gzip = new System.IO.Compression.GZipStream(
                    new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress);
                using var plain = new MemoryStream();
                gzip.CopyTo(plain);
                bytes = plain.ToArray();
            }
            leaks.AddRange(Canaries.Where(c => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(c)) >= 0)
                .Select(c => $"{c} in {path}"));
        }
        return leaks;
    }
}
