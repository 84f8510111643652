using Tracklake.EndToEnd.Tests.Fixture;

namespace Tracklake.EndToEnd.Tests;

/// <summary>Tables of tracks with the faults that they are known for: right numbers, or no release.</summary>
public sealed class DatasetTests(DemoHome demo) : IDisposable
{
    private const string Header = "track_id,track_name,artists,album_name,duration_ms,popularity,explicit,release_date";
    private const string Stats = "select * from gold.artist_stats order by all";
    private const string Names =
        "select string_agg(artist_name, ';' order by artist_name) from silver.spotify_artists_silver";

    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Comma_inside_a_quoted_album_name_moves_no_column()
    {
        _home.Write(
            "data/tracks.csv", $"{Header}\nt1,One,Zoë,\"Rivers, Vol. 1, \"\"live\"\"\",200000,63,true,1998-05-01\n");

        (await _home.Command.RunAsync("import", "data")).MustSucceed();

        Assert.Equal(
            "\"Rivers, Vol. 1, \"\"live\"\"\",200000,63,true,1998",
            await _home.Command.ValueAsync(
                """
                select album_name, t.duration_ms, t.popularity, t.explicit, a.release_year
                from silver.spotify_tracks_silver t join silver.spotify_albums_silver a using (album_id)
                """));
    }

    [Fact]
    public async Task Files_of_8_and_of_13_columns_in_one_folder_are_each_read_by_their_own_header()
    {
        _home.Write("data/a.csv", $"{Header}\nt1,One,Zoë,Rivers,200000,5,false,1998-05-01\n");
        _home.Write(
            "data/b.csv",
            "i,track_id,a1,a2,artists,album_name,track_name,popularity,duration_ms,explicit,a,b,c\n"
            + "0,t2,,,Zoë,Lakes,Two,6,100000,true,,,\n");

        (await _home.Command.RunAsync("import", "data")).MustSucceed();

        Assert.Equal(
            "track_name,duration_ms,popularity,explicit\nOne,200000,5,false\nTwo,100000,6,true\n",
            await _home.Command.CsvAsync(
                "select track_name, duration_ms, popularity, explicit from silver.spotify_tracks_silver order by all"));
    }

    [Fact]
    public async Task Same_file_15_times_under_different_names_counts_once()
    {
        for (var copy = 1; copy <= 15; copy++)
            _home.Write($"data/tracks{copy}.csv", $"{Header}\nt1,One,Zoë,Rivers,200000,5,false,1998-05-01\n");

        var import = (await _home.Command.RunAsync("import", "data")).MustSucceed();
        _home.Write("more/again.csv", await File.ReadAllTextAsync(
            Path.Combine(_home.Outside, "data", "tracks1.csv"), TestContext.Current.CancellationToken));
        (await _home.Command.RunAsync("import", "more")).MustSucceed();

        Assert.Contains("14 files the same bytes", import.Output, StringComparison.Ordinal);
        Assert.Equal("1", await _home.Command.ValueAsync("select count(*) from silver.spotify_tracks_silver"));
        Assert.Equal("1", await _home.Command.ValueAsync("select total_tracks from gold.artist_stats"));
    }

    [Fact]
    public async Task Artists_of_one_field_are_told_apart_where_each_is_known_by_itself()
    {
        _home.Write("data/tracks.csv", $"{Header}\nt1,One,\"Ada, Bob\",Rivers,200000,5,false,1998\n"
            + "t2,Two,Ada,Rivers,200000,5,false,1998\nt3,Three,Bob,Rivers,200000,5,false,1998\n");

        (await _home.Command.RunAsync("import", "data")).MustSucceed();

        Assert.Equal("Ada;Bob", await _home.Command.ValueAsync(Names));
    }

    [Fact]
    public async Task Artist_field_that_may_be_several_blocks_the_release_and_readers_see_the_earlier_one()
    {
        using var home = demo.Copy();
        var (answer, heads) = (await home.Command.CsvAsync(Stats), home.DeltaLogs().SelectMany(l => l.Head).ToList());
        home.Write("tracks.csv", $"{Header}\nt1,One,\"Ada, Bob\",Rivers,200000,5,false,1998-05-01\n");

        var blocked = (await home.Command.RunAsync("import", "tracks.csv")).MustEndWith(3);

        Assert.Contains("BLOCKED", blocked.Output, StringComparison.Ordinal);
        Assert.Contains("artist_name_is_one_artist", blocked.Output, StringComparison.Ordinal);
        Assert.Contains("Readers still see release 1", blocked.Output, StringComparison.Ordinal);
        Assert.Equal(answer, await home.Command.CsvAsync(Stats));
        Assert.Equal(heads, home.DeltaLogs().SelectMany(log => log.Head));
        Assert.Empty(home.Leftovers());
        using var warehouse = Duck.OfFile(home.Warehouse);
        Assert.Empty(warehouse.Column("SELECT track_id FROM bronze.spotify_tracks_bronze WHERE track_id = 't1'"));
    }

    // What blocked the run waits in the raw zone and is in the next run's plan again.
    [Fact]
    public async Task Released_import_given_again_with_other_settings_takes_the_place_of_the_earlier_one()
    {
        _home.Write("tracks.csv", $"{Header}\nt1,One,Zoë & Nova,Rivers,200000,5,false,1998-05-01\n");
        (await _home.Command.RunAsync("import", "tracks.csv", "--artist-separator", "none")).MustSucceed();
        Assert.Equal("Zoë & Nova", await _home.Command.ValueAsync(Names));

        var again = (await _home.Command.RunAsync(
            "import", "tracks.csv", "--artist-separator", " & ", "--no-run")).MustSucceed();
        Assert.Contains("the next run takes that out of the tables", again.Said, StringComparison.Ordinal);
        var plan = (await _home.Command.RunAsync("plan")).MustSucceed();
        Assert.Contains("Take out 1 raw batch, whose place others took: dataset/", plan.Output, StringComparison.Ordinal);
        (await _home.Command.RunAsync("run")).MustSucceed();

        Assert.Equal("Nova;Zoë", await _home.Command.ValueAsync(Names));
        Assert.Equal("1", await _home.Command.ValueAsync("select count(*) from bronze.spotify_tracks_bronze"));
        (await _home.Command.RunAsync("verify")).MustSucceed();
        Assert.Contains("Nothing to do", (await _home.Command.RunAsync("run")).MustSucceed().Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rolling_back_over_a_replaced_import_brings_it_back_and_clearing_takes_it_out_again()
    {
        _home.Write("tracks.csv", $"{Header}\nt1,One,Zoë & Nova,Rivers,200000,5,false,1998-05-01\n");
        (await _home.Command.RunAsync("import", "tracks.csv", "--artist-separator", "none")).MustSucceed();
        (await _home.Command.RunAsync("import", "tracks.csv", "--artist-separator", " & ")).MustSucceed();

        (await _home.Command.RunAsync("release", "rollback")).MustSucceed();
        Assert.Equal("Zoë & Nova", await _home.Command.ValueAsync(Names));
        (await _home.Command.RunAsync("runs", "clear")).MustSucceed();
        (await _home.Command.RunAsync("run")).MustSucceed();

        Assert.Equal("Nova;Zoë", await _home.Command.ValueAsync(Names));
        Assert.Equal("1", await _home.Command.ValueAsync("select count(*) from bronze.spotify_tracks_bronze"));
        (await _home.Command.RunAsync("verify")).MustSucceed();
    }

    [Fact]
    public async Task Blocked_import_given_again_with_its_separator_is_released()
    {
        using var home = demo.Copy();
        home.Write("tracks.csv", $"{Header}\nt1,One,\"Ada, Bob\",Rivers,200000,5,false,1998-05-01\n");
        (await home.Command.RunAsync("import", "tracks.csv")).MustEndWith(3);

        (await home.Command.RunAsync("import", "tracks.csv", "--artist-separator", ", ")).MustSucceed();

        Assert.Equal("Ada;Bob", await home.Command.ValueAsync(
            "select string_agg(artist_name, ';' order by artist_name) from silver.spotify_artists_silver "
            + "where artist_name in ('Ada', 'Bob', 'Ada, Bob')"));
    }

    [Fact]
    public async Task Later_run_with_what_was_blocked_says_why_it_is_blocked_again()
    {
        using var home = demo.Copy();
        home.Write("tracks.csv", $"{Header}\nt1,One,\"Ada, Bob\",Rivers,200000,5,false,1998-05-01\n");
        (await home.Command.RunAsync("import", "tracks.csv")).MustEndWith(3);

        var next = (await home.Command.WithDemo("2026-08-21", days: 3).RunAsync("run")).MustEndWith(3);

        Assert.Contains("artist_name_is_one_artist", next.Output, StringComparison.Ordinal);
        Assert.Equal(await demo.Command.ChecksumsAsync(), await home.Command.ChecksumsAsync());
    }
}
