using System.Globalization;
using System.Text;
using System.Text.Json;
using Tracklake.Delta.Tests.Fixture;

namespace Tracklake.Delta.Tests.Golden;

/// <summary>What this library would have written, against what Spark did write.</summary>
public sealed class GoldenOracleTests(ITestOutputHelper output) : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void Recomputed_statistics_equal_those_in_Sparks_logs()
    {
        GoldenTables.Need();
        var (equal, compared) = (0, 0);
        var different = new List<string>();
        foreach (var (snapshot, file) in Readable().SelectMany(s => Added(s).Select(f => (s, f))))
        {
            var path = snapshot.FilePath(file);
            var held = FileShape.Probe([path])[path].Columns.Fields.Select(f => f.Name).ToHashSet();
            var schema = new DeltaSchema([.. Physical(snapshot, snapshot.Schema.Fields).Where(f => held.Contains(f.Name))]);
            if (schema.Fields.Count == 0) continue;
            var mine = new StatisticsQuery(schema, snapshot.PartitionColumns).Measure(_lake.Connection, [path]);
            if (!mine.TryGetValue(path, out var measure)) continue;
            // The way for big files takes what footers say, and must come to the same.
            Assert.Equal(measure.Stats,
                new StatisticsQuery(schema, snapshot.PartitionColumns, bigFrom: 0).Measure(_lake.Connection, [path])[path].Stats);
            var (ours, theirs) = (Leaves(measure.Stats), Leaves(file.Stats!));
            // Wide or tight is about deletion vectors, which are not written here.
            foreach (var (name, value) in theirs.Where(s => s.Key != "/tightBounds"))
            {
                compared++;
                if (ours.TryGetValue(name, out var got) && Same(got, value, name)) equal++;
                else different.Add($"{snapshot.TablePath} {file.Path} {name}: {ours.GetValueOrDefault(name)}, not {value}");
            }
        }

        output.WriteLine($"{equal} of {compared} of Spark's statistics recomputed equal");
        foreach (var line in different) output.WriteLine(line);
        Assert.True(compared > 1500, $"only {compared} statistics were compared");
        Assert.Empty(different);
    }

    [Fact]
    public void A_checkpoint_that_is_written_and_read_alone_gives_the_same_state()
    {
        GoldenTables.Need();
        var tables = 0;
        foreach (var snapshot in Readable())
        {
            var table = Path.Combine(_lake.Folder, $"c{tables++}");
            var log = new LocalLogStore(table);
            Directory.CreateDirectory(Path.Combine(table, "_delta_log"));
            var options = _lake.Options with { Clock = new ManualClock { Now = DateTimeOffset.UnixEpoch } };
            new CheckpointWriter(log, options).Write(snapshot);
            var again = new DeltaTable(table, options).Open();
            Assert.Equal(State(snapshot), State(again));
            Assert.Equal(snapshot.Version, again.Version);
        }

        output.WriteLine($"{tables} tables came back from a checkpoint alone");
        Assert.True(tables >= 70);
    }

    [Fact]
    public void File_counts_and_sizes_equal_Sparks_checksums()
    {
        GoldenTables.Need();
        var compared = 0;
        foreach (var crc in Directory.EnumerateFiles(GoldenTables.Root!, "*.crc", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) is [>= '0' and <= '9', ..]))
        {
            var table = Path.GetDirectoryName(Path.GetDirectoryName(crc))!;
            var version = long.Parse(Path.GetFileNameWithoutExtension(crc), CultureInfo.InvariantCulture);
            DeltaSnapshot snapshot;
            try
            {
                snapshot = new DeltaTable(table).Open(version);
            }
            catch (DeltaException)
            {
                continue;
            }

            var said = LogJson.ReadChecksum(File.ReadAllBytes(crc))!;
            Assert.Equal((said.NumFiles, said.TableSizeBytes), (snapshot.Files.Count, snapshot.SizeInBytes));
            compared++;
        }

        output.WriteLine($"{compared} checksums of Spark's equal");
        Assert.SkipWhen(compared == 0, "no golden table has a checksum beside it");
    }

    /// <summary>Every file that any commit of the table ever added with statistics, and that is still there.</summary>
    private static IEnumerable<AddFile> Added(DeltaSnapshot snapshot)
    {
        var reader = new LogReader(snapshot.TablePath, new LocalLogStore(snapshot.TablePath));
        var adds = Enumerable.Range(0, (int)snapshot.Version + 1).SelectMany(v => reader.ReadCommit(v) ?? [])
            .Where(l => l.Add?.Stats is not null).Select(l => l.Add!);
        return adds.Concat(snapshot.Files.Where(f => f.Stats is not null)).DistinctBy(f => (f.Path, f.Stats))
            .Where(f => File.Exists(snapshot.FilePath(f)));
    }

    private static IEnumerable<DeltaField> Physical(DeltaSnapshot snapshot, IEnumerable<DeltaField> fields) =>
        fields.Select(f => f with
        {
            Name = snapshot.StorageName(f),
            Type = f.Type is DeltaStruct row ? new DeltaStruct([.. Physical(snapshot, row.Fields)]) : f.Type,
        });

    private static IEnumerable<DeltaSnapshot> Readable()
    {
        foreach (var name in GoldenTables.Names)
        {
            DeltaSnapshot snapshot;
            try
            {
                snapshot = new DeltaTable(GoldenTables.Delta(name)).Open();
            }
            catch (DeltaException)
            {
                continue;
            }

            yield return snapshot;
        }
    }

    private static List<string> State(DeltaSnapshot snapshot)
    {
        var state = snapshot.Loaded.State;
        var lines = new List<LogLine> { new() { Protocol = state.Protocol }, new() { MetaData = state.MetaData } };
        lines.AddRange(state.Transactions.Values.Select(t => new LogLine { Txn = t }));
        lines.AddRange(state.Domains.Values.Select(d => new LogLine { DomainMetadata = d }));
        lines.AddRange(snapshot.Files.Select(f => new LogLine { Add = f with { DataChange = false } }));
        lines.AddRange(state.Tombstones.Values.Where(t => t.DeletionTimestamp > 0)
            .Select(t => new LogLine { Remove = t with { Stats = null, Tags = null, DataChange = false } }));
        return [.. lines.Select(l => Encoding.UTF8.GetString(LogJson.Line(l))).Order(StringComparer.Ordinal)];
    }

    private static Dictionary<string, JsonElement> Leaves(string stats)
    {
        var leaves = new Dictionary<string, JsonElement>();
        using var document = JsonDocument.Parse(stats);
        Walk(document.RootElement.Clone(), "");
        return leaves;

        void Walk(JsonElement json, string name)
        {
            if (json.ValueKind == JsonValueKind.Object)
                foreach (var p in json.EnumerateObject()) Walk(p.Value, $"{name}/{p.Name}");
            else leaves[name] = json;
        }
    }

    private static bool Same(JsonElement ours, JsonElement theirs, string name)
    {
        if (ours.ValueKind == JsonValueKind.Number && theirs.ValueKind == JsonValueKind.Number)
            return ours.GetRawText() == theirs.GetRawText() || ours.GetDouble().Equals(theirs.GetDouble());
        var (mine, spark) = (ours.ToString(), theirs.ToString());
        if (mine == spark) return true;
        // Spark cuts maxima of instants to milliseconds and prints its session's zone; ours go up, and say Z.
        return DateTimeOffset.TryParse(mine, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var a)
            && DateTimeOffset.TryParse(spark, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var b)
            && (a == b || (name.StartsWith("/maxValues", StringComparison.Ordinal) && a - b == TimeSpan.FromMilliseconds(1)));
    }
}
