using Tracklake.Pipeline.Planning;

namespace Tracklake.Core.Tests.Planning;

/// <summary>The difference is one that <c>patch</c> would apply, and says nothing that did not change.</summary>
public sealed class UnifiedDiffTests
{
    [Fact]
    public void Equal_texts_have_no_difference() => Assert.Equal("", UnifiedDiff.Of("a\nb\n", "a\nb\n", "x", "y"));

    [Fact]
    public void Changes_stand_among_three_lines_of_what_is_around_them()
    {
        var before = string.Join('\n', Enumerable.Range(1, 20).Select(n => $"line {n}"));
        var after = before.Replace("line 4\n", "line four\n", StringComparison.Ordinal)
            .Replace("line 18\n", "", StringComparison.Ordinal);

        Assert.Equal(
            """
            --- old
            +++ new
            @@ -1,7 +1,7 @@
             line 1
             line 2
             line 3
            -line 4
            +line four
             line 5
             line 6
             line 7
            @@ -15,6 +15,5 @@
             line 15
             line 16
             line 17
            -line 18
             line 19
             line 20

            """.ReplaceLineEndings("\n"),
            UnifiedDiff.Of(before, after, "old", "new"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Applied_to_the_old_text_it_gives_the_new_one(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            var (before, after) = (Text(), Text());

            Assert.Equal(after, Applied(before, UnifiedDiff.Of(before, after, "old", "new")));
        }

        string Text() =>
            string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => $"{(char)('a' + random.Next(4))}\n"));
    }

    /// <summary>What patch does: hunks at the lines that they name, whose old lines must be there.</summary>
    private static string Applied(string before, string diff)
    {
        var old = before.TrimEnd('\n').Split('\n');
        var result = new List<string>();
        var at = 0;
        foreach (var line in diff.Split('\n').Skip(2).Where(l => l.Length > 0))
        {
            if (line[0] == '@')
            {
                var range = line.Split(' ')[1].TrimStart('-').Split(',').Select(int.Parse).ToArray();
                var start = range[1] == 0 ? range[0] : range[0] - 1;
                result.AddRange(old[at..start]);
                at = start;
            }
            else if (line[0] == '+')
            {
                result.Add(line[1..]);
            }
            else
            {
                Assert.Equal(old[at++], line[1..]);
                if (line[0] == ' ')
                    result.Add(line[1..]);
            }
        }
        result.AddRange(old[at..]);
        return string.Concat(result.Select(l => l + "\n"));
    }
}
