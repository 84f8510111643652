using System.Text.RegularExpressions;
using Tracklake.Models;
using Tracklake.Models.Gold;
using Tracklake.Models.Rendering;

namespace Tracklake.Core.Tests.Docs;

public sealed class HowToTests
{
    private const string Page = "docs/how-to/add-a-gold-table.md";

    [Fact]
    public void The_page_shows_the_gold_table_that_compiles_here() =>
        Assert.Equal(Repository.Text("tests/Tracklake.Core.Tests/Docs/AlbumTypes.cs"), Block("csharp"));

    [Fact]
    public void The_page_shows_the_SQL_that_the_gold_table_gives() =>
        Assert.Equal(new DuckDbRenderer().Render(Refresh.Full(AlbumTypes.Table)) + "\n", Block("sql"));

    private static string Block(string language)
    {
        const RegexOptions options = RegexOptions.Multiline | RegexOptions.Singleline;
        return Regex.Match(Repository.Text(Page), $"^```{language}\n(?<code>.*?)^```", options).Groups["code"].Value;
    }
}
