using System.Text.RegularExpressions;
using Tracklake.Simulator.Catalogue;

namespace Tracklake.Simulator.Tests;

/// <summary>What the catalogue promises: variety, consistency, and the same for the same seed.</summary>
public sealed partial class CatalogueTests
{
    private static readonly SimulatedCatalogue Catalogue = new(1);

    private static readonly List<SimulatedAlbum> Albums =
    [
        .. Catalogue.FollowedArtistIds.SelectMany(id => Catalogue.AlbumsOf(id, Api.Today))
            .Select(found => found.Album).Distinct(),
    ];

    private static readonly List<SimulatedTrack> Tracks = [.. Albums.SelectMany(album => album.Tracks)];

    [Fact]
    public void Ids_are_well_formed_and_unique()
    {
        List<string> ids = [.. Albums.Select(a => a.Id), .. Tracks.Select(t => t.Id), .. Catalogue.FollowedArtistIds];
        Assert.All(ids, id => Assert.Matches(Base62(), id));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void Every_id_leads_back_to_its_object_and_no_other_does()
    {
        Assert.All(Albums, album => Assert.Same(album, Catalogue.FindAlbum(album.Id, Api.Today)));
        Assert.All(Tracks, track => Assert.Same(track, Catalogue.FindTrack(track.Id, Api.Today)));
        Assert.All(Catalogue.FollowedArtistIds, id => Assert.Equal(id, Catalogue.FindArtist(id)!.Id));
        var elsewhere = new SimulatedCatalogue(2);
        Assert.All(Tracks, track => Assert.Null(elsewhere.FindTrack(track.Id, Api.Today)));
        Assert.All(Tracks, track => Assert.Null(Catalogue.FindAlbum(track.Id, Api.Today)));
    }

    [Fact]
    public void Industry_codes_are_well_formed()
    {
        Assert.All(Tracks, track => Assert.Matches(Isrc(), track.Isrc));
        Assert.All(Albums, album =>
        {
            Assert.Matches(Upc(), album.Upc);
            Assert.Equal(0, album.Upc.Select((c, i) => (c - '0') * (i % 2 == 0 ? 1 : 3)).Sum() % 10);
        });
        Assert.Equal(Albums.Count, Albums.Select(album => album.Upc).Distinct().Count());
    }

    [Fact]
    public void One_recording_is_the_same_everywhere_under_other_track_ids()
    {
        var recordings = Tracks.GroupBy(track => track.Isrc).ToList();
        Assert.InRange(recordings.Count(r => r.Count() > 1), recordings.Count / 20, recordings.Count / 2);
        Assert.All(recordings, recording =>
        {
            Assert.Single(recording
                .Select(t => (t.Name, t.DurationMs, t.Explicit, string.Join(',', t.Artists.Select(a => a.Id))))
                .Distinct());
            Assert.Equal(recording.Count(), recording.Select(t => t.Album.Id).Distinct().Count());
        });
    }

    [Fact]
    public void All_kinds_of_release_dates_occur()
    {
        Assert.All(Albums, album => Assert.Equal(
            album.ReleaseDate.Length switch { 4 => "year", 7 => "month", _ => "day" },
            album.ReleaseDatePrecision));
        Assert.Contains(Albums, album => album.ReleaseDate == "0000");
        Assert.All(
            new[] { 4, 7, 10 },
            length => Assert.True(Albums.Count(a => a.ReleaseDate.Length == length && a.ReleaseDate != "0000") > 5));
        Assert.All(Albums, album => Assert.True(
            album.ReleaseDate == "0000" || album.ReleasedOn.ToString("yyyy-MM-dd").StartsWith(album.ReleaseDate)));
    }

    [Fact]
    public void Names_are_as_awkward_as_real_ones()
    {
        var artists = Catalogue.FollowedArtistIds.Select(id => Catalogue.FindArtist(id)!.Name).ToList();
        var names = artists.Concat(Albums.Select(a => a.Name)).Concat(Tracks.Select(t => t.Name)).ToList();
        foreach (var piece in new[] { ",", "\"", "'", "&", ";", "\\", "/", "\t", "🪐", "夜", "ü", "\u0301", "فرقة" })
            Assert.Contains(names, name => name.Contains(piece, StringComparison.Ordinal));
        foreach (var name in new[] { "", "NULL", "null", "N/A", "-", "=SUM(Love)" }) Assert.Contains(name, names);
        Assert.All(Albums.Where(album => album.Name.Length == 0), album => Assert.Empty(album.Markets));
    }

    [Fact]
    public void Artists_share_names_but_not_ids()
    {
        var credited = Tracks.SelectMany(track => track.Artists).Distinct().ToList();
        Assert.Contains(credited.GroupBy(artist => artist.Name), same => same.Count() > 1);
        Assert.Equal(credited.Count, credited.Select(artist => artist.Id).Distinct().Count());
        Assert.Contains(credited, artist => !artist.IsFollowed);
    }

    [Fact]
    public void Collaborations_are_found_from_either_side()
    {
        Assert.Contains(Albums, album => album.Artists.Count > 1);
        Assert.True(Tracks.Count(track => track.Artists.Count > 1) > Tracks.Count / 20);
        foreach (var artist in Tracks.SelectMany(track => track.Artists).Distinct())
        {
            var mine = Catalogue.AlbumsOf(artist.Id, Api.Today)
                .ToDictionary(found => found.Album, found => found.Group);
            foreach (var album in Albums)
            {
                var expected = album.Artists.Contains(artist) ? album.AlbumType
                    : album.Tracks.Any(track => track.Artists.Contains(artist)) ? "appears_on" : null;
                Assert.Equal(expected, mine.GetValueOrDefault(album));
            }
        }
    }

    [Fact]
    public void Compilations_have_tracks_by_others()
    {
        var compilations = Albums.Where(album => album.AlbumType == "compilation").ToList();
        Assert.Contains(compilations, c => c.Tracks.Any(track => !track.Artists.Contains(c.Artists[0])));
        Assert.Contains(
            compilations, c => c.Tracks.Any(t => Tracks.Any(other => other.Isrc == t.Isrc && other.Album != c)));
    }

    [Fact]
    public void Tracks_are_numbered_within_their_discs()
    {
        Assert.All(Albums, album => Assert.Equal(
            album.Tracks.Select(t => (t.DiscNumber, t.TrackNumber)),
            album.Tracks.GroupBy(t => t.DiscNumber).SelectMany(disc => disc.Select((t, i) => (disc.Key, i + 1)))));
        Assert.Contains(Tracks, track => track.DiscNumber == 2);
        Assert.InRange(Tracks.Min(track => track.DurationMs), 1, 20_000);
        Assert.InRange(Tracks.Max(track => track.DurationMs), 900_000, 2_000_000);
        Assert.InRange((double)Tracks.Count(track => track.Explicit) / Tracks.Count, 0.1, 0.5);
    }

    [Fact]
    public void Popularity_moves_in_small_steps_and_stays_in_bounds()
    {
        var days = Enumerable.Range(-60, 60).Select(Api.Today.AddDays).ToList();
        var moved = 0;
        foreach (var track in Tracks.Where(track => track.Album.ReleasedOn < days[0].AddDays(-130)).Take(500))
        {
            var values = days.ConvertAll(day => Catalogue.PopularityOf(track, day));
            Assert.All(values, value => Assert.InRange(value, 0, 100));
            Assert.All(values.Zip(values.Skip(1)), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 4));
            if (values.Distinct().Count() > 3) moved++;
        }
        Assert.True(moved > 400, $"only {moved} of 500 moved");
    }

    [Fact]
    public void Followers_grow()
    {
        foreach (var artist in Catalogue.FollowedArtistIds.Select(id => Catalogue.FindArtist(id)!))
        {
            var counts = Enumerable.Range(-400, 400)
                .Select(days => Catalogue.FollowersOf(artist, Api.Today.AddDays(days))).ToList();
            Assert.All(counts.Zip(counts.Skip(1)), pair => Assert.True(pair.Second >= pair.First));
            Assert.True(counts[^1] > counts[0]);
        }
    }

    [Theory]
    [InlineData(7, 1, 1, 1)]
    [InlineData(7, 2, 3, 2)]
    [InlineData(7, 5, 1, 90)]
    public void Small_catalogues_are_consistent_too(int seed, int artists, int albums, int tracks)
    {
        var small = new SimulatedCatalogue(
            seed, new() { FollowedArtists = artists, AlbumsPerArtist = albums, TracksPerAlbum = tracks });
        foreach (var artist in small.FollowedArtistIds)
        {
            var found = small.AlbumsOf(artist, Api.Today);
            Assert.NotEmpty(found);
            Assert.All(
                found, f => Assert.Equal(f.Album.TotalTracks, f.Album.Tracks.Select(t => t.Isrc).Distinct().Count()));
        }
    }

    [Fact]
    public void A_million_tracks_cost_only_what_is_asked_for()
    {
        var before = GC.GetTotalMemory(true);
        var large = new SimulatedCatalogue(1, new() { FollowedArtists = 10_000 });
        var tracks = 0;
        for (var i = 0; i < 10_000; i += 10)
            tracks += large.AlbumsOf(large.FollowedArtistIds[i], Api.Today, Api.Own).Sum(f => f.Album.TotalTracks);
        Assert.InRange(tracks * 10, 900_000, 1_500_000);
        var last = large.AlbumsOf(large.FollowedArtistIds[^1], Api.Today)[0].Album.Tracks[0];
        Assert.Equal(last.Isrc, large.FindTrack(last.Id, Api.Today)!.Isrc);
        Assert.InRange(GC.GetTotalMemory(true) - before, 0, 200_000_000);
        GC.KeepAlive(large);
    }

    [GeneratedRegex("^[0-9A-Za-z]{22}$")]
    private static partial Regex Base62();

    [GeneratedRegex("^[A-Z]{2}[0-9A-Z]{3}[0-9]{7}$")]
    private static partial Regex Isrc();

    [GeneratedRegex("^[0-9]{13}$")]
    private static partial Regex Upc();
}
