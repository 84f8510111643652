using System.Text;
using System.Text.Json.Nodes;
using Tracklake.Raw;
using Tracklake.Sources.Imports;

namespace Tracklake.Core.Tests.Imports.Datasets;

public sealed class DatasetImportTests : IDisposable
{
    private const string Header = "track_id,track_name,artists,album_name,duration_ms,popularity,explicit,release_date";

    private readonly ImportHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task A_row_becomes_a_full_track_object_that_says_where_it_was()
    {
        home.Write("tracks.csv", $"{Header}\n2cCCCCCCCCCCCCCCCCCCCC,\"Neon, \"\"live\"\"\",Zoë;夜,\"Rivers, Vol. 1\",201333,63,True,1998-05\n");

        var track = Assert.Single(await TracksAsync(await home.ImportAsync()));

        Assert.Equal("""
            {"id":"2cCCCCCCCCCCCCCCCCCCCC","name":"Neon, \"live\"","type":"track","uri":"spotify:track:2cCCCCCCCCCCCCCCCCCCCC",
            "duration_ms":201333,"explicit":true,"popularity":63,
            "artists":[{"id":"@","name":"Zoë","type":"artist"},{"id":"@","name":"夜","type":"artist"}],
            "album":{"id":"@","name":"Rivers, Vol. 1","type":"album","release_date":"1998-05","release_date_precision":"month"},
            "_origin":{"file":"tracks.csv","row":1,"offset":84}}
            """.ReplaceLineEndings(""), WithoutHashes(track));
    }

    [Fact]
    public async Task Made_ids_are_the_same_for_the_same_names()
    {
        home.Write("a.csv", "name,artist,album\nOne, Zoë ,Rivers\nTwo,zoë,rivers\n");

        var tracks = await TracksAsync(await home.ImportAsync());

        Assert.StartsWith("dataset:track:", (string)tracks[0]["id"]!, StringComparison.Ordinal);
        Assert.Equal((string)tracks[0]["artists"]![0]!["id"]!, (string)tracks[1]["artists"]![0]!["id"]!);
        Assert.Equal((string)tracks[0]["album"]!["id"]!, (string)tracks[1]["album"]!["id"]!);
        Assert.NotEqual((string)tracks[0]["id"]!, (string)tracks[1]["id"]!);
    }

    [Fact]
    public async Task The_same_file_loaded_fifteen_times_is_taken_once()
    {
        for (var i = 0; i < 15; i++)
            home.Write($"tracks{i:D2}.csv", $"{Header}\nt1,One,Zoë,Rivers,1000,1,,\n");

        var result = await home.ImportAsync();

        Assert.Single(await TracksAsync(result));
        Assert.Equal((1, 14, 0L), (result.FilesTaken, result.FilesKnown, result.Duplicates));
        Assert.Contains("14 files the same bytes as 'tracks00.csv': taken once.", result.Sentences);
    }

    [Fact]
    public async Task The_same_rows_in_other_files_are_counted_as_duplicates()
    {
        home.Write("a.csv", "track_id,name,artist\nt1,One,Zoë\nt2,Two,Zoë\n");
        home.Write("b.csv", "artist,name,track_id\nZoë,Two,t2\nZoë,Three,t3\n");

        var result = await home.ImportAsync();

        Assert.Equal(["t1", "t2", "t3"], (await TracksAsync(result)).Select(t => (string)t["id"]!));
        Assert.Equal(1, result.Duplicates);
        Assert.Equal(1, result.Batches[0].Duplicates);
    }

    [Fact]
    public async Task The_same_import_again_changes_no_byte_and_other_settings_make_another_batch()
    {
        home.Write("a.csv", "name,artist\nOne,\"A, B\"\n");
        await home.ImportAsync();
        var before = home.Snapshot();
        home.Clock.Advance(TimeSpan.FromDays(2));

        var again = await home.ImportAsync();
        Assert.Equal((0, 1), (again.Written, again.FilesKnown));
        Assert.Equal(before, home.Snapshot());

        Assert.Equal(1, (await home.ImportAsync(new ImportOptions { ArtistSeparator = "none" })).Written);
    }

    [Fact]
    public async Task Files_of_8_and_of_13_columns_in_one_folder_are_each_read_by_their_own_header()
    {
        home.Write("a.csv", "name,artist,album,duration_ms,popularity,explicit,x,y\nOne,Zoë,Rivers,1000,5,no,,\n");
        home.Write("b.csv", "i,track_id,a1,a2,artists,album_name,track_name,popularity,duration_ms,explicit,a,b,c\n"
            + "0,t2,,,Zoë,Lakes,Two,6,2000,yes,,,\n1,t3,,,Zoë,Lakes,Three,7\n");

        var result = await home.ImportAsync();

        Assert.Equal([("One", 1000, 5), ("Two", 2000, 6)], (await TracksAsync(result)).Select(
            t => ((string)t["name"]!, (int)t["duration_ms"]!, (int)t["popularity"]!)));
        Assert.Equal("Row 2: 13 fields expected, 8 found.", Assert.Single(result.Rejections).Reason);
    }

    [Theory]
    [InlineData("\t")]
    [InlineData(";")]
    [InlineData("|")]
    public async Task The_delimiter_is_found(string delimiter)
    {
        home.Write("a.csv", "name,artist,album,ms\nOne,Zoë,\"A, B, C, D\",1\n".Replace("name,artist,album,ms", $"name{delimiter}artist{delimiter}album", StringComparison.Ordinal)
            .Replace("One,Zoë,\"A, B, C, D\",1", $"One, two, three{delimiter}Zoë{delimiter}Rivers", StringComparison.Ordinal));

        Assert.Equal("One, two, three", (string)Assert.Single(await TracksAsync(await home.ImportAsync()))["name"]!);
    }

    [Fact]
    public async Task Columns_are_found_by_the_names_that_public_data_sets_use_or_as_given()
    {
        home.Write("a.csv", "Song Title,Artist(s)_name,released_year,Duration (ms),Album\nOne,Zoë,1998,201333,Rivers\n");
        var result = await home.ImportAsync();
        var track = Assert.Single(await TracksAsync(result));
        Assert.Equal(("One", "Zoë", 201333, "1998"), ((string)track["name"]!, (string)track["artists"]![0]!["name"]!,
            (int)track["duration_ms"]!, (string)track["album"]!["release_date"]!));

        home.Write("a.csv", "Titel,Wer,x\nOne,Zoë,1\n");
        var given = await home.ImportAsync(new ImportOptions
        {
            Map = new Dictionary<string, string> { ["track_name"] = "Titel", ["artists"] = "wer" },
        });
        Assert.Equal("One", (string)Assert.Single(await TracksAsync(given))["name"]!);
    }

    [Fact]
    public async Task A_file_without_a_header_is_refused_unless_its_columns_are_given_by_place()
    {
        home.Write("a.csv", "One,Zoë,1000\nTwo,Zoë,2000\n");

        var refused = Assert.Single((await home.ImportAsync()).Rejections);
        Assert.Equal("no-header", refused.Code);
        Assert.Contains("--map track_name=1", refused.Reason, StringComparison.Ordinal);

        var given = await home.ImportAsync(new ImportOptions
        {
            Map = new Dictionary<string, string> { ["track_name"] = "1", ["artists"] = "2", ["duration_ms"] = "3" },
        });
        Assert.Equal([1000, 2000], (await TracksAsync(given)).Select(t => (int)t["duration_ms"]!));
    }

    [Theory]
    [InlineData("duration", "3:21", 201_000)]
    [InlineData("duration", "1:02:03", 3_723_000)]
    [InlineData("duration", "201.5", 201_500)]
    [InlineData("duration", "201333", 201_333)]
    [InlineData("duration_min", "3.5", 210_000)]
    public async Task Durations_are_milliseconds_in_the_end(string column, string value, int ms)
    {
        home.Write("a.csv", $"name,artist,{column}\nOne,Zoë,{value}\n");

        Assert.Equal(ms, (int)Assert.Single(await TracksAsync(await home.ImportAsync()))["duration_ms"]!);
    }

    [Fact]
    public async Task A_duration_that_may_be_minutes_or_seconds_is_unknown_and_said()
    {
        home.Write("a.csv", "name,artist,duration\nOne,Zoë,3.5\n");

        var result = await home.ImportAsync();

        Assert.Null(Assert.Single(await TracksAsync(result))["duration_ms"]);
        Assert.Contains(result.Batches[0].Notices, n => n.Contains("minutes or seconds", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mixed_date_orders_are_said_and_the_doubtful_ones_unknown()
    {
        home.Write("a.csv", "name,artist,album,Release Date\nOne,Zoë,R,03/04/2020\nTwo,Zoë,S,25/12/2020\n");

        var result = await home.ImportAsync();

        Assert.Equal([null, "2020-12-25"], (await TracksAsync(result)).Select(t => (string?)t["album"]!["release_date"]));
        Assert.Contains(result.Batches[0].Notices, n => n.StartsWith(
            "1 date in the column 'Release Date' of 'a.csv', such as '03/04/2020',", StringComparison.Ordinal));
        var given = await home.ImportAsync(new ImportOptions { DateOrder = DateOrder.DayFirst });
        Assert.Equal("2020-04-03", (string?)(await TracksAsync(given))[0]["album"]!["release_date"]);
    }

    [Fact]
    public async Task Two_artists_in_one_field_are_marked_unless_something_says_that_they_are_two()
    {
        home.Write("a.csv", "name,artist\nOne,\"Tyler, The Creator\"\nTwo,\"Zoë, Max\"\nThree,Zoë\nFour,Max\n");

        var result = await home.ImportAsync();

        var tracks = await TracksAsync(result);
        Assert.True((bool)tracks[0]["artists"]![0]!["is_ambiguous"]!);
        Assert.Equal("Tyler, The Creator", (string)Assert.Single(tracks[0]["artists"]!.AsArray())!["name"]!);
        Assert.Equal(["Zoë", "Max"], tracks[1]["artists"]!.AsArray().Select(a => (string)a!["name"]!));
        Assert.All(tracks[1]["artists"]!.AsArray(), artist => Assert.Null(artist!["is_ambiguous"]));
        Assert.Contains(result.Batches[0].Notices, n => n.Contains("'Tyler, The Creator'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_of_flat_JSON_are_a_table_too()
    {
        home.Write("a.ndjson.gz", ImportHome.Gzip(
            """
            {"track_id":"t1","track_name":"One","artists":["A","B"],"duration_ms":1000,"popularity":3}
            {"track_id":"t2"
            """));

        var result = await home.ImportAsync();

        Assert.Equal(["A", "B"], Assert.Single(await TracksAsync(result))["artists"]!.AsArray().Select(a => (string)a!["name"]!));
        Assert.Equal("malformed-json", Assert.Single(result.Rejections).Code);
    }

    [Fact]
    public async Task Parquet_is_read_through_its_port_with_its_types()
    {
        DuckDbParquetRows.Write(home.PathOf("a.parquet"), """
            select 't1' track_id, 'One' track_name, ['A', 'B, C'] artists, 201333::bigint duration_ms, true explicit,
                null::int popularity, date '1998-05-01' release_date, 'R' album
            """);

        var track = Assert.Single(await TracksAsync(await home.ImportAsync()));

        Assert.Equal(["A", "B, C"], track["artists"]!.AsArray().Select(a => (string)a!["name"]!));
        Assert.Equal((201333, true, "1998-05-01"),
            ((int)track["duration_ms"]!, (bool)track["explicit"]!, (string)track["album"]!["release_date"]!));
        Assert.Null(track["popularity"]);
    }

    [Fact]
    public async Task Snapshots_of_several_days_are_a_batch_each()
    {
        home.Write("tracks_2026-08-01.csv", "track_id,name,artist,popularity\nt1,One,Zoë,5\n");
        home.Write("tracks_2026-08-02.csv", "track_id,name,artist,popularity\nt1,One,Zoë,5\n");

        var result = await home.ImportAsync();

        Assert.Equal([new DateOnly(2026, 8, 1), new DateOnly(2026, 8, 2)], result.Batches.Select(b => b.ObservedOn));
        Assert.All(result.Batches, b => Assert.Matches("^import-[0-9a-f]{12}$", b.Name));
    }

    [Fact]
    public async Task A_folder_with_tables_and_responses_asks_which()
    {
        home.Write("a.csv", "name,artist\nOne,Zoë\n");
        home.Write("b.json", Responses.Some.Artist());

        var error = await Assert.ThrowsAsync<ImportException>(() => home.ImportAsync());

        Assert.Contains("--as dataset or --as responses", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await home.ImportAsync(new ImportOptions { As = ImportKind.Dataset })).FilesTaken);
    }

    [Fact]
    public async Task What_is_nothing_that_can_be_imported_says_what_was_looked_for()
    {
        home.Write("photo.png", [1, 2, 3]);

        var error = await Assert.ThrowsAsync<ImportException>(() => home.ImportAsync());

        Assert.Contains("looked for stored API responses", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ImportException>(() => home.ImportAsync(path: home.PathOf("nowhere")));
        await Assert.ThrowsAsync<ImportException>(() => home.ImportAsync(new ImportOptions
        {
            As = ImportKind.Dataset,
            Map = new Dictionary<string, string> { ["titel"] = "x" },
        }));
    }

    private static string WithoutHashes(JsonNode track)
    {
        var text = track.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        return System.Text.RegularExpressions.Regex.Replace(text, "dataset:(artist|album):[0-9a-f]{22}", "@");
    }

    private async Task<List<JsonNode>> TracksAsync(ImportResult result)
    {
        var tracks = new List<JsonNode>();
        foreach (var batch in result.Batches)
        {
            foreach (var (entry, body) in await home.BodiesAsync(batch))
            {
                Assert.Equal(RawKind.TrackLines, entry.Kind);
                tracks.AddRange(Encoding.UTF8.GetString(body).Split('\n').Select(line => JsonNode.Parse(line)!));
            }
        }
        return tracks;
    }
}
