using System.Collections.Concurrent;

namespace Tracklake.Sources.Spotify;

/// <summary>
/// What is asked for one day: the artists, their albums, the albums' tracks, the tracks in full, the top tracks. Each
/// step is complete before the next begins and its ids are sorted, so that the requests do not depend on the order in
/// which answers come. The first request of a family goes alone, since it may be refused; the rest go in parallel.
/// </summary>
internal sealed class DayExtraction(
    DayAnswers answers, Capabilities capabilities, PagedList lists, SpotifyRequests requests,
    SpotifySourceOptions options, Notices notices)
{
    private const int ArtistBatch = 50;
    private const int AlbumBatch = 20;
    private const int TrackBatch = 50;

    /// <summary>Asks for everything.</summary>
    /// <param name="artistIds">The followed artists, sorted.</param>
    /// <param name="cancellationToken">Ends the extraction; what was answered stays in the spool.</param>
    public async Task RunAsync(IReadOnlyList<string> artistIds, CancellationToken cancellationToken)
    {
        var artists = await ArtistsAsync(artistIds, cancellationToken).ConfigureAwait(false);
        var albums = await AlbumsOfAsync(artists, cancellationToken).ConfigureAwait(false);
        var tracks = await TracksOfAsync(albums, cancellationToken).ConfigureAwait(false);
        await FullTracksAsync(tracks, cancellationToken).ConfigureAwait(false);
        await TopTracksAsync(artists, cancellationToken).ConfigureAwait(false);
        notices.AddMissing(capabilities.Profile());
    }

    private async Task<IReadOnlyCollection<EntityFacts>> ArtistsAsync(
        IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var found = new Found();
        await InBatchesAsync(ids, ArtistBatch, SpotifyRequests.Artists, found, cancellationToken).ConfigureAwait(false);
        await SinglyAsync("artist", ids, SpotifyRequests.Artist, found, cancellationToken).ConfigureAwait(false);
        return found.Entities;
    }

    private async Task<IReadOnlyCollection<EntityFacts>> AlbumsOfAsync(
        IReadOnlyCollection<EntityFacts> artists, CancellationToken cancellationToken)
    {
        var albums = new ConcurrentDictionary<string, EntityFacts>(StringComparer.Ordinal);
        await EachAsync(artists, async (artist, token) =>
        {
            var title = $"albums of {artist.Name} ({artist.Id})";
            var found = await lists.ReadAsync(
                EndpointFamily.ArtistAlbums, title,
                (size, offset) => requests.ArtistAlbums(artist.Id!, size, offset), null, token).ConfigureAwait(false);
            if (found is null)
                notices.Add($"There is no list of {title}: it is left out.");
            foreach (var album in found?.Where(album => album.Id is not null) ?? [])
                albums.TryAdd(album.Id!, album);
        }, cancellationToken).ConfigureAwait(false);
        return [.. albums.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => a.Value)];
    }

    /// <summary>The ids of the albums' tracks, from the albums in full where they can be had in batches.</summary>
    private async Task<IReadOnlyCollection<string>> TracksOfAsync(
        IReadOnlyCollection<EntityFacts> albums, CancellationToken cancellationToken)
    {
        var tracks = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var ids = albums.Select(album => album.Id!).ToList();
        var full = new Found();
        await InBatchesAsync(ids, AlbumBatch, requests.Albums, full, cancellationToken).ConfigureAwait(false);
        if (!capabilities.IsRefused(EndpointFamily.Albums))
        {
            await SinglyAsync("album", ids, requests.Album, full, cancellationToken).ConfigureAwait(false);
            albums = [.. albums.Where(album => full.Of(album.Id!) is not null)];
        }
        await EachAsync(albums, async (album, token) =>
        {
            var title = $"tracks of album {album.Name} ({album.Id})";
            var found = await lists.ReadAsync(
                EndpointFamily.AlbumTracks, title,
                (size, offset) => requests.AlbumTracks(album.Id!, size, offset), full.Of(album.Id!)?.Tracks, token)
                .ConfigureAwait(false);
            if (found is null)
                notices.Add($"There is no list of {title}: it is left out.");
            foreach (var track in found?.Where(track => track.Id is not null) ?? [])
                tracks.TryAdd(track.Id!, true);
        }, cancellationToken).ConfigureAwait(false);
        return [.. tracks.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Popularity and ISRC come only with full tracks.</summary>
    private async Task FullTracksAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var full = new Found();
        await InBatchesAsync(ids, TrackBatch, requests.Tracks, full, cancellationToken).ConfigureAwait(false);
        if (!capabilities.IsRefused(EndpointFamily.Tracks) || options.WantIsrc)
            await SinglyAsync("track", ids, requests.Track, full, cancellationToken).ConfigureAwait(false);
    }

    private Task TopTracksAsync(IReadOnlyCollection<EntityFacts> artists, CancellationToken cancellationToken) =>
        EachAsync(artists, async (artist, token) =>
        {
            var reply = await answers.AskAsync(requests.TopTracks(artist.Id!), token).ConfigureAwait(false);
            if (reply is Refused && artist.Name is { Length: > 0 } name)
            {
                await answers.AskPageAsync(
                    EndpointFamily.Search, size => requests.SearchTracks(artist.Id!, name, size), token)
                    .ConfigureAwait(false);
            }
        }, cancellationToken);

    private Task InBatchesAsync(
        IReadOnlyCollection<string> ids, int size, Func<IEnumerable<string>, SpotifyRequest> request, Found found,
        CancellationToken cancellationToken) =>
        EachAsync([.. ids.Chunk(size)], async (batch, token) =>
        {
            if (await answers.AskAsync(request(batch), token).ConfigureAwait(false) is Answered answer)
                found.Add(answer);
        }, cancellationToken);

    /// <summary>Asks singly for what no batch gave: all where they are refused, else nulls, maybe a fault.</summary>
    private Task SinglyAsync(
        string noun, IEnumerable<string> ids, Func<string, SpotifyRequest> request, Found found,
        CancellationToken cancellationToken) =>
        EachAsync([.. ids.Where(id => found.Of(id) is null)], async (id, token) =>
        {
            var reply = await answers.AskAsync(request(id), token).ConfigureAwait(false);
            if (reply is Answered answer)
                found.Add(answer);
            else if (reply is Missing missing)
                notices.Add($"There is no {noun} {id} ({missing.Reason}): it is left out.");
        }, cancellationToken);

    private async Task EachAsync<T>(
        IReadOnlyCollection<T> items, Func<T, CancellationToken, ValueTask> ask, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
            return;
        answers.Plan(items.Count);
        await ask(items.First(), cancellationToken).ConfigureAwait(false);
        DeferralException? deferral = null;
        await Parallel.ForEachAsync(
            items.Skip(1),
            new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken },
            async (item, token) =>
            {
                // A deferral lets what is under way come in: it was paid for. A failure cancels it.
                if (Volatile.Read(ref deferral) is not null)
                    return;
                try
                {
                    await ask(item, token).ConfigureAwait(false);
                }
                catch (DeferralException e)
                {
                    Interlocked.CompareExchange(ref deferral, e, null);
                }
            }).ConfigureAwait(false);
        if (deferral is not null)
            throw new DeferralException(deferral.Until, deferral.Message);
    }

    /// <summary>Entities by the ids that they were asked for by.</summary>
    private sealed class Found
    {
        private readonly ConcurrentDictionary<string, EntityFacts> entities = new(StringComparer.Ordinal);

        public IReadOnlyCollection<EntityFacts> Entities =>
        [
            .. entities.Where(e => e.Key == e.Value.Id).OrderBy(e => e.Key, StringComparer.Ordinal)
                .Select(e => e.Value),
        ];

        public EntityFacts? Of(string id) => entities.GetValueOrDefault(id);

        public void Add(Answered answer)
        {
            foreach (var entity in answer.Facts.Entities.Where(entity => entity.Id is not null))
            {
                entities[entity.Id!] = entity;
                if (entity.LinkedFrom is { } linkedFrom)
                    entities[linkedFrom] = entity;
            }
        }
    }
}
