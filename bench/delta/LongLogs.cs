using System.Globalization;

namespace Tracklake.Delta.Bench;

/// <summary>Opening a table of 10,000 commits with checkpoints; the goal is 50 ms, warm.</summary>
internal static class LongLogs
{
    private const int Commits = 10_000;

    public static void Run(Scratch scratch)
    {
        var path = Path.Combine(scratch.Folder, "long");
        Logs.Create(path, files: 1);
        for (var version = 1; version < Commits - 5; version++) Logs.Commit(path, version, version, 1, replaces: version > 40 ? version - 40 : null);
        new DeltaTable(path).Checkpoint();
        for (var version = Commits - 5; version < Commits; version++) Logs.Commit(path, version, version, 1, replaces: version - 40);
        var table = new DeltaTable(path);
        if (table.Open().Version != Commits - 1) throw new InvalidOperationException("the table is not what it should be");
        Scratch.Print(string.Create(CultureInfo.InvariantCulture, $"open {Commits} commits with a checkpoint, anew"),
            $"{Scratch.Ms(Scratch.Median(9, () => new DeltaTable(path).Open()))} (goal 50 ms)");
        Scratch.Print("open it again with the same object", Scratch.Ms(Scratch.Median(9, () => table.Open())));
    }
}
