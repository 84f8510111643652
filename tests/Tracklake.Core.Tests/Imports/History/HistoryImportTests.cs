using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracklake.Raw;
using Tracklake.Sources.Imports;

namespace Tracklake.Core.Tests.Imports.History;

public sealed class HistoryImportTests : IDisposable
{
    private readonly ImportHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task A_generated_history_of_both_generations_arrives_once_and_without_anything_personal()
    {
        var history = new StreamingHistories(1, 40_000);
        history.WriteTo(home.Files);

        var result = await home.ImportAsync();

        var plays = await PlaysAsync(result);
        Assert.Empty(result.Rejections);
        Assert.Equal(40_000, plays.Count);
        Assert.Equal(history.Repeated, result.Duplicates);
        Assert.Equal(
            [("audiobook", history.Audiobooks), ("episode", history.Episodes), ("track", history.Tracks)],
            plays.GroupBy(p => (string)p["content_type"]!).Select(g => (g.Key, g.Count())).Order());
        Assert.Empty(StreamingHistories.Leaks(home.Home));
        Assert.Equal(["android", "cast", "ios", "macos", "web"], plays.Select(p => (string)p["platform"]!).Distinct().Order());
        Assert.Contains(result.Ignored, path => path.EndsWith(".pdf", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_zip_gives_the_same_batch_as_its_folder()
    {
        new StreamingHistories(2, 3_000).WriteTo(home.Files);
        var folder = await home.ImportAsync();
        var before = home.Snapshot();

        var zip = await home.ImportAsync(path: home.Zip("my_spotify_data.zip", home.Files));

        Assert.Equal(0, zip.Written);
        Assert.Equal(folder.Batches[0].Name, Assert.Single(zip.Batches).Name);
        Assert.Equal(before, home.Snapshot());
    }

    [Fact]
    public async Task Plays_are_in_order_of_time_and_URI()
    {
        new StreamingHistories(3, 2_000).WriteTo(home.Files);

        var plays = await PlaysAsync(await home.ImportAsync());

        var keys = plays.Select(p => ((string)p["ts"]!, (string?)p["uri"] ?? "")).ToList();
        Assert.Equal(keys.OrderBy(k => k.Item1, StringComparer.Ordinal).ThenBy(k => k.Item2, StringComparer.Ordinal), keys);
    }

    [Fact]
    public async Task The_two_generations_of_one_play_are_one_and_what_either_knows_is_kept()
    {
        home.Write("Streaming_History_Audio_2024_0.json", $"[{Row(("skipped", false), ("spotify_track_uri", null))}]");
        home.Write("endsong_0.json", $"[{Row(("skipped", null), ("username", "canary-user"))}]");

        var result = await home.ImportAsync();

        var play = Assert.Single(await PlaysAsync(result));
        Assert.Equal(1, result.Duplicates);
        Assert.Equal("spotify:track:2cCCCCCCCCCCCCCCCCCCCC", (string?)play["uri"]);
        Assert.False((bool?)play["skipped"]);
    }

    [Fact]
    public async Task Plays_at_the_same_second_that_differ_in_length_or_track_are_both_kept()
    {
        home.Write("endsong_0.json", $"""
            [{Row()},{Row(("ms_played", 5))},{Row(("spotify_track_uri", "spotify:track:other"),
                ("master_metadata_track_name", "Other"))}]
            """);

        Assert.Equal(3, (await PlaysAsync(await home.ImportAsync())).Count);
    }

    [Theory]
    [InlineData("Android OS 13 API 33 (samsung, SM-G991B)", "android")]
    [InlineData("iOS 16.1 (iPhone12,1)", "ios")]
    [InlineData("Windows 10 (10.0.19045; x64)", "windows")]
    [InlineData("OS X 13.1.0 [arm 2]", "macos")]
    [InlineData("web_player windows 10;chrome 108.0.0.0;desktop", "web")]
    [InlineData("Linux [x86-64 0]", "linux")]
    [InlineData("Partner google cast;Google_Home;;tpapi", "cast")]
    [InlineData("Partner sonos_ppc Sonos;Play1;RINCON_542A1B6B;", "other")]
    [InlineData("ios", "ios")]
    [InlineData("", null)]
    public async Task A_device_is_reduced_to_its_family(string platform, string? family)
    {
        home.Write("endsong_0.json", $"[{Row(("platform", platform))}]");

        Assert.Equal(family, (string?)Assert.Single(await PlaysAsync(await home.ImportAsync()))["platform"]);
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("0", null)]
    [InlineData("1709316000", "2024-03-01T18:00:00Z")]
    [InlineData("1709316000123", "2024-03-01T18:00:00.123Z")]
    [InlineData("99999999999999999", null)]
    public async Task Offline_timestamps_of_every_age_mean_the_same(string value, string? at)
    {
        home.Write("endsong_0.json", $"[{Row(("offline_timestamp", JsonNode.Parse(value)))}]");

        Assert.Equal(at, (string?)Assert.Single(await PlaysAsync(await home.ImportAsync()))["offline_at"]);
    }

    [Fact]
    public async Task The_short_form_alone_is_taken_and_said_to_be_less_exact()
    {
        home.Write("StreamingHistory_music_0.json",
            """[{"endTime":"2023-05-01 10:15","artistName":"Zoë","trackName":"Neon","msPlayed":1234}]""");

        var result = await home.ImportAsync();

        var play = Assert.Single(await PlaysAsync(result));
        Assert.Equal(("2023-05-01T10:15:00Z", "Neon", "Zoë", "track"),
            ((string)play["ts"]!, (string)play["title"]!, (string)play["creator"]!, (string)play["content_type"]!));
        Assert.Contains(result.Batches[0].Notices, n => n.Contains("short form", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_short_form_beside_the_extended_history_is_left_out()
    {
        home.Write("StreamingHistory0.json",
            """[{"endTime":"2023-05-01 10:15","artistName":"Zoë","trackName":"Neon","msPlayed":1234}]""");
        home.Write("endsong_0.json", $"[{Row()}]");

        var result = await home.ImportAsync();

        Assert.Single(await PlaysAsync(result));
        Assert.Contains(result.Sentences, s => s.StartsWith("1 file of the short form left out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_file_under_another_name_is_read_once()
    {
        home.Write("endsong_0.json", $"[{Row()}]");
        home.Write("copy/endsong_0 (1).json", $"[{Row()}]");

        var result = await home.ImportAsync();

        Assert.Single(await PlaysAsync(result));
        Assert.Equal((1, 1, 0L), (result.FilesTaken, result.FilesKnown, result.Duplicates));
        Assert.Contains("1 file the same bytes as 'copy/endsong_0 (1).json': taken once.", result.Sentences);
    }

    [Fact]
    public async Task A_folder_without_a_history_says_what_was_looked_for()
    {
        home.Write("Userdata.json", """{"username":"canary-user"}""");

        var error = await Assert.ThrowsAsync<ImportException>(
            () => home.ImportAsync(new ImportOptions { As = ImportKind.History }));

        Assert.Contains("endsong_*.json", error.Message, StringComparison.Ordinal);
        Assert.Contains("Ask Spotify", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_plays_are_cut_into_parts_whose_bodies_are_whole_lines()
    {
        home.Write("endsong_0.json", $"[{string.Join(",", Enumerable.Range(0, 250_000).Select(i => Row(
            ("ms_played", i % 1000), ("ts", DateTimeOffset.UnixEpoch.AddDays(16000).AddSeconds(i)))))}]");

        var result = await home.ImportAsync();

        Assert.True(result.Batches[0].Parts.Count > 1);
        Assert.All(result.Batches[0].Parts, p => Assert.InRange(p.Bytes, 1, 65 << 20));
        Assert.Equal(250_000, (await PlaysAsync(result)).Count);
    }

    internal static string Row(params (string Name, object? Value)[] changes)
    {
        var row = JsonNode.Parse("""
            {"ts":"2024-03-01T18:22:07Z","platform":"ios","ms_played":174674,"conn_country":"DE","ip_addr":"203.0.113.7",
             "master_metadata_track_name":"Neon Rivers","master_metadata_album_artist_name":"Zoë Ünlü",
             "master_metadata_album_album_name":"Neon Rivers","spotify_track_uri":"spotify:track:2cCCCCCCCCCCCCCCCCCCCC",
             "episode_name":null,"episode_show_name":null,"spotify_episode_uri":null,"reason_start":"trackdone",
             "reason_end":"fwdbtn","shuffle":false,"skipped":true,"offline":false,"offline_timestamp":null,
             "incognito_mode":false}
            """)!.AsObject();
        foreach (var (name, value) in changes)
        {
            row[name] = value switch
            {
                null => null,
                JsonNode node => node,
                string text => text,
                int number => number,
                bool flag => flag,
                DateTimeOffset at => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
                _ => throw new ArgumentException(name),
            };
        }
        return row.ToJsonString();
    }

    private async Task<List<JsonNode>> PlaysAsync(ImportResult result)
    {
        var plays = new List<JsonNode>();
        foreach (var (entry, body) in await home.BodiesAsync(Assert.Single(result.Batches)))
        {
            Assert.Equal(RawKind.PlayLines, entry.Kind);
            Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body)), entry.Sha256);
            var lines = Encoding.UTF8.GetString(body).Split('\n');
            Assert.Equal(entry.Lines, lines.Length);
            plays.AddRange(lines.Select(line => JsonNode.Parse(line)!));
        }
        return plays;
    }
}
