using System.Diagnostics;
using Tracklake.Delta;
using Tracklake.DuckDb;
using Tracklake.DuckDb.Lakehouse;
using Tracklake.Landing;
using Tracklake.Models;
using Tracklake.Models.Gold;
using Tracklake.Models.Rendering;
using Tracklake.Pipeline;
using Tracklake.Raw;
using Tracklake.Storage;
using Tracklake.Zones;

namespace Tracklake.Lakehouse.Bench;

/// <summary>The lakehouse step and the script by hand, over the same files.</summary>
/// <param name="folder">Where both write; emptied before each.</param>
/// <param name="memoryMb">What either engine may use.</param>
internal sealed class Contest(string folder, int memoryMb)
{
    private readonly string _lake = Path.Combine(folder, "lake");
    private readonly string _byHand = Path.Combine(folder, "by-hand");

    private DuckDbSettings Engine => new() { TemporaryFolder = Path.Combine(folder, "tmp"), MemoryMb = memoryMb };

    /// <summary>Seconds that each table took in the last lakehouse step, and in the last script by hand.</summary>
    public (Dictionary<string, double> Step, Dictionary<string, double> ByHand) Seconds { get; } = ([], []);

    /// <summary>Lands raw into both zones, anew.</summary>
    public static async Task<LandedBatch> LandAsync(FolderObjectStore store, RawBatch batch)
    {
        await foreach (var item in store.ListAsync("spotify/", CancellationToken.None))
        {
            if (!item.Key.StartsWith(RawKeys.Zone, StringComparison.Ordinal))
                await store.DeleteAsync(item.Key, CancellationToken.None);
        }
        return await new Lander(store, new LandingOptions()).LandAsync(batch, CancellationToken.None);
    }

    /// <summary>All Delta tables of a first run.</summary>
    public IReadOnlyList<TableState> Lakehouse(FolderObjectStore store, LandedBatch landed)
    {
        Empty(_lake);
        var plan = new RunPlan { Number = 1, At = DateTimeOffset.UnixEpoch, Batches = [new BatchName(landed.Source, landed.Name)] };
        var work = new TableWork(plan, [landed], () => [], RefreshPlan.Of(AllModels.InOrder, [landed], null), null);
        using var lakehouse = new DeltaLakehouse(new LakeTables(_lake, _ => new DeltaOptions()), Engine, store.PathOf);
        var clock = new TableClock(Seconds.Step);
        return lakehouse.Update(work, clock, CancellationToken.None);
    }

    /// <summary>The same tables by hand, from the landed files.</summary>
    public void ByHand(FolderObjectStore store, LandedBatch landed)
    {
        Empty(_byHand);
        using var session = DuckDbSession.InMemory(Engine);
        foreach (var table in (ProcessedTable[])[ProcessedTracks.Table, ProcessedAlbums.Table, ProcessedCredits.Table])
        {
            var files = landed.Files.Where(f => f.Zone == LandedKeys.Processed && f.Table == table.Name).Select(f => store.PathOf(f.Key));
            Set(session, table.Name, files);
        }
        Seconds.ByHand.Clear();
        Run(session, "handwritten-bronze.sql");
        Run(session, "handwritten.sql");
    }

    /// <summary>The same tables by hand, from raw.</summary>
    public void ByHandFromRaw(FolderObjectStore store, RawBatch batch)
    {
        Empty(_byHand);
        using var session = DuckDbSession.InMemory(Engine);
        Set(session, "raw", batch.Parts.Select(p => store.PathOf(p.Bodies)));
        Run(session, "handwritten-raw.sql");
        Run(session, "handwritten.sql");
    }

    /// <summary>The tables of which both do not have the same content.</summary>
    public IReadOnlyList<string> Differences(IReadOnlyList<TableState> states)
    {
        using var session = DuckDbSession.InMemory(Engine with { MemoryMb = 4096 });
        var tables = new LakeTables(_lake, _ => new DeltaOptions());
        var differences = new List<string>();
        foreach (var state in states.Where(s => s.Refresh.Model is not LayerRowCounts))
        {
            var file = Path.Combine(_byHand, state.Refresh.Model.Name + ".parquet");
            if (!File.Exists(file))
            {
                if (state.Rows > 0)
                    differences.Add($"{state.Refresh.Model}: {state.Rows} rows, and none by hand");
                continue;
            }
            var columns = state.Refresh.Model.Columns;
            var byHand = session.Row(DuckDbChecksum.Of(columns, $"read_parquet('{file}')"));
            var there = session.Row(DuckDbChecksum.Of(columns, tables.Of(state.Refresh.Model).Open().ToSql()));
            if (!byHand.SequenceEqual(there))
                differences.Add($"{state.Refresh.Model}: {there[0]} rows, by hand {byHand[0]}");
        }
        return differences;
    }

    private static void Set(DuckDbSession session, string variable, IEnumerable<string> files) =>
        session.Execute($"SET VARIABLE {variable} = [{string.Join(", ", files.Select(f => $"'{f}'"))}]");

    /// <summary>Runs a script a statement at a time; what goes before the writing of a table counts as its own.</summary>
    private void Run(DuckDbSession session, string script)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, script));
        var watch = Stopwatch.StartNew();
        foreach (var statement in text.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            session.Execute(statement.Replace("$out", _byHand, StringComparison.Ordinal));
            if (statement.Split("TO '$out/") is not [_, var written])
                continue;
            Seconds.ByHand[written.Split('.')[0]] = watch.Elapsed.TotalSeconds;
            watch.Restart();
        }
    }

    private static void Empty(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        Directory.CreateDirectory(path);
    }
}

/// <summary>Seconds from one table to the next.</summary>
internal sealed class TableClock(Dictionary<string, double> seconds) : IProgress<TableState>
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public void Report(TableState value)
    {
        seconds[value.Refresh.Model.Name] = _watch.Elapsed.TotalSeconds;
        _watch.Restart();
    }
}
