using System.Globalization;
using Tracklake.Landing.Bench;
using Tracklake.Pipeline.Bench;
using Tracklake.Storage;

// dotnet run -c Release [-- [--only memory|days|growth] [--records 1000000] [--history 60] [--rounds 3] [--least 1000000] [--most 50000000]
//     [--keep DIR] [--show]]
// Peak memory of a run over many records, and what a day costs with little and with much history before it.
var records = Number("--records", 1_000_000);
var history = Number("--history", 60);
var rounds = Number("--rounds", 3);
var kept = Text("--keep");
var folder = kept ?? Directory.CreateTempSubdirectory("tracklake-bench-pipeline-").FullName;
try
{
    if (Wants("memory"))
        await MeasureMemoryAsync();
    if (Wants("days"))
        await MeasureDaysAsync();
    if (Wants("growth"))
        await MeasureGrowthAsync();
}
finally
{
    if (kept is null)
        Directory.Delete(folder, recursive: true);
}
return;

async Task MeasureMemoryAsync()
{
    var input = Path.Combine(folder, "input");
    var batch = await BenchData.MakeAsync(input, records, 10);
    var files = Path.Combine(folder, "files");
    Directory.CreateDirectory(files);
    foreach (var part in batch.Parts)
        File.Move(new FolderObjectStore(input).PathOf(part.Bodies), Path.Combine(files, Path.GetFileName(part.Bodies)), overwrite: true);

    var run = await Command.RunAsync(Path.Combine(folder, "memory"), "2026-11-01", "import", files);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"import and run of {records:N0} tracks: {run.Seconds:0.0} s, peak {run.PeakBytes / 1e6:N0} MB "
        + $"= {run.PeakBytes / 1e9:0.00} of the 1 GB that it may use"));
}

// One more day of 10,000 records onto 1 M, 10 M and 50 M records of history, as the real command.
async Task MeasureGrowthAsync()
{
    const int Catalogue = 10_000;
    var last = new DateOnly(2026, 10, 31);
    double? least = null;
    foreach (var size in ((int[])[1_000_000, 10_000_000, 50_000_000]).Where(s => s >= Number("--least", 0) && s <= Number("--most", 50_000_000)))
    {
        var home = Path.Combine(folder, $"growth-{size}");
        var history = new PreparedHistory(home, Catalogue);
        var days = size / Catalogue;
        // A home that was kept has its history, and days of an earlier call.
        if (!history.Has(last))
            await history.AddAsync(last.AddDays(1 - days), days);
        var next = last.AddDays(1);
        while (history.Has(next))
            next = next.AddDays(1);
        var first = await Command.RunAsync(home, Day(next.AddDays(-1)), "run");
        var (seconds, peak) = (new List<double>(), 0L);
        for (var round = 0; round < rounds; round++)
        {
            await history.AddAsync(next.AddDays(round), 1);
            var run = await Command.RunAsync(home, Day(next.AddDays(round)), "run");
            if (args.Contains("--show"))
                Console.WriteLine(run.Said);
            seconds.Add(run.Seconds);
            peak = Math.Max(peak, run.PeakBytes);
        }
        least ??= Median(seconds);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{size,10:N0} records of history: the first run {first.Seconds:0.0} s, peak {first.PeakBytes / 1e6:N0} MB; one more day "
            + $"{Median(seconds):0.00} s = {Median(seconds) / least:0.00}x (goal 1.5x), peak {peak / 1e6:N0} MB (goal 1,500 MB)"));
        if (kept is null)
            Directory.Delete(home, recursive: true);
    }
}

async Task MeasureDaysAsync()
{
    var (few, many) = (Path.Combine(folder, "few"), Path.Combine(folder, "many"));
    var first = new DateOnly(2026, 6, 1);
    await Command.RunAsync(few, Day(first), "run", days: 2);
    await Command.RunAsync(many, Day(first), "run", days: history);
    var (short_, long_) = (new List<double>(), new List<double>());
    for (var round = 1; round <= rounds; round++)
    {
        short_.Add((await Command.RunAsync(few, Day(first.AddDays(round)), "run")).Seconds);
        long_.Add((await Command.RunAsync(many, Day(first.AddDays(round)), "run")).Seconds);
    }
    var ratio = Median(long_) / Median(short_);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"one more day after 2 days: {Median(short_):0.00} s; after {history} days: {Median(long_):0.00} s; ratio {ratio:0.00}"));
}

bool Wants(string measure) => Text("--only") is not { } only || only == measure;

static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

string? Text(string name) => Array.IndexOf(args, name) is >= 0 and var at ? args[at + 1] : null;

int Number(string name, int otherwise) =>
    Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
