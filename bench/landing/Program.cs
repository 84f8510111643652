using System.Diagnostics;
using System.Globalization;
using Tracklake.Landing;
using Tracklake.Landing.Bench;
using Tracklake.Storage;

// dotnet run -c Release [-- [--records 1000000] [--files 10] [--rounds 5] [--compression zstd|snappy]]
// The data is made once under the temporary folder and kept for the next time.
var records = Number("--records", 1_000_000);
var files = Number("--files", 10);
var rounds = Number("--rounds", 5);
var compression = Value("--compression") == "snappy" ? LandingCompression.Snappy : LandingCompression.Zstd;
var folder = Path.Combine(Path.GetTempPath(), "tracklake-bench-landing");
Directory.CreateDirectory(folder);
var batch = await BenchData.MakeAsync(folder, records, files);
var store = new FolderObjectStore(folder);
var inputs = batch.Parts.Select(p => store.PathOf(p.Bodies)).ToList();

if (args.Contains("--stages"))
{
    await Stages.PrintAsync(store, batch, new LandingOptions { Compression = compression });
    return;
}

var contestants = new (string Name, Func<Task> Run)[]
{
    ("landing (processed)", () => LandAsync(processedOnly: true)),
    ("landing (both zones)", () => LandAsync(processedOnly: false)),
    ("DuckDB, nested columns", () => Baseline(nested: true)),
    ("DuckDB, flat columns", () => Baseline(nested: false)),
};

// A run in a process of its own, for its peak memory.
if (Value("--only") is { } only)
{
    await contestants[int.Parse(only, CultureInfo.InvariantCulture)].Run();
    using var self = Process.GetCurrentProcess();
    Console.WriteLine(self.PeakWorkingSet64);
    return;
}

var bytes = batch.Parts.Sum(p => p.Bytes);
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{records:N0} records in {files} gzip NDJSON files, {bytes / 1e6:N0} MB uncompressed, "
    + $"{inputs.Sum(f => new FileInfo(f).Length) / 1e6:N0} MB compressed; {Environment.ProcessorCount} processors; "
    + $"{rounds} rounds, alternating in one process; {compression}"));
var times = contestants.Select(_ => new List<double>()).ToArray();
var processor = contestants.Select(_ => new List<double>()).ToArray();
for (var round = 0; round <= rounds; round++)
{
    for (var i = 0; i < contestants.Length; i++)
    {
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await contestants[i].Run();
        // The first round warms up the JIT and the page cache.
        if (round > 0)
        {
            times[i].Add(watch.Elapsed.TotalSeconds);
            processor[i].Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }
    }
}

var own = Median(times[0]);
var ownCpu = Median(processor[0]);
Console.WriteLine();
Console.WriteLine("| contestant | median s | min s | max s | CPU s | landing / it, wall | CPU | peak MB |");
Console.WriteLine("|---|---|---|---|---|---|---|---|");
for (var i = 0; i < contestants.Length; i++)
{
    var peak = await PeakAsync(i);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {contestants[i].Name} | {Median(times[i]):F2} | {times[i].Min():F2} | {times[i].Max():F2} | "
        + $"{Median(processor[i]):F2} | {own / Median(times[i]):F2} | {ownCpu / Median(processor[i]):F2} | {peak / 1e6:F0} |"));
}
return;

async Task LandAsync(bool processedOnly)
{
    foreach (var zone in new[] { "processed", "transformed", "state", "quarantine" })
    {
        var path = Path.Combine(folder, "spotify", zone);
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }
    var landed = await new Lander(store, new LandingOptions { Compression = compression, ProcessedOnly = processedOnly })
        .LandAsync(batch, null, CancellationToken.None);
    if (landed.Conservation.Single(c => c.Table == "tracks").Rows != records)
        throw new InvalidOperationException("Not every record was landed.");
}

Task Baseline(bool nested)
{
    new DuckDbBaseline(folder, inputs, nested).Run();
    return Task.CompletedTask;
}

async Task<long> PeakAsync(int contestant)
{
    var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
    foreach (var argument in (string[])[.. args, "--only", contestant.ToString(CultureInfo.InvariantCulture)])
        start.ArgumentList.Add(argument);
    using var process = Process.Start(start)!;
    var output = await process.StandardOutput.ReadToEndAsync();
    await process.WaitForExitAsync();
    return long.Parse(output, CultureInfo.InvariantCulture);
}

static double Median(List<double> values)
{
    var sorted = values.Order().ToList();
    return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}

string? Value(string name)
{
    var at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}

int Number(string name, int otherwise) =>
    Value(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
