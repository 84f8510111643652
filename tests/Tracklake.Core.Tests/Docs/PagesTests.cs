using System.Text.RegularExpressions;

namespace Tracklake.Core.Tests.Docs;

public sealed partial class PagesTests
{
    public static TheoryData<string> Pages => [.. Repository.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_a_file_and_a_heading_that_are_there(string page)
    {
        var broken = Links(page).Where(link => !IsSound(page, link)).ToList();

        Assert.True(broken.Count == 0, $"{page} links to what is not there: {string.Join(", ", broken)}");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Source_files_that_a_page_names_are_there(string page)
    {
        var named = SourcePath().Matches(Repository.Text(page)).Select(m => m.Value.TrimEnd('/', '.')).Distinct();
        var missing = named.Where(path => !Path.Exists(Repository.PathOf(path))).ToList();

        Assert.True(missing.Count == 0, $"{page} names what is not there: {string.Join(", ", missing)}");
    }

    [Fact]
    public void Every_page_can_be_reached_from_the_README()
    {
        var reached = new HashSet<string> { "README.md" };
        var waiting = new Queue<string>(reached);
        while (waiting.TryDequeue(out var page))
        {
            var targets = Links(page).Select(link => Resolve(page, link.Split('#')[0]));
            foreach (var target in targets.Where(Repository.Pages.Contains))
            {
                if (reached.Add(target))
                    waiting.Enqueue(target);
            }
        }

        Assert.Empty(Repository.Pages.Except(reached));
    }

    private static IEnumerable<string> Links(string page)
    {
        var prose = CodeBlock().Replace(Repository.Text(page), "");
        return MarkdownLink().Matches(prose).Concat(ImageSource().Matches(prose)).Select(m => m.Groups["to"].Value)
            .Where(to => !to.StartsWith("http", StringComparison.Ordinal));
    }

    private static bool IsSound(string page, string link)
    {
        var (file, heading) = link.Split('#') is [var f, var h] ? (f, h) : (link, null);
        var target = file.Length == 0 ? page : Resolve(page, file);
        return Path.Exists(Repository.PathOf(target))
            && (heading is null || Headings(target).Contains(heading));
    }

    private static string Resolve(string page, string link)
    {
        var target = Repository.PathOf($"{Path.GetDirectoryName(page)}/{link}".TrimStart('/'));
        return Path.GetRelativePath(Repository.Root, Path.GetFullPath(target)).Replace('\\', '/');
    }

    private static IEnumerable<string> Headings(string page) => Heading()
        .Matches(CodeBlock().Replace(Repository.Text(page), ""))
        .Select(m => NotInAnchor().Replace(m.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex MarkdownLink();

    [GeneratedRegex(@"(?:src|srcset)=""(?<to>[^""]+)""")]
    private static partial Regex ImageSource();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"(?<![\w/.-])(?:src|tests|bench)/[\w.-]+(?:/[\w.-]+)*")]
    private static partial Regex SourcePath();
}
