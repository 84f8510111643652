using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using Tracklake.Storage;

namespace Tracklake.Raw;

/// <summary>
/// Cuts the bodies and lines that hold some ranges out of raw into another store, every one at its place under its
/// name: all other bytes of a part are line feeds there, so that landing gives the same rows from the same places.
/// </summary>
/// <param name="raw">Where raw is.</param>
/// <param name="target">Where the excerpt goes.</param>
public sealed class RawExcerpt(IObjectStore raw, IObjectStore target)
{
    private const int ChunkBytes = 1 << 16;

    private readonly RawZone _raw = new(raw);
    private readonly RawZone _target = new(target);

    /// <summary>Cuts ranges out of the parts of one batch and declares the excerpt complete.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="ranges">By the key of the bodies object; each list ascending and without repetitions.</param>
    /// <param name="read">Told the bytes of each range.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The excerpt, and the bodies that were read.</returns>
    /// <exception cref="InvalidDataException">An object is damaged or has no such range.</exception>
    public async Task<(RawBatch Excerpt, IReadOnlyList<RawEvidence> Bodies)> CutAsync(
        BatchName batch, IReadOnlyDictionary<string, IReadOnlyList<RawRange>> ranges, RangeReader read,
        CancellationToken cancellationToken)
    {
        var whole = await _raw.ReadAsync(batch.Source, batch.Name, cancellationToken).ConfigureAwait(false);
        var parts = new List<RawPart>();
        var evidence = new List<RawEvidence>();
        foreach (var part in whole.Parts.Where(p => ranges.ContainsKey(p.Bodies)))
        {
            var bodies = await CutAsync(part, ranges[part.Bodies], read, cancellationToken).ConfigureAwait(false);
            evidence.AddRange(bodies);
            var entries = bodies.Select(b => b.Entry with { Lines = null }).ToList();
            var cut = part with { Entries = entries.Count, Bytes = entries[^1].Offset + entries[^1].Length };
            await _target.WriteIndexAsync(cut, entries, cancellationToken).ConfigureAwait(false);
            parts.Add(cut);
        }
        var excerpt = whole with { Parts = parts, Rejected = [], Duplicates = 0 };
        await _target.CompleteAsync(excerpt, cancellationToken).ConfigureAwait(false);
        return (excerpt, evidence);
    }

    private async Task<List<RawEvidence>> CutAsync(
        RawPart part, IReadOnlyList<RawRange> ranges, RangeReader read, CancellationToken cancellationToken)
    {
        var found = new List<RawEvidence>();
        var index = await _raw.ReadIndexAsync(part, cancellationToken).ConfigureAwait(false);
        var stream = await _raw.OpenBodiesAsync(part, cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        await target.PutAsync(
            part.Bodies,
            async (file, token) =>
            {
                var isCompressed = part.Bodies.EndsWith(".gz", StringComparison.Ordinal);
                var output = isCompressed ? new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true) : file;
                try
                {
                    Copy(part, index, ranges, new BodyCutter(part.Bodies, stream, output, read), found, token);
                }
                finally
                {
                    if (isCompressed)
                        await output.DisposeAsync().ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return found;
    }

    private static void Copy(
        RawPart part, IReadOnlyList<RawEntry> index, IReadOnlyList<RawRange> ranges, BodyCutter cutter,
        List<RawEvidence> found, CancellationToken cancellationToken)
    {
        var next = 0;
        foreach (var entry in index)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var first = next;
            while (next < ranges.Count && ranges[next].Offset < entry.Offset + entry.Length)
                next++;
            if (next == first)
                continue;
            cutter.BlankTo(entry.Offset);
            var inside = ranges.Skip(first).Take(next - first).ToList();
            var sha256 = cutter.Cut(entry, inside);
            found.Add(new RawEvidence(part.Bodies, entry, sha256, inside.Count));
        }
        if (next < ranges.Count)
            throw new InvalidDataException($"No body of '{part.Bodies}' has the bytes at {ranges[next].Offset}.");
    }

    /// <summary>Reads a part from its beginning to its end and writes what is wanted of it.</summary>
    private sealed class BodyCutter(string key, Stream input, Stream output, RangeReader read)
    {
        private static readonly byte[] Blank = [.. Enumerable.Repeat((byte)'\n', ChunkBytes)];

        private readonly byte[] _chunk = new byte[ChunkBytes];
        private long _position;

        /// <summary>Passes over the bytes before an offset.</summary>
        public void BlankTo(long offset)
        {
            while (_position < offset)
            {
                var most = (int)Math.Min(ChunkBytes, offset - _position);
                Fill(_chunk.AsSpan(0, most));
                output.Write(Blank, 0, most);
            }
        }

        /// <summary>Copies a body, or those of its lines that hold a range.</summary>
        /// <returns>The hash of the whole body.</returns>
        public string Cut(RawEntry entry, IReadOnlyList<RawRange> ranges)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            if (RawBodies.IsLines(entry.Kind))
                CutLines(entry, ranges, hash);
            else
                CutWhole(entry, ranges, hash);
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        private void CutWhole(RawEntry entry, IReadOnlyList<RawRange> ranges, IncrementalHash hash)
        {
            var body = new byte[checked((int)entry.Length)];
            Fill(body);
            hash.AppendData(body);
            output.Write(body);
            foreach (var range in ranges)
                read(key, entry, range, body.AsSpan((int)(range.Offset - entry.Offset), (int)range.Length));
        }

        private void CutLines(RawEntry entry, IReadOnlyList<RawRange> ranges, IncrementalHash hash)
        {
            var (end, next) = (entry.Offset + entry.Length, 0);
            // The line that is being read: its beginning may stand in an earlier chunk.
            var (line, lineStart) = (new ArrayBufferWriter<byte>(ChunkBytes), _position);
            while (_position < end)
            {
                var chunk = _chunk.AsSpan(0, (int)Math.Min(ChunkBytes, end - _position));
                Fill(chunk);
                hash.AppendData(chunk);
                while (!chunk.IsEmpty)
                {
                    var feed = chunk.IndexOf((byte)'\n');
                    var taken = feed < 0 ? chunk : chunk[..(feed + 1)];
                    line.Write(taken);
                    chunk = chunk[taken.Length..];
                    if (feed >= 0)
                        EndLine();
                }
            }
            EndLine();

            void EndLine()
            {
                var bytes = line.WrittenSpan;
                var isWanted = false;
                for (; next < ranges.Count && ranges[next].Offset < lineStart + bytes.Length; next++)
                {
                    isWanted = true;
                    var start = (int)(ranges[next].Offset - lineStart);
                    read(key, entry, ranges[next], bytes.Slice(start, (int)ranges[next].Length));
                }
                if (isWanted)
                    output.Write(bytes);
                else
                    WriteBlank(bytes.Length);
                lineStart += bytes.Length;
                line.ResetWrittenCount();
            }
        }

        private void WriteBlank(int count)
        {
            for (; count > 0; count -= ChunkBytes)
                output.Write(Blank, 0, Math.Min(ChunkBytes, count));
        }

        private void Fill(Span<byte> bytes)
        {
            try
            {
                input.ReadExactly(bytes);
            }
            catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
            {
                throw new InvalidDataException(
                    $"The raw object '{key}' is damaged at byte {_position}: {e.Message}", e);
            }
            _position += bytes.Length;
        }
    }
}
