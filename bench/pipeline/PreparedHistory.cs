using System.Globalization;
using Tracklake.DuckDb;
using Tracklake.Models;
using Tracklake.Models.Rendering;
using Tracklake.Raw;
using Tracklake.Storage;
using Tracklake.Zones;

namespace Tracklake.Pipeline.Bench;

/// <summary>
/// Days of history as landing would have left them, without the requests that they would have taken: each day every
/// track of a catalogue is seen once, and the popularity of a fifth of them is another than on the day before.
/// </summary>
/// <param name="home">The home that the days are put into.</param>
/// <param name="tracks">Tracks of the catalogue, so many records a day.</param>
internal sealed class PreparedHistory(string home, int tracks)
{
    private const string Source = "responses";
    private const int TracksOfAlbum = 12;
    private const int TracksOfArtist = 24;
    private const int DaysAtOnce = 50;

    private readonly FolderObjectStore _store = new(home);

    /// <summary>Whether a day was put in.</summary>
    public bool Has(DateOnly day) => File.Exists(_store.PathOf(LandedKeys.Landed(Source, NameOf(day))));

    /// <summary>Puts days in.</summary>
    public async Task AddAsync(DateOnly first, int days)
    {
        using var session = DuckDbSession.InMemory(new DuckDbSettings
        {
            TemporaryFolder = Path.Combine(home, "bench-tmp"),
            MemoryMb = 4096,
        });
        for (var done = 0; done < days; done += DaysAtOnce)
        {
            var chunk = Enumerable.Range(done, Math.Min(DaysAtOnce, days - done)).Select(first.AddDays).ToList();
            foreach (var (table, number, select) in Tables())
            {
                foreach (var zone in (string[])[LandedKeys.Processed, LandedKeys.Transformed])
                    Write(session, zone, table, number, select, chunk);
            }
            foreach (var day in chunk)
                await MarkAsync(day).ConfigureAwait(false);
        }
    }

    private static string NameOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void Write(
        DuckDbSession session, string zone, ProcessedTable table, int number, string select, List<DateOnly> days)
    {
        var derived = zone == LandedKeys.Transformed ? DerivedColumns.Of(table) : [];
        var columns = string.Concat(derived.Select(d => $", {new DuckDbRenderer().Render(d.Value)} AS {d.Column.Name}"));
        var root = Path.Combine(home, "spotify", zone, table.Name, $"source={Source}");
        Directory.CreateDirectory(root);
        foreach (var day in days)
        {
            var folder = Path.Combine(root, $"batch={NameOf(day)}");
            Directory.CreateDirectory(folder);
            session.Execute(
                $"""
                COPY (
                    SELECT r.*{columns}
                    FROM (
                        SELECT {select}, DATE '{NameOf(day)}' AS observed_on,
                            '{RawKeys.Bodies(Source, NameOf(day), 0, "ndjson")}' AS _source_object, i * 500 AS _source_offset,
                            CAST(500 AS BIGINT) AS _source_length, TIMESTAMPTZ '{NameOf(day)} 12:00:00+00' AS _ingested_at
                        FROM (SELECT i, {day.DayNumber} AS d FROM range({number}) AS t(i))
                    ) AS r
                ) TO '{Path.Combine(folder, "00000.parquet")}' (FORMAT parquet, COMPRESSION zstd)
                """);
        }
    }

    private IEnumerable<(ProcessedTable Table, int Rows, string Select)> Tables()
    {
        static string Id(string letter, string number) => $"'{letter}' || lpad(CAST({number} AS VARCHAR), 21, '0')";
        yield return (ProcessedArtists.Table, (tracks + TracksOfArtist - 1) / TracksOfArtist,
            $"""
            {Id("a", "i")} AS artist_id, 'Artist ' || i AS artist_name, CAST(i % 101 AS INTEGER) AS popularity,
            i * 100 AS followers, CAST(NULL AS VARCHAR) AS genres, true AS is_followed
            """);
        yield return (ProcessedAlbums.Table, (tracks + TracksOfAlbum - 1) / TracksOfAlbum,
            $"""
            {Id("b", "i")} AS album_id, 'Album ' || i AS album_name, 'album' AS album_type,
            CAST({TracksOfAlbum} AS INTEGER) AS total_tracks, CAST(1960 + i % 60 AS VARCHAR) AS release_date,
            'year' AS release_date_precision, CAST(NULL AS VARCHAR) AS label, CAST(i % 101 AS INTEGER) AS popularity,
            CAST(NULL AS VARCHAR) AS upc
            """);
        yield return (ProcessedTracks.Table, tracks,
            $"""
            {Id("t", "i")} AS track_id, 'Track ' || i AS track_name, {Id("b", $"i // {TracksOfAlbum}")} AS album_id,
            CAST(1 AS INTEGER) AS disc_number, CAST(1 + i % {TracksOfAlbum} AS INTEGER) AS track_number,
            CAST(60000 + (i * 7919) % 400000 AS INTEGER) AS duration_ms, i % 7 = 0 AS explicit, false AS is_local,
            CAST((i * 31) % 100 + CAST((i + d) % 10 = 0 AS INTEGER) AS INTEGER) AS popularity,
            'QZ' || lpad(CAST(i AS VARCHAR), 10, '0') AS isrc, CAST(NULL AS INTEGER) AS rank,
            CAST(NULL AS VARCHAR) AS rank_source, true AS is_full
            """);
        yield return (ProcessedCredits.Table, tracks,
            $"""
            'track' AS owner_type, {Id("t", "i")} AS owner_id, CAST(1 AS INTEGER) AS position,
            {Id("a", $"i // {TracksOfArtist}")} AS artist_id, 'Artist ' || i // {TracksOfArtist} AS artist_name,
            false AS is_ambiguous
            """);
    }

    /// <summary>The batch and what was landed of it: a run that lands it finds it landed.</summary>
    private async Task MarkAsync(DateOnly day)
    {
        var name = NameOf(day);
        var files = new List<LandedFile>();
        foreach (var (table, rows, _) in Tables())
        {
            foreach (var zone in (string[])[LandedKeys.Processed, LandedKeys.Transformed])
            {
                var key = LandedKeys.File(zone, table.Name, Source, name, 0);
                files.Add(new LandedFile(zone, table.Name, key, rows, new FileInfo(_store.PathOf(key)).Length));
            }
        }
        var landed = new LandedBatch
        {
            Source = Source,
            Name = name,
            ObservedOn = day,
            Files = files,
            Conservation = [.. Tables().Select(t => new Conservation(t.Table.Name, t.Rows, t.Rows, 0, 0))],
        };
        await _store.PutJsonAsync(
            LandedKeys.Landed(Source, name), landed, LandedJson.Default.LandedBatch, CancellationToken.None).ConfigureAwait(false);
        await new RawZone(_store).CompleteAsync(
            new RawBatch { Source = Source, Name = name, ObservedOn = day, Parts = [] }, CancellationToken.None).ConfigureAwait(false);
    }
}
