using Tracklake.Raw;

namespace Tracklake.Sources.Imports;

/// <summary>What a source's batches hold already, read from their indexes: nothing is taken twice.</summary>
internal sealed class KnownBodies
{
    private readonly Dictionary<(DateOnly Day, string Sha256, string? Subject), string> byDay = [];
    private readonly Dictionary<string, string> hashes = [];
    private readonly Dictionary<string, RawBatch> batches = [];
    private readonly HashSet<(string, long, string)> rejections = [];

    public static async Task<KnownBodies> LoadAsync(RawZone zone, string source, CancellationToken cancellationToken)
    {
        var known = new KnownBodies();
        await foreach (var batch in zone.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (batch.Source != source)
                continue;
            known.batches.Add(batch.Name, batch);
            known.rejections.UnionWith(batch.Rejected.Select(Key));
            foreach (var part in batch.Parts)
            {
                foreach (var entry in await zone.ReadIndexAsync(part, cancellationToken).ConfigureAwait(false))
                    known.Add(entry.ObservedOn, entry.Sha256, entry.Subject, batch.Name);
            }
        }
        return known;
    }

    /// <summary>Whether a complete batch has this name.</summary>
    public bool HasBatch(string name) => batches.ContainsKey(name);

    /// <summary>The complete batch of this name.</summary>
    public RawBatch Batch(string name) => batches[name];

    /// <summary>The batch that has the bytes of a day; null when none has.</summary>
    public string? BatchOf(DateOnly day, string sha256, string? subject) =>
        byDay.GetValueOrDefault((day, sha256, subject));

    /// <summary>The first batch that has the bytes, of whatever day; null when none has.</summary>
    public string? BatchOf(string sha256) => hashes.GetValueOrDefault(sha256);

    /// <summary>Whether an earlier batch lists this rejection, so that it need not be set aside twice.</summary>
    public bool HasRejection(Rejection rejection) => rejections.Contains(Key(rejection));

    private void Add(DateOnly day, string sha256, string? subject, string batch)
    {
        hashes.TryAdd(sha256, batch);
        byDay.TryAdd((day, sha256, subject), batch);
    }

    private static (string, long, string) Key(Rejection rejection) =>
        (rejection.Object, rejection.Offset, rejection.Code);
}
