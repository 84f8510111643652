using System.Globalization;
using Tracklake.Models;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Tests.Histories;

/// <summary>Random rows of the processed tables about a few things of one history, so that records meet often.</summary>
/// <param name="random">Where chance comes from.</param>
/// <param name="history">The history's number; its ids are nobody else's.</param>
internal sealed class RandomRecords(Random random, int history)
{
    private static readonly Dictionary<string, Func<RandomRecords, string>> Values = new()
    {
        ["artist_id"] = r => r.Id("a", 4),
        ["artist_name"] = r => r.OneOf("'Åsa'", "'asa'", "'The Örs'", "''", "'Ж'"),
        ["popularity"] = r => r.Maybe(r.Number(0, 100)),
        ["followers"] = r => r.Maybe(r.Number(0, 100_000)),
        ["genres"] = r => r.Maybe(r.OneOf("'pop'", "'pop | rock'")),
        ["is_followed"] = r => r.OneOf("true", "false"),
        ["album_id"] = r => r.Id("b", 3),
        ["album_name"] = r => r.OneOf("'One'", "''", "'Two'"),
        ["album_type"] = r => r.Maybe(r.OneOf("'album'", "'single'", "'compilation'")),
        ["total_tracks"] = r => r.Maybe(r.Number(1, 12)),
        ["release_date"] = r => r.Maybe(r.OneOf("'1999'", "'2005-05'", "'2020-02-29'", "'0000'", "'2023-02-30'")),
        ["release_date_precision"] = r => r.Maybe(r.OneOf("'day'", "'month'", "'year'")),
        ["track_id"] = r => r.Id("t", 6),
        ["track_name"] = r => r.OneOf("'Song'", "' song'", "'Another'"),
        ["duration_ms"] = r => r.Maybe(r.Number(60_000, 400_000)),
        ["explicit"] = r => r.Maybe(r.OneOf("true", "false")),
        ["isrc"] = r => r.Maybe(r.Id("QZ", 3)),
        ["rank"] = r => r.Maybe(r.Number(1, 10)),
        ["rank_source"] = r => r.Maybe(r.OneOf("'top_tracks'", "'search_relevance'")),
        ["owner_type"] = r => r.OneOf("'track'", "'track'", "'album'"),
        ["position"] = r => r.Number(1, 3),
        ["is_ambiguous"] = _ => "false",
        ["list_type"] = r => r.OneOf("'artist_albums'", "'album_tracks'"),
        ["page_offset"] = r => r.OneOf("0", "50", "100"),
        ["played_at"] = r => $"TIMESTAMPTZ '2026-0{r.Number(1, 3)}-0{r.Number(1, 4)} 10:00:0{r.Number(0, 2)}+00'",
        ["content_type"] = r => r.OneOf("'track'", "'track'", "'episode'", "'unknown'"),
        ["content_uri"] = r => r.Maybe(r.Id("spotify:track:", 4)),
        ["country"] = r => r.Maybe(r.OneOf("'SE'", "'DE'")),
    };

    /// <summary>The rows of a batch as SQL, by processed table; tables without rows are left out.</summary>
    /// <param name="day">The day that the batch speaks of.</param>
    /// <param name="at">When its records were given.</param>
    /// <param name="prefix">The batch's prefix in raw.</param>
    public IReadOnlyDictionary<ProcessedTable, IReadOnlyList<string>> Batch(DateOnly day, int at, string prefix)
    {
        var batch = new Dictionary<ProcessedTable, IReadOnlyList<string>>();
        foreach (var table in ProcessedTables.All.Where(_ => random.Next(3) > 0))
        {
            var rows = new List<string>();
            foreach (var record in Enumerable.Range(0, random.Next(1, 6)))
                rows.AddRange(Record(table, record, day, at, prefix));
            batch.Add(table, rows);
        }
        return batch;
    }

    /// <summary>A record: of credits some rows, each artist of one thing.</summary>
    private IEnumerable<string> Record(ProcessedTable table, int record, DateOnly day, int at, string prefix)
    {
        var credits = table is ProcessedCredits ? random.Next(1, 4) : 1;
        var (owner, artist) = (OneOf(Id("t", 6), Id("b", 3)), random.Next(4));
        foreach (var position in Enumerable.Range(1, credits))
        {
            yield return string.Join(", ", table.Columns.Select(c => c.Name switch
            {
                "observed_on" => $"DATE '{day:yyyy-MM-dd}'",
                "_source_object" => $"'{prefix}{table.Name}'",
                "_source_offset" => $"{record * 100}",
                "_source_length" => "100",
                "_ingested_at" => $"TIMESTAMPTZ '{day:yyyy-MM-dd} 12:00:00+00' + INTERVAL {at} SECOND",
                "owner_id" => owner,
                "position" => $"{position}",
                // A record credits an artist once, so that its place says which name is the newest.
                "artist_id" when table is ProcessedCredits => $"'a{history}-{(artist + position) % 4}'",
                _ => Values.TryGetValue(c.Name, out var value) ? value(this) : Any(c),
            }));
        }
    }

    private string Any(Column column)
    {
        var value = column.Type.Kind switch
        {
            TypeKind.Text => OneOf("'x'", "'y'"),
            TypeKind.Boolean => OneOf("true", "false"),
            TypeKind.Int32 or TypeKind.Int64 => Number(1, 300_000),
            _ => throw new InvalidOperationException($"No random value for {column.Name}."),
        };
        return column.Nullable ? Maybe(value) : value;
    }

    private string Id(string kind, int number) => $"'{kind}{history}-{random.Next(number)}'";

    private string Number(int least, int greatest) =>
        random.Next(least, greatest + 1).ToString(CultureInfo.InvariantCulture);

    private string OneOf(params string[] values) => values[random.Next(values.Length)];

    private string Maybe(string value) => random.Next(4) == 0 ? "NULL" : value;
}
