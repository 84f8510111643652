using System.Text;
using Tracklake.Landing;
using Tracklake.Raw;
using Tracklake.Zones;
using ParquetFileReader = ParquetSharp.ParquetFileReader;

namespace Tracklake.Core.Tests.Landing;

/// <summary>What neighbours have in common is read and encoded once, and lands as if it had been done for each.</summary>
public sealed class NeighbourTests
{
    // An id that has to be unescaped, none, a fault, and albums that begin alike.
    private static readonly (string Json, string? Id, bool IsSound)[] Albums =
    [
        ("""{"id":"b1","name":"One","artists":[{"id":"a1","name":"A"}],"total_tracks":3}""", "b1", true),
        ("""{"id":"b1","name":"One","artists":[{"id":"a1","name":"A"}],"total_tracks":31}""", "b1", true),
        ("""{"id":"b\u0032","name":"T\"wo","artists":[{"id":"a2","name":"B\u00e9"}]}""", "b2", true),
        ("""{"name":"Local","uri":"spotify:local:b","artists":[]}""", "spotify:local:b", true),
        ("""{"name":"None"}""", null, true),
        ("""{"id":"b3","name":"Bad","popularity":101}""", null, false),
        ("null", null, true),
    ];

    private static readonly (string Json, string[] Ids, bool IsSound)[] Artists =
    [
        ("""[{"id":"a1","name":"A"}]""", ["a1"], true),
        ("""[{"id":"a1","name":"A"},{"id":"a2","name":"B"}]""", ["a1", "a2"], true),
        ("""[{"id":"a\u0033","name":"C"},{"name":"D \u00e9"}]""", ["a3", "local:D é"], true),
        ("[]", [], true),
        ("""[{"id":"a1"},{}]""", [], false),
    ];

    [Theory]
    [InlineData(RawKind.TrackLines, 1)]
    [InlineData(RawKind.TrackLines, 2)]
    [InlineData(RawKind.Tracks, 3)]
    [InlineData(RawKind.Tracks, 4)]
    public async Task Tracks_with_the_album_or_the_artists_of_the_one_before_land_whole(RawKind kind, int seed)
    {
        var random = new Random(seed);
        var (tracks, expected) = (new List<string>(), new List<string>());
        var albums = new HashSet<string>();
        var (album, artists) = (Albums[0], Artists[0]);
        for (var i = 0; i < 400; i++)
        {
            if (random.Next(3) == 0)
                album = Albums[random.Next(Albums.Length)];
            if (random.Next(3) == 0)
                artists = Artists[random.Next(Artists.Length)];
            var isSound = random.Next(9) > 0;
            tracks.Add(random.Next(2) == 0
                ? $$"""{"album":{{album.Json}},"artists":{{artists.Json}},"id":{{(isSound ? $"\"t{i}\"" : "7")}},"name":"N"}"""
                : $$"""{ "name" : "N" , "id":{{(isSound ? $"\"t{i}\"" : "7")}} , "artists" : {{artists.Json}} , "album" : {{album.Json}} }""");
            if (!isSound || !album.IsSound || !artists.IsSound)
                continue;
            expected.Add($"t{i}|{album.Id}|{string.Join(',', artists.Ids)}");
            if (album.Id is not null)
                albums.Add(album.Json);
        }
        using var home = new LandingHome();
        var landed = await home.LandAsync(
            kind, kind == RawKind.Tracks ? $$"""{"tracks":[{{string.Join(',', tracks)}}]}""" : string.Join('\n', tracks));

        LandingHome.AssertConserved(landed);
        Assert.Equal(expected.Order(StringComparer.Ordinal), home.Query(landed, """
            SELECT t.track_id || '|' || coalesce(t.album_id, '') || '|' || coalesce(string_agg(c.artist_id, ',' ORDER BY c.position), '')
            FROM processed.tracks t LEFT JOIN processed.credits c ON c.owner_type = 'track' AND c.owner_id = t.track_id
            GROUP BY t.track_id, t.album_id
            """).Select(r => (string)r[0]!).Order(StringComparer.Ordinal));
        Assert.Equal(albums.Count, (int)home.Scalar<long>(landed, "SELECT count(*) FROM processed.albums"));
        Assert.Equal(tracks.Count - expected.Count, home.Rejections(landed).Count);
        // Rows are found again by the bytes that they name.
        foreach (var row in home.Query(landed, "SELECT track_id, _source_offset, _source_length FROM processed.tracks LIMIT 30"))
        {
            var part = (await home.Zone.ReadAsync("responses", "import-1", TestContext.Current.CancellationToken)).Parts[0];
            var bytes = await home.BytesAsync(part, (long)row[1]!, (long)row[2]!);
            Assert.Contains($"\"{row[0]}\"", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(500)]
    public async Task The_transformed_file_is_the_processed_one_with_more_columns_however_the_rows_are_grouped(int rowsOfGroup)
    {
        var lines = string.Join('\n', Enumerable.Range(0, 500).Select(i =>
            $$"""{"id":"t{{i}}","name":"N{{i % 9}}","duration_ms":{{i * 1000}},"popularity":{{(i % 5 == 0 ? "null" : $"{i % 101}")}},"album":{"id":"b{{i / 9}}","name":"B","release_date":"20{{i % 89 + 10}}"},"artists":[]}"""));
        using var home = new LandingHome();
        var landed = await home.LandAsync(
            await home.RawAsync(RawKind.TrackLines, lines), new LandingOptions { RowGroupRows = rowsOfGroup });

        foreach (var table in (string[])["tracks", "albums"])
        {
            var columns = ProcessedTables.All.Single(t => t.Name == table).Columns.Select(c => c.Name).ToList();
            var names = string.Join(", ", columns);
            Assert.Empty(home.Query(landed, $"""
                (SELECT {names} FROM processed.{table} EXCEPT ALL SELECT {names} FROM transformed.{table})
                UNION ALL (SELECT {names} FROM transformed.{table} EXCEPT ALL SELECT {names} FROM processed.{table})
                """));
            var file = landed.Files.Single(f => f.Zone == LandedKeys.Transformed && f.Table == table);
            Assert.Equal(new FileInfo(home.Store.PathOf(file.Key)).Length, file.Bytes);
            // Another reader than DuckDB, stricter about where chunks are.
            using var reader = new ParquetFileReader(home.Store.PathOf(file.Key));
            Assert.Equal(file.Rows, reader.FileMetaData.NumRows);
            Assert.Equal((file.Rows + rowsOfGroup - 1) / rowsOfGroup, reader.FileMetaData.NumRowGroups);
            for (var group = 0; group < reader.FileMetaData.NumRowGroups; group++)
            {
                using var rows = reader.RowGroup(group);
                for (var column = 0; column < rows.MetaData.NumColumns; column++)
                {
                    using var values = rows.Column(column).LogicalReader();
                    Assert.True(values.HasNext);
                }
            }
        }
        Assert.Empty(home.Query(landed, """
            SELECT * FROM transformed.tracks
            WHERE duration_minutes IS DISTINCT FROM CAST(round(duration_ms / 60000, 2) AS DECIMAL(18,2))
                OR length_category <> CASE WHEN duration_ms < 180000 THEN 'Short' WHEN duration_ms <= 300000 THEN 'Medium' ELSE 'Long' END
            """));
        Assert.Equal(500, home.Scalar<long>(landed, "SELECT count(length_category) FROM transformed.tracks"));
    }
}
