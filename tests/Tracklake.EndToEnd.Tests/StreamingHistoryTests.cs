using System.IO.Compression;
using Tracklake.Core.Tests.Imports;
using Tracklake.EndToEnd.Tests.Fixture;

namespace Tracklake.EndToEnd.Tests;

/// <summary>A person's streaming history of both generations of names whose files overlap.</summary>
public sealed class StreamingHistoryTests : IAsyncLifetime
{
    private readonly TemporaryHome _home = new();
    private readonly StreamingHistories _history = new(seed: 7, plays: 200_000);
    private CommandResult _import = null!;

    private TracklakeCommand Tracklake => _home.Command.With("NOW", "2026-08-20T12:00:00Z");

    public async ValueTask InitializeAsync()
    {
        var folder = _history.WriteTo(Path.Combine(_home.Outside, "export"));
        var zip = Path.Combine(_home.Outside, "my_spotify_data.zip");
        await ZipFile.CreateFromDirectoryAsync(
            folder, zip, CompressionLevel.Fastest, includeBaseDirectory: false, TestContext.Current.CancellationToken);
        _import = (await Tracklake.RunAsync("import", zip)).MustSucceed();
    }

    public ValueTask DisposeAsync()
    {
        _home.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Every_play_is_there_once_and_nothing_that_is_personal_is_anywhere()
    {
        Assert.Contains("as release 1", _import.Output, StringComparison.Ordinal);
        Assert.Equal(
            $"{_history.Tracks},{_history.Episodes},{_history.Audiobooks}",
            await Tracklake.ValueAsync(
                """
                select count(*) filter (where content_type = 'track'), count(*) filter (where content_type = 'episode'),
                    count(*) filter (where content_type = 'audiobook') from silver.spotify_plays_silver
                """));
        Assert.Equal(
            $"{_history.Tracks},{_history.Plays - _history.Tracks}",
            await Tracklake.ValueAsync("select sum(plays), sum(other_plays) from gold.listening_daily"));
        Assert.Empty(Leaks());
        var again = (await Tracklake.RunAsync("run")).MustSucceed();
        Assert.StartsWith("Nothing to do", again.Output, StringComparison.Ordinal);
    }

    private List<string> Leaks()
    {
        var leaks = new List<string>(HomeText.FilesWith(_home.Path, StreamingHistories.Canaries));
        using var duck = Duck.InMemory();
        foreach (var file in _home.Files().Where(f => f.EndsWith(".parquet", StringComparison.Ordinal)))
            leaks.AddRange(HomeText.ColumnsWith(duck, $"'{_home.In(file)}'", StreamingHistories.Canaries));
        using var warehouse = Duck.OfFile(_home.Warehouse);
        foreach (var table in warehouse.Column("SELECT schema_name || '.' || table_name FROM duckdb_tables()"))
            leaks.AddRange(HomeText.ColumnsWith(warehouse, table, StreamingHistories.Canaries));
        return leaks;
    }
}
