using Tracklake.Models.Rendering;

namespace Tracklake.DuckDb.Tests.Rendering;

/// <summary>The words that DuckDB reserves are those that it says it does.</summary>
public sealed class ReservedWordsTests
{
    [Fact]
    public void Every_word_that_DuckDB_reserves_is_quoted_and_no_other()
    {
        var folder = Directory.CreateTempSubdirectory("tracklake-").FullName;
        try
        {
            using var session = DuckDbSession.InMemory(new DuckDbSettings { TemporaryFolder = folder });
            var sql = new DuckDbRenderer();
            var words = session.Rows("SELECT keyword_name, keyword_category = 'reserved' FROM duckdb_keywords()").ToList();

            Assert.NotEmpty(words);
            Assert.All(words, w => Assert.Equal((w[0], w[1]), (w[0], sql.Identifier((string)w[0]!) != (string)w[0]!)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
