using Tracklake.Raw;
using Tracklake.Zones;

namespace Tracklake.Pipeline.Tasks;

/// <summary>Lands the raw batches of a run; one that was landed before costs a look.</summary>
internal sealed class LandTask(RunScope scope)
{
    private const long LargeImport = 200_000;

    /// <summary>What was landed, in the order of the plan.</summary>
    public async Task<IReadOnlyList<LandedBatch>> RunAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        using var task = scope.Begin("land", plan.Batches.Count);
        var raw = new RawZone(scope.Parts.Store);
        var landed = new LandedBatch[plan.Batches.Count];
        var done = 0;
        // Batches of a day are small: several at a time keep the cores busy, while a large one uses them by itself.
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, landed.Length), parallel, async (index, token) =>
        {
            var name = plan.Batches[index];
            var batch = await raw.ReadAsync(name.Source, name.Name, token).ConfigureAwait(false);
            landed[index] = await scope.Parts.Lander.LandAsync(batch, token).ConfigureAwait(false);
            task.Advance(Interlocked.Increment(ref done), name.ToString());
        }).ConfigureAwait(false);
        var records = landed.Sum(b => b.Conservation.Sum(c => c.Records));
        var quarantined = landed.Sum(b => b.Conservation.Sum(c => c.Quarantined));
        task.Summary = $"{landed.Length} batches, {records:N0} records, {quarantined:N0} quarantined";
        // The engines that come next do not share this heap: after a large import its buffers go back to the system.
        if (records > LargeImport)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return landed;
    }
}
