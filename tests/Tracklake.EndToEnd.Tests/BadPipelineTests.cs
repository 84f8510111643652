using Tracklake.EndToEnd.Tests.Fixture;

namespace Tracklake.EndToEnd.Tests;

/// <summary>The mistakes of badly built pipelines: each blocks the release and is called by its name.</summary>
public sealed class BadPipelineTests(DemoHome demo) : IDisposable
{
    private const string Header = "track_id,track_name,artists,album_name,duration_ms,popularity,explicit,release_date";

    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    // The shifted rows themselves never get in: the import quarantines what does not fit the header. The rest of such a
    // file is not released either, because rows that lack a field elsewhere shift without it being seen.
    [Fact]
    public async Task Unquoted_commas_that_shift_columns_block_and_name_the_file()
    {
        var rows = Enumerable.Range(1, 60).Select(i => i % 10 == 0
            ? $"t{i},Song {i},Zoë,Rivers, Vol. {i},200000,5,false,1998-05-01"
            : $"t{i},Song {i},Zoë,Rivers,200000,5,false,1998-05-01");
        _home.Write("tracks.csv", $"{Header}\n{string.Join('\n', rows)}\n");

        var blocked = (await _home.Command.RunAsync("import", "tracks.csv")).MustEndWith(3);

        Assert.Contains("landing.rows_fit_their_header", blocked.Output, StringComparison.Ordinal);
        Assert.Contains("tracks.csv: 6 rows have another number of fields", blocked.Output, StringComparison.Ordinal);
        Assert.Contains("8 fields expected, 9 found", blocked.Output, StringComparison.Ordinal);
        (await _home.Command.RunAsync("query", "select 1")).MustEndWith(1);
    }

    // Two well-formed files of different columns are each read by their own header (DatasetTests); the mistake that
    // harms is one file put together from both, or a file of the folder whose header is not its own.
    [Fact]
    public async Task Two_column_counts_under_one_header_block_and_name_the_file()
    {
        var eight = Enumerable.Range(1, 30).Select(i => $"t{i},Song {i},Zoë,Rivers,200000,5,false,1998-05-01");
        var thirteen = Enumerable.Range(31, 30).Select(i => $"{i},t{i},,,Zoë,Lakes,Song {i},6,100000,true,,,");
        _home.Write("data/a.csv", $"{Header}\n{string.Join('\n', eight)}\n");
        _home.Write("data/b.csv", $"{Header}\n{string.Join('\n', thirteen)}\n");

        var blocked = (await _home.Command.RunAsync("import", "data")).MustEndWith(3);

        Assert.Contains("b.csv: 30 rows have another number of fields", blocked.Output, StringComparison.Ordinal);
        Assert.Contains("8 fields expected, 13 found", blocked.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("a.csv:", blocked.Output, StringComparison.Ordinal);
    }

    // Copies of the same bytes are taken once (DatasetTests). Fifteen exports of the same rows, each with its own bytes,
    // are fifteen loads.
    [Fact]
    public async Task The_same_rows_loaded_15_times_block_and_say_how_often()
    {
        for (var load = 1; load <= 15; load++)
        {
            var rows = Enumerable.Range(1, 20).Select(i => $"t{i},Song {i},Zoë,Rivers,200000,5,false,1998-05-01");
            _home.Write($"tracks{load}.csv", $"{Header}\n{string.Join('\n', rows)}\n{new string('\n', load)}");
            (await _home.Command.RunAsync("import", $"tracks{load}.csv", "--no-run", "--date", "2026-08-20")).MustSucceed();
        }

        var blocked = (await _home.Command.RunAsync("run")).MustEndWith(3);

        Assert.Contains("bronze.spotify_tracks_bronze.no_duplicate_loads", blocked.Output, StringComparison.Ordinal);
        Assert.Contains("the same was loaded 15 times", blocked.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Duplicates_after_deduplication_block_and_name_the_key()
    {
        using var home = demo.Copy();
        Duplicate(home, "silver", "spotify_tracks_silver");

        var checkedAgain = (await home.Command.RunAsync("check")).MustEndWith(3);
        var blocked = (await home.Command.WithDemo("2026-08-21", days: 1).RunAsync("run")).MustEndWith(3);

        foreach (var said in (string[])[checkedAgain.Output, blocked.Output])
        {
            Assert.Contains("silver.spotify_tracks_silver.track_id_unique", said, StringComparison.Ordinal);
            Assert.Contains("track_id must be in one row only.", said, StringComparison.Ordinal);
        }
        Assert.Contains("Readers still see release 1", blocked.Output, StringComparison.Ordinal);
    }

    // A check that only asks for more than nothing lets a day through that brings a fifth of what days bring.
    [Fact]
    public async Task A_day_that_brings_far_less_than_days_do_blocks_though_it_brings_something()
    {
        using var home = demo.Copy();
        foreach (var day in (string[])["2026-08-21", "2026-08-22"])
            (await home.Command.WithDemo(day, days: 1).RunAsync("run")).MustSucceed();

        var blocked = (await home.Command.WithDemo("2026-08-23", days: 1, artists: 1).RunAsync("run")).MustEndWith(3);

        Assert.Contains("landing.tracks.volume_of_demo", blocked.Output, StringComparison.Ordinal);
        Assert.Contains("on 2026-08-23; the median of the last 3 runs is", blocked.Output, StringComparison.Ordinal);
        Assert.Contains("Readers still see release 3", blocked.Output, StringComparison.Ordinal);
        (await home.Command.WithDemo("2026-08-23", days: 1, artists: 1).With("QUALITY_MAX_VOLUME_DROP_PERCENT", 100)
            .RunAsync("run")).MustSucceed();
    }

    /// <summary>Writes each row of a table twice into its data files, as a broken deduplication would have.</summary>
    private static void Duplicate(TemporaryHome home, string layer, string table)
    {
        using var duck = Duck.InMemory();
        foreach (var file in home.Files(Path.Combine("lake", layer, table)).Where(f => f.EndsWith(".parquet", StringComparison.Ordinal)))
        {
            var path = home.In(file);
            duck.Column($"COPY (FROM read_parquet('{path}') UNION ALL FROM read_parquet('{path}')) TO '{path}.twice' (FORMAT parquet)");
            File.Move(path + ".twice", path, overwrite: true);
        }
    }
}
