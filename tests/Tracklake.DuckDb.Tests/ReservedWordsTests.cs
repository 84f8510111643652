using Tracklake.Models.Validation;

namespace Tracklake.DuckDb.Tests;

/// <summary>The words that models may not be named by are, of DuckDB, those that the engine itself reserves.</summary>
public sealed class ReservedWordsTests : IDisposable
{
    private readonly string _temporary = Directory.CreateTempSubdirectory("tracklake-").FullName;

    [Fact]
    public void Every_word_that_DuckDB_reserves_is_known()
    {
        using var session = DuckDbSession.InMemory(new DuckDbSettings { TemporaryFolder = _temporary });

        var reserved = session.Rows("SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'")
            .Select(r => (string)r[0]!).ToList();

        Assert.NotEmpty(reserved);
        Assert.All(reserved, word => Assert.True(ReservedWords.Contains(word), word));
    }

    public void Dispose() => Directory.Delete(_temporary, recursive: true);
}
