using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tracklake.Raw;
using Tracklake.Storage;

namespace Tracklake.Sources.Imports;

/// <summary>
/// Writes records as parts of newline-delimited JSON, each of about the same size, without holding more than a few
/// lines. The line feed after the last line is the one that ends a body.
/// </summary>
internal sealed class LinePartWriter(IObjectStore store, RawZone zone, string source, string batch, RawEntry entry)
{
    /// <summary>Uncompressed bytes after which a part is full.</summary>
    public const long PartBytes = 64 << 20;

    // Only what JSON itself asks to be escaped: names stay readable, and a third shorter, in raw.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="records">The records, read once.</param>
    /// <param name="write">Writes one.</param>
    /// <param name="partBytes">Uncompressed bytes after which a part is full.</param>
    /// <param name="cancellationToken">Ends the write; the batch is not complete then.</param>
    public async Task<IReadOnlyList<RawPart>> WriteAsync<T>(
        IEnumerable<T> records, Action<Utf8JsonWriter, T> write, long partBytes, CancellationToken cancellationToken)
    {
        var parts = new List<RawPart>();
        using var all = records.GetEnumerator();
        var more = all.MoveNext();
        while (more)
        {
            var (lines, bytes, sha256) = (0L, 0L, "");
            var key = RawKeys.Bodies(source, batch, parts.Count, "ndjson.gz");
            var isNew = await store.PutAsync(key, WritePartAsync, cancellationToken).ConfigureAwait(false);
            if (!isNew)
                throw new InvalidOperationException($"'{key}' is there although its batch is not complete: another "
                    + "import into the same home is at work. Wait for it to end, then import again.");
            var part = new RawPart(key, RawKeys.Index(source, batch, parts.Count), 1, bytes);
            var body = entry with { Offset = 0, Length = bytes - 1, Lines = lines, Sha256 = sha256 };
            await zone.WriteIndexAsync(part, [body], cancellationToken).ConfigureAwait(false);
            parts.Add(part);

            async Task WritePartAsync(Stream target, CancellationToken token)
            {
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                var buffer = new ArrayBufferWriter<byte>(1 << 18);
                using var json = new Utf8JsonWriter(buffer, Plain);
                var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true);
                await using (gzip.ConfigureAwait(false))
                {
                    do
                    {
                        write(json, all.Current);
                        json.Flush();
                        json.Reset();
                        lines++;
                        more = all.MoveNext();
                        var isLast = !more || bytes + buffer.WrittenCount >= partBytes;
                        if (isLast || buffer.WrittenCount >= 1 << 17)
                            await FlushAsync(gzip, buffer, hash, isLast, token).ConfigureAwait(false);
                        if (isLast)
                            break;
                        buffer.Write("\n"u8);
                    }
                    while (true);
                }
                sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            }

            async Task FlushAsync(
                GZipStream gzip, ArrayBufferWriter<byte> buffer, IncrementalHash hash, bool isLast,
                CancellationToken token)
            {
                hash.AppendData(buffer.WrittenSpan);
                if (isLast)
                    buffer.Write("\n"u8);
                await gzip.WriteAsync(buffer.WrittenMemory, token).ConfigureAwait(false);
                bytes += buffer.WrittenCount;
                buffer.ResetWrittenCount();
            }
        }
        return parts;
    }
}
