using System.Globalization;
using Tracklake.Landing.Bench;
using Tracklake.Pipeline.Bench;
using Tracklake.Storage;

// dotnet run -c Release [-- [--records 1000000] [--history 60] [--rounds 3]]
// Peak memory of a run over many records, and what a day costs with little and with much history before it.
var records = Number("--records", 1_000_000);
var history = Number("--history", 60);
var rounds = Number("--rounds", 3);
var folder = Directory.CreateTempSubdirectory("tracklake-bench-pipeline-").FullName;
try
{
    await MeasureMemoryAsync();
    await MeasureGrowthAsync();
}
finally
{
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

async Task MeasureGrowthAsync()
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

static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

int Number(string name, int otherwise)
{
    var at = Array.IndexOf(args, name);
    return at < 0 ? otherwise : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
}
