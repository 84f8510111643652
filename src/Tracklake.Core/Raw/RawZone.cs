using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Tracklake.Storage;

namespace Tracklake.Raw;

/// <summary>The raw zone: complete batches of verbatim bodies, in the object store.</summary>
/// <param name="store">Where the objects are.</param>
public sealed class RawZone(IObjectStore store)
{
    /// <summary>The names of the complete batches, in ordinal order of source and name; no manifest is read.</summary>
    public async IAsyncEnumerable<BatchName> NamesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in store.ListAsync(RawKeys.Zone, cancellationToken).ConfigureAwait(false))
        {
            if (RawKeys.IsManifest(item.Key))
            {
                var parts = item.Key[RawKeys.Zone.Length..].Split('/');
                yield return new BatchName(parts[0], parts[1]);
            }
        }
    }

    /// <summary>The complete batches, in ordinal order of source and name.</summary>
    public async IAsyncEnumerable<RawBatch> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var name in NamesAsync(cancellationToken).ConfigureAwait(false))
            yield return await ReadAsync(name.Source, name.Name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether the batch of a source is complete.</summary>
    public Task<bool> HasAsync(string source, string batch, CancellationToken cancellationToken) =>
        store.ExistsAsync(RawKeys.Manifest(source, batch), cancellationToken);

    /// <summary>Reads the batch of a source.</summary>
    /// <exception cref="ObjectNotFoundException">There is no such batch, or it is not complete.</exception>
    public Task<RawBatch> ReadAsync(string source, string batch, CancellationToken cancellationToken) =>
        ReadManifestAsync(RawKeys.Manifest(source, batch), cancellationToken);

    /// <summary>Reads the index of a part, in order of offset.</summary>
    public async Task<IReadOnlyList<RawEntry>> ReadIndexAsync(RawPart part, CancellationToken cancellationToken)
    {
        var entries = new List<RawEntry>(part.Entries);
        var stream = await store.OpenAsync(part.Index, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
            {
                entries.Add(JsonSerializer.Deserialize(line, RawJson.Default.RawEntry)
                    ?? throw new InvalidDataException($"The index '{part.Index}' has an empty line."));
            }
        }
        return entries;
    }

    /// <summary>Opens the bodies of a part as they were received: <c>.gz</c> is decompressed on the way.</summary>
    public async Task<Stream> OpenBodiesAsync(RawPart part, CancellationToken cancellationToken)
    {
        var stream = await store.OpenAsync(part.Bodies, cancellationToken).ConfigureAwait(false);
        return part.Bodies.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(stream, CompressionMode.Decompress)
            : stream;
    }

    /// <summary>Declares a batch complete by writing its manifest; every part must have been written.</summary>
    /// <returns>False when the batch was complete already.</returns>
    public Task<bool> CompleteAsync(RawBatch batch, CancellationToken cancellationToken) =>
        store.PutAsync(
            batch.ManifestKey,
            (stream, token) => JsonSerializer.SerializeAsync(stream, batch, RawJson.Default.RawBatch, token),
            cancellationToken);

    /// <summary>Writes a part: the bodies in the order given, gzip-compressed, and their index.</summary>
    /// <param name="source">The batch's source.</param>
    /// <param name="batch">The batch's name.</param>
    /// <param name="part">The part's number, counted from 0.</param>
    /// <param name="extension">What the bodies are: <c>json</c> or <c>ndjson</c>.</param>
    /// <param name="bodies">Each body with its entry, whose offset and length are set here.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    public async Task<RawPart> WritePartAsync(
        string source, string batch, int part, string extension,
        IEnumerable<(RawEntry Entry, ReadOnlyMemory<byte> Body)> bodies, CancellationToken cancellationToken)
    {
        var index = new List<RawEntry>();
        var offset = 0L;
        var key = RawKeys.Bodies(source, batch, part, extension + ".gz");
        // A part written before a kill is written again from the same bodies, so that its index can be made: the
        // object store keeps the first, which has the same bytes.
        await store.PutAsync(key, WriteBodiesAsync, cancellationToken).ConfigureAwait(false);
        if (index.Count == 0)
            await WriteBodiesAsync(Stream.Null, cancellationToken).ConfigureAwait(false);

        var indexKey = RawKeys.Index(source, batch, part);
        await store.PutAsync(indexKey, (stream, token) => WriteIndexAsync(stream, index, token), cancellationToken)
            .ConfigureAwait(false);
        return new RawPart(key, indexKey, index.Count, offset);

        async Task WriteBodiesAsync(Stream target, CancellationToken token)
        {
            var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true);
            await using (gzip.ConfigureAwait(false))
            {
                foreach (var (entry, body) in bodies)
                {
                    await gzip.WriteAsync(body, token).ConfigureAwait(false);
                    gzip.WriteByte((byte)'\n');
                    index.Add(entry with { Offset = offset, Length = body.Length });
                    offset += body.Length + 1;
                }
            }
        }
    }

    /// <summary>Writes the index of a part whose bodies object was written by other means.</summary>
    public Task<bool> WriteIndexAsync(
        RawPart part, IReadOnlyList<RawEntry> entries, CancellationToken cancellationToken) =>
        store.PutAsync(part.Index, (stream, token) => WriteIndexAsync(stream, entries, token), cancellationToken);

    private static async Task WriteIndexAsync(
        Stream stream, IEnumerable<RawEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            await JsonSerializer.SerializeAsync(stream, entry, RawJson.Default.RawEntry, cancellationToken)
                .ConfigureAwait(false);
            stream.WriteByte((byte)'\n');
        }
    }

    private async Task<RawBatch> ReadManifestAsync(string key, CancellationToken cancellationToken)
    {
        var stream = await store.OpenAsync(key, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            return await JsonSerializer.DeserializeAsync(stream, RawJson.Default.RawBatch, cancellationToken)
                .ConfigureAwait(false)
                ?? throw new InvalidDataException($"The manifest '{key}' is empty. Delete it to take the batch again.");
        }
    }
}
