using System.Globalization;

namespace Tracklake.Sources.Spotify;

/// <summary>
/// What the app may ask today. Nothing is assumed and nothing is asked just to find out: the first real request of a
/// family shows it. A refusal is written to the spool, so that a day that is taken up again does not ask once more.
/// </summary>
internal sealed class Capabilities
{
    private static readonly int[] PageSizes = [50, 20, 10, 5];

    private readonly Spool spool;
    private readonly Lock gate = new();
    private readonly Dictionary<EndpointFamily, string> refused = [];
    private readonly Dictionary<EndpointFamily, int> pageSizes = new()
    {
        [EndpointFamily.ArtistAlbums] = 50,
        [EndpointFamily.AlbumTracks] = 50,
        [EndpointFamily.Search] = 10,
    };
    private bool? artistPopularity;
    private bool? trackPopularity;
    private bool? isrc;

    public Capabilities(Spool spool)
    {
        this.spool = spool;
        foreach (var record in spool.All(SpoolMark.Refused))
            refused[record.Family] = record.Reason ?? "";
        foreach (var record in spool.All(SpoolMark.PageSize))
            pageSizes[record.Family] = record.PageSize ?? PageSizes[^1];
    }

    public bool IsRefused(EndpointFamily family)
    {
        lock (gate)
            return refused.ContainsKey(family);
    }

    public int PageSize(EndpointFamily family)
    {
        lock (gate)
        {
            // Whoever is refused batches is an app in new development mode, whose pages of albums hold ten at most:
            // beginning there saves two requests of the scarcest endpoint. Were it wrong, it costs pages, not data.
            var size = pageSizes[family];
            return family == EndpointFamily.ArtistAlbums && refused.ContainsKey(EndpointFamily.Artists)
                ? Math.Min(size, 10)
                : size;
        }
    }

    /// <summary>Page sizes that a page may have been had with earlier today, the present one first.</summary>
    public IEnumerable<int> PageSizesTried(EndpointFamily family)
    {
        var now = PageSize(family);
        return PageSizes.Where(size => size > now).Append(now).Reverse();
    }

    /// <summary>Notes that the app may not ask a family.</summary>
    public void Refuse(EndpointFamily family, string reason)
    {
        lock (gate)
        {
            if (!refused.TryAdd(family, reason))
                return;
            spool.Append(Note(SpoolMark.Refused, family) with { Reason = reason }, default);
        }
    }

    /// <summary>Notes that a page size is too large for a family.</summary>
    /// <exception cref="SourceException">There is no smaller one.</exception>
    public void StepDown(EndpointFamily family, int rejected)
    {
        lock (gate)
        {
            // Several workers may have asked with the same size; the first of them has stepped down already.
            if (pageSizes[family] < rejected)
                return;
            pageSizes[family] = PageSizes.FirstOrDefault(size => size < rejected);
            if (pageSizes[family] == 0)
            {
                throw new SourceException(
                    $"Spotify rejects even pages of {rejected.ToString(CultureInfo.InvariantCulture)} entries from "
                    + $"{family.Title()} (400, invalid limit). Nothing smaller is of use; please report it.");
            }
            spool.Append(Note(SpoolMark.PageSize, family) with { PageSize = pageSizes[family] }, default);
        }
    }

    /// <summary>Learns from an answer which fields are served.</summary>
    public void Observe(EndpointFamily family, BodyFacts facts)
    {
        if (facts.Entities.Count == 0)
            return;
        lock (gate)
        {
            if (family is EndpointFamily.Artist or EndpointFamily.Artists)
                artistPopularity = (artistPopularity ?? false) || facts.Entities.Any(e => e.HasPopularity);
            if (family is EndpointFamily.Track or EndpointFamily.Tracks or EndpointFamily.TopTracks)
            {
                trackPopularity = (trackPopularity ?? false) || facts.Entities.Any(e => e.HasPopularity);
                isrc = (isrc ?? false) || (family != EndpointFamily.TopTracks && facts.Entities.Any(e => e.HasIsrc));
            }
        }
    }

    public SpotifyProfile Profile()
    {
        lock (gate)
        {
            return new SpotifyProfile
            {
                Refused = [.. refused.Keys.Order()],
                ArtistAlbumsPage = PageSize(EndpointFamily.ArtistAlbums),
                AlbumTracksPage = PageSize(EndpointFamily.AlbumTracks),
                ArtistPopularity = artistPopularity,
                TrackPopularity = trackPopularity,
                Isrc = isrc,
            };
        }
    }

    private static SpoolRecord Note(SpoolMark mark, EndpointFamily family) =>
        new() { Mark = mark, Key = family.ToString(), Family = family };
}
