using Tracklake.Raw;

namespace Tracklake.Core.Tests.Landing;

public sealed class RecordedResponsesTests
{
    [Fact]
    public async Task A_development_mode_tree_lands_with_its_764_tracks_and_16_truncated_pages()
    {
        var raw = Path.Combine(SharedData.Require("devmode_raw_2026_08"), "data", "raw");
        using var home = new LandingHome();
        var batch = await home.RawAsync([.. Directory.EnumerateDirectories(raw).Order(StringComparer.Ordinal)
            .Select(day => (IReadOnlyList<(RawEntry, byte[])>)[.. Bodies(day)])]);

        var landed = await home.LandAsync(batch);

        LandingHome.AssertConserved(landed);
        Assert.Null(landed.Quarantine);
        Assert.Equal(764L, home.Scalar<long>(landed, "select count(*) from processed.tracks"));
        Assert.Equal(764L, home.Scalar<long>(landed, "select count(distinct track_id) from processed.tracks"));
        Assert.Equal(50L, home.Scalar<long>(landed, "select count(distinct album_id) from processed.albums"));
        Assert.Equal(40L, home.Scalar<long>(landed, "select count(*) from processed.artists where is_followed"));
        Assert.Equal(103L, home.Scalar<long>(landed, """
            select count(distinct artist_id)
            from (select artist_id from processed.credits union select artist_id from processed.artists)
            """));
        Assert.Equal(0L, home.Scalar<long>(landed, """
            select (select count(popularity) from processed.tracks) + (select count(popularity) from processed.artists)
            """));
        var truncated = home.Query(landed, """
            select count(*), sum(list_total - page_items)::bigint, sum(list_total)::bigint from processed.pages
            where list_type = 'album_tracks' and not is_last
            """).Single();
        Assert.Equal(16L, truncated[0]);
        Assert.Equal(161L, truncated[1]);
        Assert.Equal(925L, home.Scalar<long>(
            landed, "select sum(list_total)::bigint from processed.pages where list_type = 'album_tracks'"));
        Assert.Equal(50L, home.Scalar<long>(
            landed, "select count(*) from processed.pages where list_type = 'album_tracks'"));
    }

    private static IEnumerable<(RawEntry, byte[])> Bodies(string day)
    {
        foreach (var file in Directory.EnumerateFiles(day, "*.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            var kind = Path.GetFileName(Path.GetDirectoryName(file)) switch
            {
                "artists" => RawKind.Artist,
                "albums" => RawKind.ArtistAlbumsPage,
                _ => RawKind.AlbumTracksPage,
            };
            var observed = DateOnly.Parse(
                Path.GetFileName(day), System.Globalization.CultureInfo.InvariantCulture);
            yield return (LandingHome.Entry(kind, day: observed), File.ReadAllBytes(file));
        }
    }
}
