using System.Text;
using Tracklake.Raw;
using Tracklake.Sources.Imports;

namespace Tracklake.Core.Tests.Imports.Responses;

public sealed class ResponsesImportTests : IDisposable
{
    private readonly ImportHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task Bodies_are_stored_verbatim_and_their_entries_point_to_them()
    {
        var json = Some.Artist().Replace(",", " ,\n\t", StringComparison.Ordinal);
        home.Write("2026-08-02/artist.json", json);
        home.Write("2026-08-02/page.json", Some.AlbumsPage("a1", Some.AlbumRef()));

        var result = await home.ImportAsync();

        var batch = Assert.Single(result.Batches);
        Assert.Equal("2026-08-02", batch.Name);
        var bodies = await home.BodiesAsync(batch);
        Assert.Equal([RawKind.Artist, RawKind.ArtistAlbumsPage], bodies.Select(b => b.Entry.Kind));
        Assert.Equal(json, Encoding.UTF8.GetString(bodies[0].Body));
        Assert.Equal("2026-08-02/artist.json", bodies[0].Entry.Origin);
        Assert.Equal("a1", bodies[1].Entry.Subject);
    }

    [Fact]
    public async Task The_same_import_again_changes_no_byte_of_the_home()
    {
        home.Write("2026-08-02/artist.json", Some.Artist());
        home.Write("undated.json", Some.Artist("a2"));
        await home.ImportAsync();
        var before = home.Snapshot();
        home.Clock.Advance(TimeSpan.FromDays(3));

        var again = await home.ImportAsync();

        Assert.Equal(before, home.Snapshot());
        Assert.Equal(0, again.Written);
        Assert.Equal(2, again.FilesKnown);
        Assert.Equal("2026-08-02", Assert.Single(again.Batches).Name);
    }

    [Fact]
    public async Task Undated_files_alone_are_of_today_and_stay_so_when_imported_again_later()
    {
        home.Write("artist.json", Some.Artist());
        var first = await home.ImportAsync();
        home.Clock.Advance(TimeSpan.FromDays(1));

        var second = await home.ImportAsync();

        Assert.Equal("2026-11-22", Assert.Single(first.Batches).Name);
        Assert.Contains(first.Sentences, s => s.Contains("said no day", StringComparison.Ordinal));
        Assert.Equal(0, second.Written);
        Assert.Equal("2026-11-22", Assert.Single(second.Batches).Name);
    }

    [Fact]
    public async Task An_undated_file_is_of_the_earliest_day_and_comes_before_what_says_its_day()
    {
        home.Write("2026-08-04/a.json", Some.Artist("a1", "new"));
        home.Write("2026-08-02/a.json", Some.Artist("a1", "old"));
        home.Write("z.json", Some.Artist("a1", "undated"));

        var result = await home.ImportAsync();

        var earliest = await home.BodiesAsync(result.Batches.Single(b => b.Name == "2026-08-02"));
        Assert.Equal(["z.json", "2026-08-02/a.json"], earliest.Select(b => b.Entry.Origin));
        Assert.Contains(result.Sentences, s => s.Contains("'z.json'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_undated_file_with_the_bytes_of_a_dated_one_is_no_observation_of_its_own()
    {
        home.Write("2026-08-02/a.json", Some.Artist("a1", "old"));
        home.Write("2026-08-04/a.json", Some.Artist("a1", "new"));
        home.Write("latest.json", Some.Artist("a1", "new"));

        var result = await home.ImportAsync();

        Assert.Single(await home.BodiesAsync(result.Batches.Single(b => b.Name == "2026-08-02")));
        Assert.Contains(result.Sentences,
            s => s.Contains("1 file the same bytes as '2026-08-04/a.json'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_given_day_is_that_of_files_which_say_none()
    {
        home.Write("a.json", Some.Artist());

        var result = await home.ImportAsync(new ImportOptions { Date = new DateOnly(2026, 1, 2) });

        Assert.Equal("2026-01-02", Assert.Single(result.Batches).Name);
    }

    [Fact]
    public async Task The_same_bytes_under_fifteen_names_are_taken_once_a_day()
    {
        for (var i = 0; i < 15; i++)
            home.Write($"2026-08-02/copy{i:D2}.json", Some.Artist());
        home.Write("2026-08-03/copy.json", Some.Artist());

        var result = await home.ImportAsync();

        Assert.Equal([1, 1], result.Batches.Select(b => b.Parts.Single().Entries));
        Assert.Equal(14, result.Batches[0].Duplicates);
        Assert.Contains("14 files the same bytes as '2026-08-02/copy00.json': taken once.", result.Sentences);
    }

    [Fact]
    public async Task More_files_of_a_day_that_is_there_make_a_further_batch()
    {
        home.Write("2026-08-02/a.json", Some.Artist());
        await home.ImportAsync();
        home.Write("2026-08-02/b.json", Some.Artist("a2"));

        var result = await home.ImportAsync();

        Assert.Equal(1, result.Written);
        Assert.Matches("^2026-08-02-[0-9a-f]{8}$", result.Batches[0].Name);
        Assert.Equal("2026-08-02/b.json", Assert.Single(await home.BodiesAsync(result.Batches[0])).Entry.Origin);
    }

    [Fact]
    public async Task What_a_killed_import_left_does_not_mix_with_the_next_one()
    {
        await home.Raw.WritePartAsync("responses", "2026-08-02", 0, "json",
            [(new RawEntry
            {
                Kind = RawKind.Artist, Offset = 0, Length = 0, Sha256 = "0", ObservedOn = new DateOnly(2026, 8, 2),
                FetchedAt = home.Clock.GetUtcNow(),
            }, Encoding.UTF8.GetBytes(Some.Artist("left", "half of another import")))],
            TestContext.Current.CancellationToken);
        home.Write("2026-08-02/a.json", Some.Artist());

        var result = await home.ImportAsync();

        var body = Assert.Single(await home.BodiesAsync(Assert.Single(result.Batches)));
        Assert.Equal(Some.Artist(), Encoding.UTF8.GetString(body.Body));
    }

    [Fact]
    public async Task A_zip_is_read_like_a_folder()
    {
        home.Write("raw/2026-08-02/a.json", Some.Artist());
        home.Write("__MACOSX/raw/2026-08-02/._a.json", "resource fork");
        var zip = home.Zip("dump.zip", home.Files);

        var result = await home.ImportAsync(path: zip);

        Assert.Equal("raw/2026-08-02/a.json", Assert.Single(await home.BodiesAsync(Assert.Single(result.Batches))).Entry.Origin);
        Assert.Empty(result.Rejections);
    }

    [Fact]
    public async Task The_recorded_days_of_a_real_collection_are_four_batches()
    {
        var folder = SharedData.Folder("devmode_raw_2026_08/data/raw");

        var result = await home.ImportAsync(path: folder);

        Assert.Empty(result.Rejections);
        Assert.Equal(["2026-08-02", "2026-08-04", "2026-08-07", "2026-08-08"], result.Batches.Select(b => b.Name));
        var bodies = new List<(RawEntry Entry, byte[] Body)>();
        foreach (var batch in result.Batches)
            bodies.AddRange(await home.BodiesAsync(batch));
        var dated = bodies.Where(b => b.Entry.Origin!.StartsWith("2026-", StringComparison.Ordinal)).ToList();
        Assert.Equal(40, dated.Count(b => b.Entry.Kind == RawKind.Artist));
        Assert.Equal(40, dated.Count(b => b.Entry.Kind == RawKind.ArtistAlbumsPage));
        Assert.Equal(50, dated.Count(b => b.Entry.Kind == RawKind.AlbumTracksPage));
        Assert.All(bodies, b => Assert.Equal(
            File.ReadAllBytes(Path.Combine(folder, b.Entry.Origin!)), b.Body));
        Assert.Equal(22, (bodies.Count - dated.Count) + (int)result.Duplicates);
        Assert.All(result.Batches, b => Assert.Contains(b.Notices, n => n.Contains("popularity", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_recorded_response_in_the_extended_shape_is_taken_or_named()
    {
        var folder = SharedData.Folder("api_fixtures");
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length;

        var result = await home.ImportAsync(path: folder);

        var given = result.Rejections.Select(r => r.Object).Distinct().Count();
        Assert.Equal(files, result.FilesTaken + result.FilesKnown + given + result.Ignored.Count);
        Assert.All(result.Rejections, r => Assert.Equal("unknown-shape", r.Code));
        Assert.Equal(32, result.FilesTaken);
    }
}
