using System.Diagnostics;
using System.Globalization;
using Tracklake.Lakehouse.Bench;
using Tracklake.Landing.Bench;
using Tracklake.Pipeline;
using Tracklake.Storage;

// dotnet run -c Release [-- [--records 10000000] [--rounds 3] [--memory-mb 1024] [--data DIR] [--only-step]]
// What the framework costs: the lakehouse step against a script by hand over the same landed files, and the way from
// raw to gold against a script by hand from the same raw. The data is made once and kept for the next time.
var records = Number("--records", 10_000_000);
var rounds = Number("--rounds", 3);
var memory = Number("--memory-mb", 1024);
var data = Text("--data") ?? Path.Combine(Path.GetTempPath(), "tracklake-bench-lakehouse");
Directory.CreateDirectory(data);
var batch = await BenchData.MakeAsync(data, records, 10);
var store = new FolderObjectStore(data);
var contest = new Contest(Path.Combine(data, "work"), memory);
var landed = await Contest.LandAsync(store, batch);
IReadOnlyList<TableState> states = [];

Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{records:N0} track records; {memory:N0} MB for either engine; {Environment.ProcessorCount} processors; {rounds} rounds, alternating"));
var (step, byHand, landing, whole, fromRaw) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
for (var round = 1; round <= rounds; round++)
{
    step.Add(Measure(() => states = contest.Lakehouse(store, landed)));
    byHand.Add(Measure(() => contest.ByHand(store, landed)));
    if (round == rounds)
        PrintTables();
    if (args.Contains("--only-step"))
        continue;
    var differences = contest.Differences(states);
    if (differences.Count > 0)
        throw new InvalidOperationException("The script by hand makes other tables: " + string.Join("; ", differences));
    landing.Add(await MeasureAsync(async () => landed = await Contest.LandAsync(store, batch)));
    whole.Add(landing[^1] + Measure(() => contest.Lakehouse(store, landed)));
    fromRaw.Add(Measure(() => contest.ByHandFromRaw(store, batch)));
}
Print("lakehouse step / by hand from landed files", step, byHand, 1.2);
if (whole.Count > 0)
{
    Print("raw to gold / by hand from raw JSON", whole, fromRaw, 0.9);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  of it landing {Median(landing):0.0} s"));
}

void PrintTables()
{
    foreach (var (table, seconds) in contest.Seconds.Step.OrderByDescending(t => t.Value).Where(t => t.Value >= 0.1))
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {table,-43} {seconds,6:0.0} s / {contest.Seconds.ByHand.GetValueOrDefault(table),6:0.0} s"));
    }
}

static void Print(string name, List<double> ours, List<double> theirs, double goal) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{name,-45} {Median(ours),6:0.0} s / {Median(theirs),6:0.0} s = {Median(ours) / Median(theirs):0.00}x (goal {goal:0.0}x)"));

static double Measure(Action run) => MeasureAsync(() =>
{
    run();
    return Task.CompletedTask;
}).GetAwaiter().GetResult();

static async Task<double> MeasureAsync(Func<Task> run)
{
    GC.Collect();
    var watch = Stopwatch.StartNew();
    await run();
    return watch.Elapsed.TotalSeconds;
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

string? Text(string name) => Array.IndexOf(args, name) is >= 0 and var at ? args[at + 1] : null;

int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
