using System.Diagnostics;
using System.Globalization;

namespace Tracklake.Delta.Bench;

/// <summary>Opening a table of 100,000 files from its checkpoint; the goals are 1 s and 300 MB.</summary>
internal static class ManyFiles
{
    /// <summary>A process that does nothing else, so that its memory is that of the opening.</summary>
    public static void Child(string path)
    {
        var first = Scratch.Milliseconds(() => Open(path));
        var peak = Process.GetCurrentProcess().PeakWorkingSet64;
        var warm = Scratch.Median(5, () => Open(path));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{first:F0} ms first, {warm:F0} ms warm; peak of the whole process {peak / 1e6:F0} MB"));
    }

    private static void Open(string path)
    {
        if (new DeltaTable(path).Open().Files.Count != 100_000) throw new InvalidOperationException("files are missing");
    }

    public static void Run(Scratch scratch)
    {
        var path = Path.Combine(scratch.Folder, "files");
        Logs.Create(path, files: 100_000);
        new DeltaTable(path).Checkpoint();
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["opener", path]) { RedirectStandardOutput = true })!;
        Scratch.Print("open 100,000 files from a checkpoint", $"{child.StandardOutput.ReadToEnd().Trim()} (goals 1000 ms, 300 MB)");
        child.WaitForExit();
        var snapshot = new DeltaTable(path).Open();
        Scratch.Print("find one file of 100,000 by its bounds", Scratch.Ms(Scratch.Median(5, () =>
        {
            if (snapshot.FilesFor(DeltaPruning.Equal("id", 5_000_050)).Count != 1) throw new InvalidOperationException("not found");
        })));
    }
}
