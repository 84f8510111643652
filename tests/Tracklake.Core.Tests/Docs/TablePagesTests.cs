using Tracklake.Models;

namespace Tracklake.Core.Tests.Docs;

public sealed class TablePagesTests
{
    [Fact]
    public void Each_table_has_the_page_that_its_model_says()
    {
        var pages = AllModels.InOrder.ToDictionary(TablePage.NameOf, TablePage.Of);
        pages.Add(TablePage.Index, TablePage.OfIndex());

        GoldenFiles.Verify("docs/tables", pages);
    }
}
