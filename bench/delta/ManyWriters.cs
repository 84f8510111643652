using System.Diagnostics;
using System.Globalization;

namespace Tracklake.Delta.Bench;

/// <summary>1,000 blind appends of 16 writers in 4 processes, against the bare sequence (write 800 bytes, fsync, link,
/// fsync the folder) by one thread; the goal is a fifth of its rate.</summary>
internal static class ManyWriters
{
    private const int Processes = 4;
    private const int Threads = 4;
    private const int Commits = 1000;

    public static void Run(Scratch scratch)
    {
        var path = Path.Combine(scratch.Folder, "writers");
        new DeltaTable(path).Write(scratch.Connection, "SELECT 1::BIGINT AS id", new DeltaWrite { Mode = DeltaWriteMode.Append });
        var bare = Commits / Scratch.Milliseconds(() => BareSequence(Path.Combine(scratch.Folder, "bare")));
        var children = Enumerable.Range(0, Processes).Select(p =>
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            foreach (var argument in new[] { "writer", path, p.ToString(CultureInfo.InvariantCulture),
                (Commits / Processes).ToString(CultureInfo.InvariantCulture) })
                start.ArgumentList.Add(argument);
            return Process.Start(start)!;
        }).ToList();
        // Everyone is warm before anyone starts.
        foreach (var child in children) child.StandardOutput.ReadLine();
        var mine = Commits / Scratch.Milliseconds(() =>
        {
            foreach (var child in children) child.StandardInput.WriteLine("go");
            foreach (var child in children) child.WaitForExit();
        });
        var snapshot = new DeltaTable(path).Open();
        var ids = snapshot.Files.Select(f => f.Path).Distinct().Count();
        if (snapshot.Version != Commits + Processes || ids != snapshot.Files.Count || ids != Commits + Processes + 1)
            throw new InvalidOperationException($"{snapshot.Version} versions, {snapshot.Files.Count} files: lost or doubled");
        Scratch.Print("16 writers in 4 processes, 1,000 blind appends", string.Create(CultureInfo.InvariantCulture,
            $"{mine * 1000:F0}/s, bare sequence {bare * 1000:F0}/s: {Scratch.Ratio(mine / bare)} (goal 0.20x), none lost, none doubled"));
    }

    public static void Child(string path, string writer, int commits)
    {
        Append(new DeltaTable(path), $"warm-{writer}");
        Console.WriteLine("ready");
        Console.ReadLine();
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            var table = new DeltaTable(path);
            var share = (commits / Threads) + (thread < commits % Threads ? 1 : 0);
            for (var i = 0; i < share; i++)
                Append(table, string.Create(CultureInfo.InvariantCulture, $"{writer}-{thread}-{i}"));
        });
    }

    private static void Append(DeltaTable table, string name) => table.AppendFiles(
    [
        new AddFile
        {
            Path = $"{name}.parquet",
            Size = 1000,
            Stats = """{"numRecords":100,"minValues":{"id":1},"maxValues":{"id":100},"nullCount":{"id":0}}""",
        },
    ]);

    private static void BareSequence(string folder)
    {
        Directory.CreateDirectory(folder);
        var log = new LocalLogStore(folder);
        var bytes = new byte[800];
        for (var i = 0; i < Commits; i++)
            log.TryCreate($"{i.ToString("D20", CultureInfo.InvariantCulture)}.json", bytes);
    }
}
