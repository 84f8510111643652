using System.Text.RegularExpressions;
using Tracklake.Core.Tests.Models;
using Tracklake.Models;
using Tracklake.Models.Gold;
using Tracklake.Models.Rendering;
using Tracklake.Models.Validation;
using Tracklake.Zones;

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

    [Fact]
    public void The_page_shows_what_a_key_that_may_be_null_is_told()
    {
        var type = ProcessedAlbums.AlbumType.NotNull();
        var query = (Select)((Whole)AlbumTypes.Table.Materialization).Query;
        var wrong = new SmallModel("album_types", [type], () => new Whole(query with
        {
            Outputs = [type.Is(ProcessedAlbums.AlbumType), .. query.Outputs.Skip(1)],
        }));

        var refused = Assert.Throws<ModelException>(() => ModelValidation.Require([.. AllModels.InOrder, wrong]));

        Assert.Contains($"```\n{refused.Message}\n```\n", Repository.Text(Page), StringComparison.Ordinal);
    }

    private static string Block(string language)
    {
        const RegexOptions options = RegexOptions.Multiline | RegexOptions.Singleline;
        return Regex.Match(Repository.Text(Page), $"^```{language}\n(?<code>.*?)^```", options).Groups["code"].Value;
    }
}
