using System.Text.RegularExpressions;

namespace Tracklake.Core.Tests.Docs;

/// <summary>The command line is read as text: these tests know the core only.</summary>
public sealed partial class VerbsTests
{
    [Fact]
    public void Every_verb_of_the_command_is_in_the_table_of_verbs()
    {
        var table = Repository.Text("README.md");
        var missing = Registered().Where(verb => !table.Contains($"| `{verb}", StringComparison.Ordinal)).ToList();

        Assert.True(missing.Count == 0, $"The README's table of verbs lacks {string.Join(", ", missing)}.");
    }

    [Fact]
    public void No_page_calls_a_verb_that_there_is_not()
    {
        var verbs = Registered().ToHashSet();
        var called = Repository.Pages
            .SelectMany(page => Called().Matches(Repository.Text(page)))
            .Select(m => m.Groups["verb"].Value)
            .ToList();

        Assert.NotEmpty(called);
        Assert.All(called, verb => Assert.Contains(verb, verbs));
    }

    /// <summary>The names of the verbs that Program.cs registers, from the files of their classes.</summary>
    private static List<string> Registered()
    {
        var verbs = VerbClass().Matches(Repository.Text("src/Tracklake.Cli/Program.cs"))
            .Select(m => Repository.Text($"src/Tracklake.Cli/Verbs/{m.Groups["class"].Value}.cs"))
            .Select(verb => CommandName().Match(verb).Groups["name"].Value)
            .ToList();
        Assert.DoesNotContain("", verbs);
        Assert.Contains("run", verbs);
        return verbs;
    }

    [GeneratedRegex(@"(?<class>\w+Verb)\.Create\(\)")]
    private static partial Regex VerbClass();

    // The first command that a verb's file makes is the verb; those below it are its parts.
    [GeneratedRegex(@"(?:new Command|Command Create\(\) => new)\(\s*""(?<name>[a-z]+)""")]
    private static partial Regex CommandName();

    [GeneratedRegex(@"(?<=\./|'|`|\n)tracklake (?<verb>[a-z]+)")]
    private static partial Regex Called();
}
