using Tracklake.Raw;
using Tracklake.Storage;
using Tracklake.Zones;

namespace Tracklake.Pipeline;

/// <summary>What replaying a batch's quarantine gave.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Quarantined">Records of it in quarantine.</param>
/// <param name="Usable">Records that can be used now, after whatever was mended.</param>
/// <param name="Replay">The new raw batch that brings them in; null when none can be used.</param>
public sealed record Replayed(BatchName Batch, long Quarantined, long Usable, BatchName? Replay);

/// <summary>
/// Lands bodies with quarantined records again, as a batch of their own, after something was mended. It is tried in a
/// folder aside first: a replay that would help nothing leaves nothing.
/// </summary>
/// <param name="store">Where the zones are.</param>
/// <param name="landerOf">Makes a lander over a store.</param>
/// <param name="aside">A folder for the try, deleted afterwards.</param>
public sealed class QuarantineReplay(IObjectStore store, Func<IObjectStore, ILander> landerOf, string aside)
{
    /// <summary>Replays every batch with records in quarantine that was not replayed with success before.</summary>
    public async Task<IReadOnlyList<Replayed>> RunAsync(CancellationToken cancellationToken)
    {
        var batches = new Dictionary<BatchName, List<Rejection>>();
        await foreach (var record in new QuarantineZone(store).ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!batches.TryGetValue(record.Batch, out var rejections))
                batches.Add(record.Batch, rejections = []);
            rejections.Add(record.Rejection);
        }
        var raw = new RawZone(store);
        var replayed = new List<Replayed>();
        foreach (var (name, rejections) in batches.OrderBy(b => b.Key.ToString(), StringComparer.Ordinal))
        {
            if (await raw.HasAsync(name.Source, ReplayOf(name), cancellationToken).ConfigureAwait(false))
                continue;
            replayed.Add(await ReplayAsync(raw, name, rejections, cancellationToken).ConfigureAwait(false));
        }
        return replayed;
    }

    private static string ReplayOf(BatchName name) => name.Name + "-replay";

    private async Task<Replayed> ReplayAsync(
        RawZone raw, BatchName name, List<Rejection> rejections, CancellationToken cancellationToken)
    {
        var batch = await raw.ReadAsync(name.Source, name.Name, cancellationToken).ConfigureAwait(false);
        var bodies = await BodiesAsync(raw, batch, rejections, cancellationToken).ConfigureAwait(false);
        var failing = bodies.Sum(b => b.Rejections);
        if (failing == 0)
            return new Replayed(name, rejections.Count, 0, null);

        var tried = new FolderObjectStore(aside);
        try
        {
            var candidate = await WriteAsync(new RawZone(tried), batch, bodies, cancellationToken).ConfigureAwait(false);
            var landed = await landerOf(tried).LandAsync(candidate, cancellationToken).ConfigureAwait(false);
            var usable = failing - landed.Conservation.Sum(c => c.Quarantined);
            if (usable <= 0)
                return new Replayed(name, rejections.Count, 0, null);
            await WriteAsync(raw, batch, bodies, cancellationToken).ConfigureAwait(false);
            return new Replayed(name, rejections.Count, usable, new BatchName(name.Source, ReplayOf(name)));
        }
        finally
        {
            if (Directory.Exists(aside))
                Directory.Delete(aside, recursive: true);
        }
    }

    private static async Task<RawBatch> WriteAsync(
        RawZone zone, RawBatch batch, List<Body> bodies, CancellationToken cancellationToken)
    {
        var name = ReplayOf(new BatchName(batch.Source, batch.Name));
        var part = await zone.WritePartAsync(
            batch.Source, name, 0, "json", bodies.Select(b => (b.Entry, (ReadOnlyMemory<byte>)b.Bytes)), cancellationToken)
            .ConfigureAwait(false);
        var replay = batch with { Name = name, Parts = [part], Rejected = [], Duplicates = 0 };
        await zone.CompleteAsync(replay, cancellationToken).ConfigureAwait(false);
        return replay;
    }

    /// <summary>The bodies with quarantined records; of newline-delimited ones only the lines.</summary>
    private static async Task<List<Body>> BodiesAsync(
        RawZone raw, RawBatch batch, List<Rejection> rejections, CancellationToken cancellationToken)
    {
        var bodies = new List<Body>();
        foreach (var part in batch.Parts)
        {
            var places = rejections.Where(r => r.Object == part.Bodies).OrderBy(r => r.Offset).ToList();
            if (places.Count == 0)
                continue;
            var index = await raw.ReadIndexAsync(part, cancellationToken).ConfigureAwait(false);
            var wanted = index.SelectMany(e => Wanted(e, places)).ToList();
            var stream = await raw.OpenBodiesAsync(part, cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
                bodies.AddRange(await ReadAsync(stream, wanted, cancellationToken).ConfigureAwait(false));
        }
        return bodies;
    }

    private static IEnumerable<(RawEntry Entry, long Offset, long Length, int Rejections)> Wanted(
        RawEntry entry, List<Rejection> places)
    {
        var inside = places.Where(r => r.Offset >= entry.Offset && r.Offset < entry.Offset + entry.Length).ToList();
        if (inside.Count == 0)
            return [];
        return RawBodies.IsLines(entry.Kind)
            ? inside.Where(r => r.Length is not null).Select(r => (entry with { Lines = 1 }, r.Offset, r.Length!.Value, 1))
            : [(entry, entry.Offset, entry.Length, inside.Count)];
    }

    private static async Task<List<Body>> ReadAsync(
        Stream stream, List<(RawEntry Entry, long Offset, long Length, int Rejections)> wanted,
        CancellationToken cancellationToken)
    {
        var bodies = new List<Body>();
        var at = 0L;
        var skipped = new byte[1 << 16];
        foreach (var (entry, offset, length, count) in wanted)
        {
            while (at < offset)
            {
                var most = (int)Math.Min(skipped.Length, offset - at);
                await stream.ReadExactlyAsync(skipped.AsMemory(0, most), cancellationToken).ConfigureAwait(false);
                at += most;
            }
            var bytes = new byte[length];
            await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            at += length;
            var sha = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
            bodies.Add(new Body(entry with { Sha256 = sha }, bytes, count));
        }
        return bodies;
    }

    private sealed record Body(RawEntry Entry, byte[] Bytes, int Rejections);
}
