using System.Text;
using Tracklake.Models;
using Tracklake.Models.Bronze;
using Tracklake.Raw;
using Tracklake.Storage;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Tracing;

/// <summary>The bytes of wanted rows, landed again.</summary>
/// <param name="Scratch">Where they are; deleted when it is disposed.</param>
/// <param name="Files">The landed files of a processed table.</param>
/// <param name="Bodies">The bodies that hold the bytes.</param>
/// <param name="Records">Number of byte ranges.</param>
/// <param name="Bytes">Their bytes in all.</param>
/// <param name="Shown">The first of them.</param>
/// <param name="NotLanded">Records that landing set aside.</param>
internal sealed record LandedAgain(
    ScratchStore Scratch, Func<ProcessedTable, IReadOnlyList<string>> Files, IReadOnlyList<RawEvidence> Bodies,
    long Records, long Bytes, IReadOnlyList<TracedBytes> Shown, long NotLanded);

/// <summary>Cuts the bytes of wanted bronze rows out of raw and lands them in a place of their own.</summary>
internal sealed class TracedRaw(
    DuckDbSession session, IObjectStore raw, Func<IObjectStore, ILander> landerOver, string folder)
{
    // Of each end: identity stands at the beginning of a record, what is counted mostly at its end.
    private const int ShownCharacters = 240;

    public async Task<LandedAgain> LandAsync(
        IReadOnlyList<Model> tables, int limit, TraceOutput? output, CancellationToken cancellationToken)
    {
        var scratch = new ScratchStore(folder);
        scratch.Dispose();
        try
        {
            var (bodies, landed, shown) = (new List<RawEvidence>(), new List<LandedBatch>(), new List<TracedBytes>());
            var (records, bytes) = (0L, 0L);
            var excerpt = new RawExcerpt(raw, scratch);
            var lander = landerOver(scratch);
            foreach (var (batch, ranges) in Ranges(tables))
            {
                var (cut, found) = await excerpt.CutAsync(batch, ranges, Read, cancellationToken).ConfigureAwait(false);
                bodies.AddRange(found);
                landed.Add(await lander.LandAsync(cut, cancellationToken).ConfigureAwait(false));
            }
            var files = landed.SelectMany(l => l.Files).Where(f => f.Zone == LandedKeys.Processed)
                .ToLookup(f => f.Table, f => scratch.PathOf(f.Key));
            return new LandedAgain(
                scratch, table => [.. files[table.Name]], bodies, records, bytes, shown,
                landed.Sum(l => l.Conservation.Sum(c => c.Quarantined)));

            void Read(string key, RawEntry entry, RawRange range, ReadOnlySpan<byte> content)
            {
                records++;
                bytes += range.Length;
                if (shown.Count < limit)
                {
                    shown.Add(new TracedBytes(key, entry, range.Offset, range.Length, Shortened(content)));
                }
                output?.Record(key, entry, range, content);
            }
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }

    /// <summary>The byte ranges of the wanted rows of bronze, batch by batch and object by object, in order.</summary>
    private IEnumerable<(BatchName Batch, IReadOnlyDictionary<string, IReadOnlyList<RawRange>> Ranges)> Ranges(
        IReadOnlyList<Model> tables)
    {
        var bronze = tables.OfType<BronzeTable>().Select(b =>
            $"SELECT {RowIdentity.List(ProvenanceOfBytes)} FROM {WantedRows.NameOf(b)}").ToList();
        if (bronze.Count == 0)
            yield break;
        var objects = session.Rows(
                $"SELECT DISTINCT * FROM ({string.Join(" UNION ALL ", bronze)}) ORDER BY ALL")
            .GroupBy(r => (string)r[0]!, r => new RawRange((long)r[1]!, (long)r[2]!))
            .ToDictionary(g => g.Key, g => (IReadOnlyList<RawRange>)[.. g]);
        foreach (var batch in objects.GroupBy(o => RawKeys.BatchOf(o.Key)))
            yield return (batch.Key, batch.ToDictionary(o => o.Key, o => o.Value));
    }

    private static string Shortened(ReadOnlySpan<byte> content)
    {
        var text = Encoding.UTF8.GetString(content);
        return text.Length <= 2 * ShownCharacters ? text : $"{text[..ShownCharacters]} … {text[^ShownCharacters..]}";
    }

    private static IReadOnlyList<Column> ProvenanceOfBytes =>
        [Provenance.SourceObject, Provenance.SourceOffset, Provenance.SourceLength];
}
