using System.Diagnostics;
using System.Globalization;

namespace Tracklake.Delta.Bench;

/// <summary>Opening a table of 100,000 files from its checkpoint; the goals are 1 s and 300 MB.</summary>
internal static class ManyFiles
{
    public static void Run(Scratch scratch)
    {
        var path = Path.Combine(scratch.Folder, "files");
        Logs.Create(path, files: 100_000);
        new DeltaTable(path).Checkpoint();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Process.GetCurrentProcess().WorkingSet64;
        DeltaSnapshot? snapshot = null;
        var times = Enumerable.Range(0, 5).Select(_ => Scratch.Milliseconds(() => snapshot = new DeltaTable(path).Open())).ToArray();
        var after = Process.GetCurrentProcess().WorkingSet64;
        GC.Collect();
        var held = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
        Scratch.Print("open 100,000 files from a checkpoint", string.Create(CultureInfo.InvariantCulture,
            $"{Scratch.Ms(Scratch.Median(times))} (goal 1000 ms); whole process {after / 1e6:F0} MB, {(after - before) / 1e6:F0} more than before; objects {held:F0} MB"));
        if (snapshot!.Files.Count != 100_000) throw new InvalidOperationException("files are missing");
        Scratch.Print("find one file of 100,000 by its bounds", Scratch.Ms(Scratch.Median(5, () =>
        {
            if (snapshot.FilesFor(DeltaPruning.Equal("id", 5_000_050)).Count != 1) throw new InvalidOperationException("not found");
        })));
    }
}
