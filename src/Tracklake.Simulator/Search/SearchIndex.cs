using Tracklake.Simulator.Catalogue;

namespace Tracklake.Simulator.Search;

/// <summary>
/// Finds what a query asks for and, like Spotify, a little of what it does not: hits by related artists are mixed in,
/// so that a client which wants one artist must look at the artists of each hit. Order: popularity of the day.
/// </summary>
internal sealed class SearchIndex(SimulatedCatalogue catalogue, DateOnly day, string? market)
{
    // What is searched of a huge catalogue when no artist narrows it down; one of the default size is searched whole.
    private const int ArtistsSearched = 20_000;
    private const int DiscographiesSearched = 300;
    private const int MaxHits = 1000;
    private const int NoiseEvery = 6;
    private const int NewForDays = 14;
    private const int HipsterPopularity = 10;

    public IReadOnlyList<SimulatedArtist> Artists(SearchQuery query)
    {
        var wanted = query.Artist ?? query.Words;
        if (query.Artist is null && query.Words.Count == 0 && query.Genre is null) return [];
        var exact = ArtistsWith(wanted, query).ToList();
        var near = wanted.Count > 1
            ? AllArtists().Where(a => !exact.Contains(a) && wanted.Any(word => a.NameWords.Contains(word)))
            : [];
        return [.. exact, .. near.Take(NoiseEvery)];
    }

    public IReadOnlyList<SimulatedTrack> Tracks(SearchQuery query)
    {
        var artists = query.Artist is { } name ? ArtistsWith(name, query).ToList() : null;
        var candidates = artists is not null
            ? artists.SelectMany(artist => catalogue.TracksOf(artist.Id, day))
            : Discographies().SelectMany(album => album.Tracks);
        var hits = candidates.Where(track => Fits(track, query)).DistinctBy(track => track.Id).ToList();
        Rank(hits, track => catalogue.PopularityOf(track, day), track => track.Id);
        return artists is [var first, ..] && hits.Count > 0
            ? [.. Mixed(hits, Noise(first, artists)).Take(MaxHits)]
            : [.. hits.Take(MaxHits)];
    }

    public IReadOnlyList<SimulatedAlbum> Albums(SearchQuery query)
    {
        var candidates = query.Artist is { } name
            ? ArtistsWith(name, query)
                .SelectMany(artist => catalogue.AlbumsOf(artist.Id, day, ["album", "single", "compilation"]))
                .Select(found => found.Album)
            : Discographies();
        var hits = candidates.Where(album => Fits(album, query)).DistinctBy(album => album.Id).ToList();
        Rank(hits, album => catalogue.PopularityOf(album, day), album => album.Id);
        return [.. hits.Take(MaxHits)];
    }

    private IEnumerable<SimulatedArtist> AllArtists() =>
        Enumerable.Range(0, Math.Min(ArtistsSearched, catalogue.ArtistCount)).Select(catalogue.ArtistAt);

    private IEnumerable<SimulatedAlbum> Discographies() =>
        Enumerable.Range(0, Math.Min(DiscographiesSearched, catalogue.ArtistCount))
            .SelectMany(catalogue.AllAlbumsOf).Where(album => album.ReleasedOn <= day);

    // The best-named first: "Nova" finds "Nova" and "NOVA" before "Nova Parade".
    private IEnumerable<SimulatedArtist> ArtistsWith(IReadOnlyList<string> words, SearchQuery query) =>
        AllArtists()
            .Where(artist => (words.Count > 0 || query.Genre is not null) && Contains(artist.NameWords, words)
                && (query.Genre is null || artist.Genres.Any(g => Contains(SearchQuery.WordsOf(g), query.Genre))))
            .OrderBy(artist => artist.NameWords.Count - words.Count)
            .ThenByDescending(artist => catalogue.PopularityOf(artist, day))
            .ThenBy(artist => artist.Id, StringComparer.Ordinal);

    private bool Fits(SimulatedTrack track, SearchQuery query) =>
        (query.Track is null || Contains(SearchQuery.WordsOf(track.Name), query.Track))
        && (query.Album is null || Contains(SearchQuery.WordsOf(track.Album.Name), query.Album))
        && (query.Isrc is null || track.Isrc == query.Isrc)
        && (query.Genre is null
            || track.Artists.Any(a => a.Genres.Any(g => Contains(SearchQuery.WordsOf(g), query.Genre))))
        && InYears(track.Album, query)
        && (market is null || track.Markets.Contains(market))
        && (query.Words.Count == 0 || Contains(
            SearchQuery.WordsOf($"{track.Name} {track.Album.Name} {Names(track.Artists)}"), query.Words));

    private bool Fits(SimulatedAlbum album, SearchQuery query) =>
        (query.Album is null || Contains(SearchQuery.WordsOf(album.Name), query.Album))
        && (query.Upc is null || album.Upc == query.Upc)
        && InYears(album, query)
        && (market is null || album.Markets.Contains(market))
        && query.Tag switch
        {
            "new" => album.ReleasedOn > day.AddDays(-NewForDays),
            "hipster" => catalogue.PopularityOf(album, day) <= HipsterPopularity,
            _ => true,
        }
        && (query.Words.Count == 0 || Contains(
            SearchQuery.WordsOf($"{album.Name} {Names(album.Artists)}"), query.Words));

    private static bool InYears(SimulatedAlbum album, SearchQuery query) =>
        query.Years is not { } years || (album.ReleasedOn.Year >= years.First && album.ReleasedOn.Year <= years.Last);

    private List<SimulatedTrack> Noise(SimulatedArtist artist, List<SimulatedArtist> wanted)
    {
        var noise = catalogue.RelatedTo(artist)
            .Select(other => catalogue.TracksOf(other.Id, day)
                .Where(track => !track.Artists.Any(wanted.Contains))
                .Where(track => market is null || track.Markets.Contains(market))
                .MaxBy(track => catalogue.PopularityOf(track, day)))
            .OfType<SimulatedTrack>().DistinctBy(track => track.Id).ToList();
        Rank(noise, track => catalogue.PopularityOf(track, day), track => track.Id);
        return noise;
    }

    private static IEnumerable<SimulatedTrack> Mixed(List<SimulatedTrack> hits, List<SimulatedTrack> noise)
    {
        var next = 0;
        for (var i = 0; i < hits.Count; i++)
        {
            if (i % NoiseEvery == NoiseEvery / 2 && next < noise.Count) yield return noise[next++];
            yield return hits[i];
        }
    }

    private static void Rank<T>(List<T> hits, Func<T, int> popularity, Func<T, string> id)
    {
        var ranked = hits.Select(hit => (Hit: hit, Popularity: popularity(hit)))
            .OrderByDescending(r => r.Popularity).ThenBy(r => id(r.Hit), StringComparer.Ordinal).ToList();
        for (var i = 0; i < hits.Count; i++) hits[i] = ranked[i].Hit;
    }

    private static string Names(IReadOnlyList<SimulatedArtist> artists) =>
        string.Join(' ', artists.Select(artist => artist.Name));

    private static bool Contains(IReadOnlyList<string> all, IReadOnlyList<string> wanted) =>
        wanted.All(word => all.Contains(word));
}
