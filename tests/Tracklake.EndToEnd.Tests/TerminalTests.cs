using System.Text.RegularExpressions;
using Tracklake.EndToEnd.Tests.Fixture;

namespace Tracklake.EndToEnd.Tests;

/// <summary>What a person sees on a terminal, which is no wider than it is.</summary>
public sealed partial class TerminalTests(DemoHome demo)
{
    [Theory]
    [InlineData("tables")]
    [InlineData("describe", "gold.artist_stats")]
    [InlineData("query", "select * from gold.artist_stats order by all limit 3")]
    [InlineData("query", "select 7 as n, repeat('広い世界', 40) as title, 'x' as other union all select 8, repeat('🪐', 90), 'y' order by all")]
    [InlineData("release", "list")]
    [InlineData("runs", "list")]
    [InlineData("check", "--history")]
    [InlineData("lineage", "gold.artist_stats")]
    [InlineData("trace", "gold.artist_stats", "--column", "total_tracks", "--where", "artist = 'Paper Canyon'")]
    public async Task Lines_are_no_longer_than_80_cells_on_a_terminal_of_80_columns(params string[] arguments)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "script, which makes a terminal, is not on this machine (bsdutils).");

        var shown = (await demo.Command.RunOnTerminalAsync(80, arguments)).MustSucceed();

        var lines = shown.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.True(lines.Length > 3, shown.Output);
        Assert.All(lines, line => Assert.True(CellsOf(Plain(line)) <= 80, $"{CellsOf(Plain(line))}: {line}"));
        Assert.DoesNotContain('\uFFFD', shown.Output);
    }

    // Of what these tests show, ideographs and pictures are two cells wide.
    private static int CellsOf(string line) => line.EnumerateRunes().Sum(r => r.Value is (>= 0x3000 and < 0xA000) or > 0xFFFF ? 2 : 1);

    private static string Plain(string line) => Escapes().Replace(line, "");

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escapes();
}
