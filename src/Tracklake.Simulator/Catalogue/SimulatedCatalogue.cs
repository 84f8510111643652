using System.Collections.Concurrent;

namespace Tracklake.Simulator.Catalogue;

/// <summary>
/// The truth behind the simulated API: every artist, album and track, and what is known of them on any day. A pure
/// function of seed and size; objects are made when first asked for. Safe for concurrent use.
/// </summary>
public sealed class SimulatedCatalogue
{
    // Bounds what is kept of a huge catalogue; one of this size is kept whole.
    private const int KeptArtists = 1024;

    private readonly CatalogueOptions _options;
    private readonly IdCodec _ids;
    private readonly Circle _circle;
    private readonly Discographies _discographies;
    private readonly ObjectMaker _objects;
    private readonly Audience _audience;
    private readonly ConcurrentDictionary<int, SimulatedArtist> _artists = new();
    private readonly ConcurrentDictionary<int, IReadOnlyList<AlbumPlan>> _plans = new();
    private readonly ConcurrentDictionary<int, IReadOnlyList<SimulatedAlbum>> _albums = new();

    /// <summary>Creates the catalogue of a seed.</summary>
    public SimulatedCatalogue(int seed, CatalogueOptions? options = null)
    {
        _options = options ?? new CatalogueOptions();
        _options.Validate();
        _ids = new(seed);
        _circle = new(_options.FollowedArtists);
        _discographies = new(seed, _options, _circle);
        _objects = new(seed, _ids, _circle, this);
        _audience = new(seed);
        FollowedArtistIds = [.. Enumerable.Range(0, _options.FollowedArtists).Select(_objects.ArtistId)];
    }

    /// <summary>The artists that the catalogue is about, in a fixed order.</summary>
    public IReadOnlyList<string> FollowedArtistIds { get; }

    /// <summary>How many artists there are, those included who only appear in credits.</summary>
    public int ArtistCount => _circle.ArtistCount;

    /// <summary>The artist with an id, or null if there is none.</summary>
    public SimulatedArtist? FindArtist(string id) =>
        _ids.Decode(id) is { Kind: ObjectKind.Artist } key && key.Artist < ArtistCount ? ArtistAt(key.Artist) : null;

    /// <summary>The album with an id, or null if there is none or none yet on that day.</summary>
    public SimulatedAlbum? FindAlbum(string id, DateOnly day) =>
        _ids.Decode(id) is { Kind: ObjectKind.Album } key ? AlbumAt(key, day) : null;

    /// <summary>The track with an id, or null if there is none or none yet on that day.</summary>
    public SimulatedTrack? FindTrack(string id, DateOnly day) =>
        _ids.Decode(id) is { Kind: ObjectKind.Track } key && AlbumAt(key, day) is { } album
            && key.Track < album.TotalTracks ? album.Tracks[key.Track] : null;

    /// <summary>
    /// The albums of an artist that exist on a day, each with its group (<c>album</c>, <c>single</c>,
    /// <c>compilation</c>, <c>appears_on</c>), in the API's order: by group, newest first.
    /// </summary>
    public IReadOnlyList<(SimulatedAlbum Album, string Group)> AlbumsOf(
        string artistId, DateOnly day, IReadOnlyCollection<string>? groups = null)
    {
        if (FindArtist(artistId) is not { } artist) return [];
        bool Wanted(string group) => groups is null || groups.Contains(group);
        var found = new List<(SimulatedAlbum Album, string Group)>();
        foreach (var album in _circle.StagesOf(artist.Index).SelectMany(AllAlbumsOf).Where(a => a.ReleasedOn <= day))
        {
            if (album.Artists.Contains(artist))
            {
                if (Wanted(album.AlbumType)) found.Add((album, album.AlbumType));
            }
            else if (Wanted("appears_on") && album.Tracks.Any(t => t.Artists.Contains(artist)))
            {
                found.Add((album, "appears_on"));
            }
        }
        string[] order = ["album", "single", "compilation", "appears_on"];
        return [.. found.OrderBy(f => Array.IndexOf(order, f.Group)).ThenByDescending(f => f.Album.ReleasedOn)
            .ThenBy(f => f.Album.Id, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The tracks on which an artist performs, on its own albums and on others', that exist on a day.
    /// </summary>
    public IReadOnlyList<SimulatedTrack> TracksOf(string artistId, DateOnly day) =>
        FindArtist(artistId) is not { } artist ? [] :
        [
            .. _circle.StagesOf(artist.Index).SelectMany(AllAlbumsOf).Where(a => a.ReleasedOn <= day)
                .SelectMany(a => a.Tracks).Where(t => t.Artists.Contains(artist)),
        ];

    /// <summary>Another track of the same recording, by the same owner, that can be played in a market.</summary>
    public SimulatedTrack? PlayableElsewhere(SimulatedTrack track, string market, DateOnly day) =>
        AllAlbumsOf(track.Key.Artist).Where(a => a.ReleasedOn <= day && a.Markets.Contains(market))
            .SelectMany(a => a.Tracks).FirstOrDefault(t => t.Isrc == track.Isrc && t.Markets.Contains(market));

    /// <summary>A track's popularity on a day, from 0 to 100.</summary>
    public int PopularityOf(SimulatedTrack track, DateOnly day) =>
        _audience.OfTrack(track.Key, track.Album.ReleasedOn, day);

    /// <summary>An artist's popularity on a day, from 0 to 100.</summary>
    public int PopularityOf(SimulatedArtist artist, DateOnly day) => _audience.OfArtist(artist.Index, day);

    /// <summary>An album's popularity on a day: the mean of its tracks'.</summary>
    public int PopularityOf(SimulatedAlbum album, DateOnly day) =>
        (int)Math.Round(album.Tracks.Average(t => PopularityOf(t, day)), MidpointRounding.AwayFromZero);

    /// <summary>An artist's followers on a day; they never fall.</summary>
    public long FollowersOf(SimulatedArtist artist, DateOnly day) => _audience.Followers(artist.Index, day);

    internal IReadOnlyList<SimulatedArtist> RelatedTo(SimulatedArtist artist) =>
        [.. _circle.Neighbours(artist.Index).Select(ArtistAt)];

    /// <summary>The newest albums by artists at the front of the catalogue, newest first.</summary>
    internal IReadOnlyList<SimulatedAlbum> NewReleases(DateOnly day, int count) =>
    [
        .. Enumerable.Range(0, Math.Min(KeptArtists / 2, _options.FollowedArtists)).SelectMany(AllAlbumsOf)
            .Where(album => album.ReleasedOn <= day)
            .OrderByDescending(album => album.ReleasedOn).ThenBy(album => album.Id, StringComparer.Ordinal).Take(count),
    ];

    internal SimulatedArtist ArtistAt(int index) =>
        _artists.GetOrAdd(index, static (i, self) => self._objects.Artist(i), this);

    internal IReadOnlyList<AlbumPlan> PlansOf(int artist) =>
        Kept(_plans, artist, static (i, self) => self._discographies.PlansOf(i));

    internal IReadOnlyList<SimulatedAlbum> AllAlbumsOf(int artist) =>
        Kept(_albums, artist, static (i, self) => [.. self.PlansOf(i).Select(self._objects.Album)]);

    private SimulatedAlbum? AlbumAt(ObjectKey key, DateOnly day)
    {
        if (key.Artist >= ArtistCount) return null;
        var albums = AllAlbumsOf(key.Artist);
        return key.Album < albums.Count && albums[key.Album].ReleasedOn <= day ? albums[key.Album] : null;
    }

    private T Kept<T>(ConcurrentDictionary<int, T> kept, int artist, Func<int, SimulatedCatalogue, T> create)
    {
        if (kept.TryGetValue(artist, out var known)) return known;
        if (kept.Count >= KeptArtists) kept.Clear();
        return kept.GetOrAdd(artist, create, this);
    }
}
