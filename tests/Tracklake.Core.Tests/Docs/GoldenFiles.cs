using System.Text;

namespace Tracklake.Core.Tests.Docs;

/// <summary>
/// Files that follow from the code. They are compared with it, and written anew by one lever:
/// <c>TRACKLAKE_REWRITE_GOLDEN=1</c>. A build server (CI=true) never rewrites: there the lever is a failure.
/// </summary>
internal static class GoldenFiles
{
    private const string Lever = "TRACKLAKE_REWRITE_GOLDEN";

    /// <summary>Fails, naming them, when files differ from what they should be, are missing or are left over.</summary>
    /// <param name="folder">A folder, relative to the root, that holds these files and nothing else.</param>
    /// <param name="expected">What the files should be, by name.</param>
    public static void Verify(string folder, IReadOnlyDictionary<string, string> expected)
    {
        var rewrites = Environment.GetEnvironmentVariable(Lever) == "1";
        Assert.False(
            rewrites && IsTrue(Environment.GetEnvironmentVariable("CI")), $"{Lever} must not be set where CI is true.");

        var there = Directory.Exists(Repository.PathOf(folder))
            ? Directory.EnumerateFiles(Repository.PathOf(folder)).Select(Path.GetFileName).ToHashSet()
            : [];
        var left = there.Except(expected.Keys).Order(StringComparer.Ordinal).ToList();
        var stale = expected.Keys
            .Where(name => !there.Contains(name) || Repository.Text($"{folder}/{name}") != expected[name])
            .Order(StringComparer.Ordinal).ToList();
        if (rewrites)
            Rewrite(folder, expected, stale, left!);
        else
            Assert.True(
                stale.Count == 0 && left.Count == 0,
                $"In {folder} these are not what the code says: {Names(stale)}; these are of nothing in the code: "
                + $"{Names(left)}. Run this test with {Lever}=1 and look at the difference before you commit it.");
    }

    private static bool IsTrue(string? text) =>
        text is "1" || string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);

    private static string Names(IReadOnlyCollection<string?> names) =>
        names.Count == 0 ? "none" : string.Join(", ", names);

    private static void Rewrite(
        string folder, IReadOnlyDictionary<string, string> expected, IEnumerable<string> stale,
        IEnumerable<string> left)
    {
        Directory.CreateDirectory(Repository.PathOf(folder));
        foreach (var name in left)
            File.Delete(Repository.PathOf($"{folder}/{name}"));
        foreach (var name in stale)
            File.WriteAllText(Repository.PathOf($"{folder}/{name}"), expected[name], new UTF8Encoding(false));
    }
}
