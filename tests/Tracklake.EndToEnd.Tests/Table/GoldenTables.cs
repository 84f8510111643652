namespace Tracklake.EndToEnd.Tests.Table;

/// <summary>Delta tables that Spark wrote, beside the project; tests that need them skip where they are absent.</summary>
internal static class GoldenTables
{
    public static string Delta(string name) => Path.Combine(Root(), name, "delta");

    public static string Expected(string name) => Path.Combine(Root(), name, "expected", "*.parquet");

    /// <summary>Makes a copy of a table that the test may change.</summary>
    public static string Copy(string name, string folder)
    {
        var from = Delta(name);
        var to = Path.Combine(folder, name);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return to;
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var beside = Path.Combine(folder.FullName, "..", "shared", "golden", "kernel-golden");
            if (File.Exists(Path.Combine(folder.FullName, "Tracklake.slnx")) && Directory.Exists(beside))
                return Path.GetFullPath(beside);
        }
        Assert.Skip("../shared/golden is not there: the verbs are not tried on Spark's tables.");
        return "";
    }
}
