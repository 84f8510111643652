using Tracklake.Raw;
using Tracklake.Storage;

namespace Tracklake.Sources.Spotify;

/// <summary>An earlier answer that the API can confirm by a 304 instead of sending it again.</summary>
/// <param name="ETag">Its entity tag.</param>
/// <param name="Headers">The headers that were kept of it.</param>
/// <param name="ReadAsync">Reads its body; null when it was purged meanwhile.</param>
internal sealed record PreviousAnswer(
    string ETag, IReadOnlyDictionary<string, string> Headers, Func<CancellationToken, Task<byte[]?>> ReadAsync);

/// <summary>
/// The answers of the newest complete batch before a day. The raw zone itself is the cache: it holds each body with its
/// ETag already, it is bounded by one batch, and a purge of raw reaches it without knowing of it.
/// </summary>
internal sealed class PreviousAnswers : IDisposable
{
    // Older bodies have changed anyway, where anything moves from day to day.
    private const int LookBackDays = 14;

    private readonly RawZone raw;
    private readonly string unpackedPath;
    private readonly Dictionary<string, (RawPart Part, RawEntry Entry)> entries = [];
    private readonly Dictionary<RawPart, FileStream> unpacked = [];
    private readonly SemaphoreSlim gate = new(1);

    private PreviousAnswers(RawZone raw, string unpackedPath)
    {
        this.raw = raw;
        this.unpackedPath = unpackedPath;
    }

    /// <summary>Finds the batch, and in it what has an ETag.</summary>
    /// <param name="raw">The raw zone.</param>
    /// <param name="source">The source's name.</param>
    /// <param name="day">The day whose predecessors are looked at.</param>
    /// <param name="unpackedPath">What the names of files with unpacked bodies begin with.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<PreviousAnswers> OpenAsync(
        RawZone raw, string source, DateOnly day, string unpackedPath, CancellationToken cancellationToken)
    {
        var previous = new PreviousAnswers(raw, unpackedPath);
        for (var back = 1; back <= LookBackDays; back++)
        {
            var name = SpotifySource.BatchName(day.AddDays(-back));
            if (!await raw.HasAsync(source, name, cancellationToken).ConfigureAwait(false))
                continue;
            try
            {
                await previous.LoadAsync(source, name, cancellationToken).ConfigureAwait(false);
            }
            catch (ObjectNotFoundException)
            {
                // Purged between the two looks: then there is nothing to confirm.
                previous.entries.Clear();
            }
            break;
        }
        return previous;
    }

    /// <summary>The earlier answer to a request; null when there is none that can be confirmed.</summary>
    /// <param name="request">As the raw zone recorded it.</param>
    public PreviousAnswer? Find(string request) =>
        entries.TryGetValue(request, out var found) && found.Entry.Headers?.GetValueOrDefault("ETag") is { } tag
            ? new PreviousAnswer(tag, found.Entry.Headers, token => ReadAsync(found.Part, found.Entry, token))
            : null;

    public void Dispose()
    {
        foreach (var bodies in unpacked.Values)
            bodies.Dispose();
        gate.Dispose();
    }

    private async Task<byte[]?> ReadAsync(RawPart part, RawEntry entry, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var bodies = await UnpackAsync(part, cancellationToken).ConfigureAwait(false);
            var body = new byte[entry.Length];
            bodies.Position = entry.Offset;
            await bodies.ReadExactlyAsync(body, cancellationToken).ConfigureAwait(false);
            return body;
        }
        catch (Exception e) when (e is ObjectNotFoundException or EndOfStreamException)
        {
            return null;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task LoadAsync(string source, string name, CancellationToken cancellationToken)
    {
        var batch = await raw.ReadAsync(source, name, cancellationToken).ConfigureAwait(false);
        foreach (var part in batch.Parts)
        {
            foreach (var entry in await raw.ReadIndexAsync(part, cancellationToken).ConfigureAwait(false))
            {
                if (entry.Request is { } request && entry.Headers?.ContainsKey("ETag") == true)
                    entries[request] = (part, entry);
            }
        }
    }

    // Unpacked to disk: compressed bodies cannot be read from the middle, and a batch may be larger than memory.
    private async Task<FileStream> UnpackAsync(RawPart part, CancellationToken cancellationToken)
    {
        if (unpacked.TryGetValue(part, out var there))
            return there;
        var file = new FileStream(
            $"{unpackedPath}{unpacked.Count}.tmp", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16,
            FileOptions.DeleteOnClose);
        try
        {
            var bodies = await raw.OpenBodiesAsync(part, cancellationToken).ConfigureAwait(false);
            await using (bodies.ConfigureAwait(false))
                await bodies.CopyToAsync(file, 1 << 17, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        unpacked.Add(part, file);
        return file;
    }
}
