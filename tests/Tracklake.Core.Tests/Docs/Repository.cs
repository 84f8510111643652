namespace Tracklake.Core.Tests.Docs;

/// <summary>The clone that the tests run in: its pages and sources as text.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>All pages: the README, the change log and everything below docs, relative to the root.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        "README.md", "CHANGELOG.md",
        .. Directory.EnumerateFiles(PathOf("docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static string Text(string relative) => File.ReadAllText(PathOf(relative)).ReplaceLineEndings("\n");

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Tracklake.slnx")))
                return at.FullName;
        }
        throw new InvalidOperationException("The tests do not run within a clone: there is no Tracklake.slnx above.");
    }
}
