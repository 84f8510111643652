using Tracklake.EndToEnd.Tests.Fixture;

namespace Tracklake.EndToEnd.Tests;

/// <summary>The models as scripts, as the command writes them.</summary>
public sealed class ModelsTests(DemoHome demo)
{
    [Fact]
    public async Task Files_of_an_earlier_rendering_go_and_others_stay()
    {
        using var home = new TemporaryHome();
        home.Write("sql/001_left_over.sql", "DROP SCHEMA gold");
        home.Write("sql/notes.sql", "-- mine");

        (await home.Command.RunAsync("models", "render", "--dialect", "trino", "--out", "sql")).MustSucceed();

        var names = Directory.GetFiles(Path.Combine(home.Outside, "sql"))
            .Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.Equal("001_create_schema_processed.sql", names[0]);
        Assert.Equal("notes.sql", names[^1]);
        Assert.DoesNotContain("001_left_over.sql", names);
    }

    [Fact]
    public async Task What_is_printed_is_a_script_that_DuckDB_runs()
    {
        var printed = (await demo.Command.RunAsync(
            "models", "render", "--dialect", "duckdb", "--json")).MustSucceed().Json.EnumerateArray().ToList();
        var script = (await demo.Command.RunAsync("models", "render", "--dialect", "duckdb")).MustSucceed().Output;

        Assert.All(
            printed.Select(file => $"-- {file.GetProperty("name").GetString()}\n{file.GetProperty("text").GetString()}"),
            file => Assert.Contains(file, script, StringComparison.Ordinal));
        using var connection = new DuckDB.NET.Data.DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
        command.CommandText = "SELECT count(*) FROM gold.layer_row_counts";
        Assert.Equal(24L, command.ExecuteScalar());
    }
}
