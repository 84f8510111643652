using System.Text;
using DuckDB.NET.Data;
using Tracklake.Landing.Text;
using Tracklake.Raw;

namespace Tracklake.Core.Tests.Landing;

public sealed class TextAndNumbersTests : IDisposable
{
    private readonly LandingHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("Beyonce\u0301", "Beyonc\u00e9")]
    [InlineData("Beyonc\\u0065\\u0301", "Beyonc\u00e9")]
    [InlineData("\\ud83e\\ude90 \\\"Live\\\" \\/ \\n", "\U0001FA90 \"Live\" / \n")]
    [InlineData("a\\u0000b", "ab")]
    [InlineData("", "")]
    [InlineData("\u1112\u1161\u11ab", "\ud55c")]
    public async Task Names_are_unescaped_in_NFC_and_without_NUL(string json, string expected)
    {
        var landed = await home.LandAsync(RawKind.Track, $$"""{"id":"t1","name":"{{json}}"}""");

        Assert.Equal(expected, home.Scalar<string>(landed, "select track_name from processed.tracks"));
    }

    [Fact]
    public void Normalisation_agrees_with_DuckDB_on_every_character_and_on_pairs_of_marks()
    {
        var texts = new List<string>();
        for (var codePoint = 1; codePoint <= 0x10FFFF; codePoint++)
        {
            // What both know: DuckDB's tables and ours may be of different Unicode versions.
            if (Rune.IsValid(codePoint)
                && Rune.GetUnicodeCategory(new Rune(codePoint)) != System.Globalization.UnicodeCategory.OtherNotAssigned
                && Rune.GetUnicodeCategory(new Rune(codePoint)) != System.Globalization.UnicodeCategory.PrivateUse)
            {
                texts.Add($"a{new Rune(codePoint)}");
            }
        }
        int[] marks = [0x300, 0x301, 0x308, 0x323, 0x327, 0x328, 0x345, 0x5B0, 0x93C, 0x1161, 0x11A8, 0x3099];
        foreach (var starter in (int[])[0x41, 0x65, 0xE9, 0x1E69, 0x915, 0x1100, 0xAC00, 0x304B, 0x212B, 0x1F00])
        {
            foreach (var first in marks)
            {
                foreach (var second in marks)
                    texts.Add($"{new Rune(starter)}{new Rune(first)}{new Rune(second)}x");
            }
        }
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "create table t(i integer, s varchar)";
        command.ExecuteNonQuery();
        using (var appender = connection.CreateAppender("t"))
        {
            for (var i = 0; i < texts.Count; i++)
                appender.CreateRow().AppendValue(i).AppendValue(texts[i]).EndRow();
        }
        command.CommandText = "select i, nfc_normalize(s) from t order by i";
        using var reader = command.ExecuteReader();
        var wrong = new List<string>();
        while (reader.Read())
        {
            var text = texts[reader.GetInt32(0)];
            var utf8 = Encoding.UTF8.GetBytes(text);
            var ours = Nfc.IsCertain(utf8) ? text : Encoding.UTF8.GetString(Nfc.Normalise(utf8));
            if (ours != reader.GetString(1))
                wrong.Add(string.Join(' ', text.EnumerateRunes().Select(r => r.Value.ToString("X4", null))));
        }
        Assert.True(texts.Count > 100_000);
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Whole_numbers_written_as_floats_are_whole_numbers()
    {
        var landed = await home.LandAsync(
            RawKind.Track, """{"id":"t1","disc_number":1.0,"duration_ms":204053.0,"popularity":8.5e1}""");

        Assert.Equal([[1, 204053, 85]], home.Query(
            landed, "select disc_number, duration_ms, popularity from processed.tracks"));
    }

    [Fact]
    public async Task The_last_of_repeated_keys_wins_and_names_may_be_escaped()
    {
        var landed = await home.LandAsync(
            RawKind.Track,
            """
            {"id":"old","\u0069d":"new","name":"A","name":"B","album":{"id":"x","name":"X"},"unknown":{"id":"no"},
             "album":{"id":"y"},"artists":[{"id":"a1"}],"artists":[{"id":"a2","name":"Two"}]}
            """);

        Assert.Equal([["new", "B", "y"]], home.Query(
            landed, "select track_id, track_name, album_id from processed.tracks"));
        Assert.Equal([["y", ""]], home.Query(landed, "select album_id, album_name from processed.albums"));
        Assert.Equal([["a2", 1]], home.Query(landed, "select artist_id, position from processed.credits"));
    }

    [Fact]
    public async Task A_local_track_is_known_by_its_uri_and_its_artist_by_name()
    {
        var landed = await home.LandAsync(
            RawKind.Track,
            """
            {"id":null,"uri":"spotify:local:A:B:C:1","name":"C","is_local":true,"album":{"id":null,"name":"B"},
             "artists":[{"id":null,"name":"A","uri":null}]}
            """);

        LandingHome.AssertConserved(landed);
        Assert.Equal([["spotify:local:A:B:C:1", null, true, true]], home.Query(
            landed, "select track_id, album_id, is_local, is_full from processed.tracks"));
        Assert.Equal([["local:A", "A"]], home.Query(landed, "select artist_id, artist_name from processed.credits"));
        Assert.DoesNotContain(landed.Files, f => f.Table == "albums");
    }

    [Fact]
    public async Task Release_dates_stay_text_and_derived_columns_know_what_they_can()
    {
        var albums = string.Join(',', new[] { "0000", "1985", "1998-05", "2024-02-30", "2024-02-29", "soon" }
            .Select((date, i) => $$"""{"id":"b{{i}}","name":"","release_date":"{{date}}"}"""));
        var landed = await home.LandAsync(RawKind.Albums, $$"""{"albums":[{{albums}}]}""");

        Assert.Equal(
            [
                ["0000", "", null, null], ["1985", "", 1985, "1985-01-01"], ["1998-05", "", 1998, "1998-05-01"],
                ["2024-02-30", "", null, null], ["2024-02-29", "", 2024, "2024-02-29"], ["soon", "", null, null],
            ],
            home.Query(landed, "select release_date, album_name, release_year, released_on::varchar "
                + "from transformed.albums order by album_id"));
    }

    [Fact]
    public async Task Derived_columns_of_tracks_sit_on_the_right_side_of_their_borders()
    {
        var tracks = string.Join(',', new (int? Ms, int? Popularity)[]
            { (179_999, 39), (180_000, 40), (300_000, 69), (300_001, 70), (299, 0), (300, 100), (null, null) }
            .Select((t, i) =>
                $$"""{"id":"t{{i}}","duration_ms":{{t.Ms?.ToString() ?? "null"}},"popularity":{{t.Popularity?.ToString() ?? "null"}}}"""));
        var landed = await home.LandAsync(RawKind.Tracks, $$"""{"tracks":[{{tracks}}]}""");

        Assert.Equal(
            [
                ["3.00", "Short", "Low"], ["3.00", "Medium", "Medium"], ["5.00", "Medium", "Medium"],
                ["5.00", "Long", "High"], ["0.00", "Short", "Low"], ["0.01", "Short", "High"],
                [null, null, "Unknown"],
            ],
            home.Query(landed, "select duration_minutes::varchar, length_category, popularity_category "
                + "from transformed.tracks order by track_id"));
    }

    [Fact]
    public async Task Codes_are_upper_case_without_hyphens()
    {
        var landed = await home.LandAsync(
            RawKind.Track, """{"id":"t1","external_ids":{"isrc":"us-rc1-13-01695","ean":"x"}}""");

        Assert.Equal("USRC11301695", home.Scalar<string>(landed, "select isrc from processed.tracks"));
    }

    [Fact]
    public async Task Csv_quotes_what_has_to_be_quoted_and_tells_empty_from_null()
    {
        var raw = await home.RawAsync(
            RawKind.Tracks, """{"tracks":[{"id":"t1","name":"a,\"b\"\nc","duration_ms":61000},{"id":"t2","name":""}]}""");
        var landed = await home.LandAsync(raw, new() { WriteCsv = true });

        var parquet = landed.Files.Single(f => f.Zone == "transformed" && f.Table == "tracks");
        var csv = home.Store.PathOf(Path.ChangeExtension(parquet.Key, ".csv"));
        Assert.Contains("t1,\"a,\"\"b\"\"\nc\",,,,61000,", File.ReadAllText(csv), StringComparison.Ordinal);
        Assert.Equal(
            home.Query(landed, "select track_id, track_name, album_id, duration_minutes::varchar, observed_on::varchar, "
                + "epoch_us(_ingested_at) from transformed.tracks order by 1"),
            home.Query(landed, "select track_id, track_name, album_id, duration_minutes::varchar, observed_on::varchar, "
                + $"epoch_us(_ingested_at::timestamptz) from read_csv('{csv}', header = true, all_varchar = true, "
                + "allow_quoted_nulls = false) order by 1"));
    }
}
