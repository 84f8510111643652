using Tracklake.Raw;
using Tracklake.Releases;
using Tracklake.Storage;

namespace Tracklake.Pipeline;

/// <summary>
/// Which raw batches are in the released tables (applied), which were taken out by a rollback (held), and which another
/// took the place of (replaced: the next run takes them out); the others wait for the next run. A marker a batch, so
/// that looking costs a listing and marking costs one small object.
/// </summary>
/// <param name="store">Where the markers are.</param>
public sealed class BatchLedger(IObjectStore store)
{
    private const string AppliedZone = "spotify/state/applied/";
    private const string HeldZone = "spotify/state/held/";
    private const string ReplacedZone = "spotify/state/replaced/";

    private static readonly AppliedBatch NotApplied = new(0, 0);

    /// <summary>The complete raw batches that wait, in the order of their days.</summary>
    public async Task<IReadOnlyList<RawBatch>> WaitingAsync(RawZone raw, CancellationToken cancellationToken)
    {
        var known = await MarkedAsync(AppliedZone, cancellationToken).ConfigureAwait(false);
        known.UnionWith(await MarkedAsync(HeldZone, cancellationToken).ConfigureAwait(false));
        known.UnionWith(await MarkedAsync(ReplacedZone, cancellationToken).ConfigureAwait(false));
        var waiting = new List<RawBatch>();
        await foreach (var name in raw.NamesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!known.Contains(name.ToString()))
                waiting.Add(await raw.ReadAsync(name.Source, name.Name, cancellationToken).ConfigureAwait(false));
        }
        return [.. waiting
            .OrderBy(b => b.ObservedOn)
            .ThenBy(b => b.Source, StringComparer.Ordinal)
            .ThenBy(b => b.Name, StringComparer.Ordinal)];
    }

    /// <summary>The batches that are in the released tables, with the run that brought each in.</summary>
    public async Task<IReadOnlyList<(BatchName Name, AppliedBatch Applied)>> AppliedAsync(
        CancellationToken cancellationToken)
    {
        var applied = new List<(BatchName, AppliedBatch)>();
        foreach (var name in (await MarkedAsync(AppliedZone, cancellationToken).ConfigureAwait(false)).Order(StringComparer.Ordinal))
        {
            var marker = await store.GetJsonAsync(
                AppliedZone + name + ".json", ReleaseJson.Default.AppliedBatch, cancellationToken).ConfigureAwait(false);
            applied.Add((BatchName.Parse(name), marker));
        }
        return applied;
    }

    /// <summary>The batches that a rollback took out.</summary>
    public async Task<IReadOnlyList<BatchName>> HeldAsync(CancellationToken cancellationToken) =>
        [.. (await MarkedAsync(HeldZone, cancellationToken).ConfigureAwait(false)).Order(StringComparer.Ordinal).Select(BatchName.Parse)];

    /// <summary>The batches that are in the released tables and that another took the place of.</summary>
    public async Task<IReadOnlyList<BatchName>> ReplacedAsync(CancellationToken cancellationToken)
    {
        var replaced = await MarkedAsync(ReplacedZone, cancellationToken).ConfigureAwait(false);
        if (replaced.Count > 0)
            replaced.IntersectWith(await MarkedAsync(AppliedZone, cancellationToken).ConfigureAwait(false));
        return [.. replaced.Order(StringComparer.Ordinal).Select(BatchName.Parse)];
    }

    /// <summary>Marks batches as being in the released tables.</summary>
    public async Task ApplyAsync(
        IEnumerable<BatchName> batches, AppliedBatch applied, CancellationToken cancellationToken)
    {
        foreach (var batch in batches)
        {
            await store.PutJsonAsync(
                $"{AppliedZone}{batch}.json", applied, ReleaseJson.Default.AppliedBatch, cancellationToken)
                .ConfigureAwait(false);
            await store.DeleteAsync($"{HeldZone}{batch}.json", cancellationToken).ConfigureAwait(false);
            await store.DeleteAsync($"{ReplacedZone}{batch}.json", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Notes that another batch took the place of one that is in the released tables.</summary>
    public Task ReplaceAsync(BatchName batch, CancellationToken cancellationToken) => store.PutJsonAsync(
        $"{ReplacedZone}{batch}.json", NotApplied, ReleaseJson.Default.AppliedBatch, cancellationToken);

    /// <summary>Marks replaced batches as being out of the released tables.</summary>
    public async Task TakeOutAsync(IEnumerable<BatchName> batches, CancellationToken cancellationToken)
    {
        foreach (var batch in batches)
            await store.DeleteAsync($"{AppliedZone}{batch}.json", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes batches out: they are in no released table and do not wait.</summary>
    public async Task HoldAsync(IEnumerable<BatchName> batches, CancellationToken cancellationToken)
    {
        foreach (var batch in batches)
        {
            await store.PutJsonAsync(
                $"{HeldZone}{batch}.json", NotApplied, ReleaseJson.Default.AppliedBatch, cancellationToken)
                .ConfigureAwait(false);
            await store.DeleteAsync($"{AppliedZone}{batch}.json", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets held batches wait again.</summary>
    public async Task ReleaseHoldAsync(IEnumerable<BatchName> batches, CancellationToken cancellationToken)
    {
        foreach (var batch in batches)
            await store.DeleteAsync($"{HeldZone}{batch}.json", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets a batch that is about to be deleted.</summary>
    public async Task ForgetAsync(BatchName batch, CancellationToken cancellationToken)
    {
        await store.DeleteAsync($"{AppliedZone}{batch}.json", cancellationToken).ConfigureAwait(false);
        await store.DeleteAsync($"{HeldZone}{batch}.json", cancellationToken).ConfigureAwait(false);
        await store.DeleteAsync($"{ReplacedZone}{batch}.json", cancellationToken).ConfigureAwait(false);
    }

    private async Task<HashSet<string>> MarkedAsync(string zone, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var item in store.ListAsync(zone, cancellationToken).ConfigureAwait(false))
            names.Add(item.Key[zone.Length..^".json".Length]);
        return names;
    }
}
