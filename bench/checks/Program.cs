using System.Diagnostics;
using System.Globalization;
using Tracklake.Checks.Bench;
using Tracklake.DuckDb;
using Tracklake.DuckDb.Quality;
using Tracklake.Models;
using Tracklake.Models.Checking;
using Tracklake.Pipeline;
using Tracklake.Quality;

// dotnet run -c Release [-- [--rows 10000000] [--rounds 5]]
// All checks of a table against one pass of count, min and max over the same columns, alternating in one process. The
// table is made once under the temporary folder and kept for the next time.
const int MemoryMb = 448; // as in production
var rows = Number("--rows", 10_000_000);
var rounds = Number("--rounds", 5);
var folder = Path.Combine(Path.GetTempPath(), "tracklake-bench-checks");
Directory.CreateDirectory(folder);
using var session = DuckDbSession.InMemory(
    new DuckDbSettings { TemporaryFolder = Path.Combine(folder, "tmp"), MemoryMb = MemoryMb });
var file = Path.Combine(folder, $"wide-tracks-{rows}.parquet");
if (!File.Exists(file))
{
    BenchTracks.Write(session, file + ".part", rows);
    File.Move(file + ".part", file, overwrite: true);
}
session.Execute($"CREATE SCHEMA silver; CREATE VIEW silver.bench_tracks AS FROM read_parquet('{file}')");

var refresh = new TableRefresh(BenchTracks.Table, RefreshKind.Whole, "", [], "");
var engine = new CheckEngine(session, Path.Combine(folder, "failing"));
var checks = new ModelChecks(
    engine, new CheckRequest { Time = new CheckTime(new DateOnly(2026, 11, 22)), History = CheckHistory.Empty });
var fused = checks.Fuse(refresh);
var columns = BenchTracks.Table.Columns.Select(c => $"min({c.Name}), max({c.Name})");
var pass = $"SELECT count(*), {string.Join(", ", columns)} FROM silver.bench_tracks";
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{rows:N0} rows of {BenchTracks.Table.Columns.Count} columns, {new FileInfo(file).Length / 1e6:N0} MB of Parquet, in no order; "
    + $"{fused.Checks.Count} checks of {fused.Checks.Select(c => c.Kind).Distinct().Count()} kinds; {MemoryMb} MB of memory; "
    + $"{Environment.ProcessorCount} processors"));

if (args.Contains("--sql"))
{
    Console.WriteLine(string.Join(";\n", engine.StepsOf(fused.Scan, refresh).Select(q => CheckEngine.SqlOf(q, refresh))));
    return;
}
if (args.Contains("--split"))
{
    for (var round = 0; round < rounds; round++)
    {
        var scan = Seconds(() => engine.Row(fused.Scan, refresh));
        var key = Seconds(() => engine.ProvesUnique((Unique)fused.Grouped!, null, refresh, rows));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rows {scan:F2} s, key {key:F2} s, pass {Seconds(() => session.Row(pass)):F2} s"));
    }
    return;
}

var (ofChecks, ofPass) = (new List<double>(), new List<double>());
for (var round = 0; round <= rounds; round++)
{
    var plain = Seconds(() => session.Row(pass));
    IReadOnlyList<CheckResult> results = [];
    var checking = Seconds(() => results = checks.Run([refresh], CancellationToken.None));
    if (results.FirstOrDefault(r => r.Failed) is { } failed)
        throw new InvalidOperationException($"The checks must pass, but {failed.Check} did not: {failed.Message}");
    // The first round warms up the JIT and the page cache.
    if (round > 0)
    {
        ofPass.Add(plain);
        ofChecks.Add(checking);
    }
}
var ratio = NearHistory.Median([.. ofChecks.Zip(ofPass, (c, p) => (decimal)(c / p))]);
Console.WriteLine();
Console.WriteLine("| | median s | min s | max s |");
Console.WriteLine("|---|---|---|---|");
Print("one pass of count, min, max", ofPass);
Print($"{fused.Checks.Count} checks, key included", ofChecks);
Console.WriteLine();
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"checks / pass, median of {rounds} rounds: {ratio:F2}x (goal 2.00x); scans of the table: {Scans()} (goal 2)"));

// The statements of a table that passes are these; EXPLAIN says how often each reads the file.
int Scans() => engine.StepsOf(fused.Scan, refresh).Select(q => CheckEngine.SqlOf(q, refresh))
    .Append(CheckEngine.HashSqlOf(fused.Grouped!, null, refresh))
    .Sum(sql => session.Rows("EXPLAIN (FORMAT json) " + sql)
        .Sum(r => ((string)r[1]!).Split("\"name\": \"READ_PARQUET").Length - 1));

static double Seconds(Action work)
{
    var watch = Stopwatch.StartNew();
    work();
    return watch.Elapsed.TotalSeconds;
}

static void Print(string what, List<double> seconds) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"| {what} | {NearHistory.Median([.. seconds.Select(s => (decimal)s)]):F2} | {seconds.Min():F2} | {seconds.Max():F2} |"));

int Number(string name, int otherwise)
{
    var at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
