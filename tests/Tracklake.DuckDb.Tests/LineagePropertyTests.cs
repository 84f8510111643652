using Tracklake.Lineage;
using Tracklake.Models;
using Tracklake.Models.Bronze;
using Tracklake.Models.Gold;
using Tracklake.Models.Rendering;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Tests;

/// <summary>What lineage leaves out has no influence: on random rows, and whatever the column is changed to.</summary>
public sealed class LineagePropertyTests : IDisposable
{
    private const int Records = 60;
    private const int Changed = 30;

    private readonly string _temporary = Directory.CreateTempSubdirectory("tracklake-").FullName;
    private readonly DuckDbSession _session;

    public LineagePropertyTests()
    {
        _session = DuckDbSession.InMemory(new DuckDbSettings { TemporaryFolder = _temporary, Threads = 1 });
        foreach (var schema in (string[])["bronze", "silver", "gold"])
            _session.Execute($"CREATE SCHEMA {schema}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_bronze_column_that_is_not_in_the_lineage_of_a_gold_column_never_changes_it(int seed)
    {
        foreach (var bronze in BronzeTables.All)
            Fill(bronze, seed, changed: null);
        var before = Compute(AllModels.InOrder);
        var columns = BronzeTables.All
            .SelectMany(b => b.From.Columns.Where(c => c.Name != Provenance.SourceLength.Name).Select(c => (Bronze: b, Column: c)))
            .ToArray();
        new Random(seed).Shuffle(columns);
        var influences = 0;
        foreach (var (bronze, column) in columns.Take(Changed))
        {
            var source = new ColumnAddress(bronze, column.Name);
            Fill(bronze, seed, column.Name);

            var after = Compute(Downstream(bronze));

            foreach (var (cell, values) in after.Where(a => a.Value != before[a.Key]))
            {
                Assert.True(
                    ColumnLineage.OfAllModels.AllUpstream(cell).Contains(source),
                    $"{source} changed {cell} although it is not in its lineage.");
                influences++;
            }
            Fill(bronze, seed, changed: null);
            Compute(Downstream(bronze));
        }
        // The rows are such that columns do have influence; else the property would hold of nothing.
        Assert.True(influences > Changed, $"Only {influences} gold columns changed.");
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_temporary, recursive: true);
    }

    private static IReadOnlyList<Model> Downstream(Model changed)
    {
        var touched = new HashSet<Table> { changed };
        return [.. AllModels.InOrder.Where(m => m.Reads.Any(touched.Contains) && touched.Add(m))];
    }

    /// <summary>Computes models in full, and gives the values of each column of gold as a multiset.</summary>
    private Dictionary<ColumnAddress, string> Compute(IReadOnlyList<Model> models)
    {
        var values = new Dictionary<ColumnAddress, string>();
        foreach (var model in models.Where(m => m is not (BronzeTable or LayerRowCounts)))
        {
            _session.Execute($"CREATE OR REPLACE TABLE {model} AS {new DuckDbRenderer().Render(Refresh.Full(model))}");
            if (model.Layer != Layer.Gold)
                continue;
            var lists = model.Columns.Select(c => $"CAST(list({c.Name} ORDER BY {c.Name}) AS VARCHAR)");
            var row = _session.Row($"SELECT {string.Join(", ", lists)} FROM {model}");
            foreach (var (column, list) in model.Columns.Zip(row))
                values[new ColumnAddress(model, column.Name)] = (string?)list ?? "";
        }
        return values;
    }

    private void Fill(BronzeTable bronze, int seed, string? changed)
    {
        var rows = Enumerable.Range(0, Records).SelectMany(record => Enumerable.Range(0, bronze == BronzeTables.Credits ? 1 + record % 3 : 1)
            .Select(place => "(" + string.Join(", ", bronze.Columns.Select(c =>
                $"CAST({Value(c, record, place, seed, c.Name == changed)} AS {DuckDbRenderer.TypeName(c.Type)})")) + ")"));
        _session.Execute(
            $"CREATE OR REPLACE TABLE {bronze} AS SELECT * FROM (VALUES {string.Join(",\n", rows)}) "
            + $"AS t({string.Join(", ", bronze.Columns.Select(c => c.Name))})");
    }

    /// <summary>A value of a column; the same one each time, and another one when the column is changed.</summary>
    private static string Value(Column column, int record, int place, int seed, bool isChanged)
    {
        // What orders records is of the record and never ties: else the newest would be left to chance.
        var isOfRecord = column.IsProvenance || column.Name is "observed_on" or "owner_type" or "owner_id";
        var salt = isChanged ? 1_000_003 : 0;
        var random = new Random(HashCode(column.Name, record, isOfRecord ? 0 : place) + (seed * 7_919) + salt);
        string Text(params string[] values) => $"'{values[random.Next(values.Length)]}'";
        var value = column.Name switch
        {
            "_source_offset" => $"{(isChanged ? Records - record : record) * 100}",
            "_source_object" => Text("o1", "o2", "o3"),
            "position" => $"{(isChanged ? 3 - place : 1 + place)}",
            "track_id" => Text("t1", "t2", "t3", "t4", "t5", "t6"),
            "album_id" => Text("b1", "b2", "b3", "b4"),
            "artist_id" => Text("a1", "a2", "a3", "a4"),
            "owner_type" => Text("track", "track", "track", "album"),
            "owner_id" => Text("t1", "t2", "t3", "t4", "t5", "t6", "b1"),
            "release_date" => Text("1998", "2001-05", "2003-02-01", "0000"),
            "album_type" => Text("album", "single", "compilation"),
            "rank_source" => Text("top_tracks", "search_relevance"),
            "content_type" => Text("track", "track", "episode"),
            "list_type" => Text("artist_albums", "album_tracks"),
            "isrc" => Text("I1", "I2", "I3"),
            "duration_ms" or "ms_played" => $"{random.Next(100, 400) * 1000}",
            _ => column.Type.Kind switch
            {
                TypeKind.Boolean => random.Next(2) == 0 ? "TRUE" : "FALSE",
                TypeKind.Int32 or TypeKind.Int64 => $"{random.Next(1, 100)}",
                TypeKind.Date => $"DATE '2026-11-01' + {random.Next(9)}",
                TypeKind.Timestamp => $"TIMESTAMPTZ '2026-11-01 00:00:00+00' + INTERVAL {random.Next(200)} HOUR",
                _ => Text("x", "y", "z", "w"),
            },
        };
        return column.Nullable && random.Next(6) == 0 ? "NULL" : value;
    }

    /// <summary>The same in every process, which <see cref="System.HashCode"/> is not.</summary>
    private static int HashCode(string name, int record, int place) =>
        name.Aggregate((record * 31) + place, (hash, letter) => unchecked((hash * 31) + letter)) & 0xFFFFFF;
}
