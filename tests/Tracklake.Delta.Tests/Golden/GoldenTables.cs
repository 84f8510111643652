namespace Tracklake.Delta.Tests.Golden;

/// <summary>Tables that Spark wrote, kept beside the project and never in it. Found from the project's root.</summary>
public static class GoldenTables
{
    public static string? Root { get; } = Find();

    public static IEnumerable<string> Names => Root is null
        ? []
        : Directory.GetDirectories(Root).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal);

    public static IEnumerable<string> WithExpected => Names.Where(n => Directory.Exists(Path.Combine(Root!, n, "expected")));

    public static string Delta(string name) => Path.Combine(Root!, name, "delta");

    public static string Expected(string name) => Path.Combine(Root!, name, "expected");

    /// <summary>Skips, loudly, where the tables are absent.</summary>
    public static void Need() => Assert.SkipWhen(Root is null,
        "the golden tables are not beside the project (../shared/golden/kernel-golden): nothing of Spark's was read");

    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(Path.Combine(at.FullName, "Tracklake.slnx"))) continue;
            var golden = Path.Combine(at.FullName, "..", "shared", "golden", "kernel-golden");
            return Directory.Exists(golden) ? Path.GetFullPath(golden) : null;
        }

        return null;
    }
}
