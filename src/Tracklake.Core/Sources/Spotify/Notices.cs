using System.Collections.Concurrent;

namespace Tracklake.Sources.Spotify;

/// <summary>What the summary must say of a batch; in an order that does not depend on that of the answers.</summary>
internal sealed class Notices
{
    private readonly ConcurrentDictionary<string, bool> lines = new(StringComparer.Ordinal);

    public void Add(string line) => lines.TryAdd(line, true);

    public IReadOnlyList<string> Sorted() => [.. lines.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Says in plain words what the app's access does not serve.</summary>
    public void AddMissing(SpotifyProfile profile)
    {
        var mode = profile.IsNewDevelopment ? " (new development mode)" : "";
        if (profile is { ArtistPopularity: false, TrackPopularity: not true })
            Add($"Popularity is not served to this app{mode}: it is shown as unknown.");
        else if (profile.ArtistPopularity == false)
            Add($"Popularity of artists is not served to this app{mode}: it is shown as unknown.");
        else if (profile.TrackPopularity == false || profile.Refused.Contains(EndpointFamily.Tracks))
            Add($"Popularity of tracks is not served to this app{mode}: it is shown as unknown.");
        if (profile.Refused.Contains(EndpointFamily.TopTracks))
        {
            Add($"Top tracks are not served to this app{mode}: the ten hits of a search for each artist are kept "
                + "instead, ranked by relevance, which is not a rank by popularity.");
        }
        if (profile.Refused.Contains(EndpointFamily.Tracks) && profile.Isrc != true)
        {
            Add($"ISRCs come only with full tracks, which this app cannot have in batches{mode}: where they are "
                + "unknown, re-releases are joined by name, artists and length.");
        }
    }
}
