using Tracklake.Raw;
using Tracklake.Sources;

namespace Tracklake.Pipeline.Tasks;

/// <summary>Asks the source for the days that the raw zone lacks.</summary>
internal sealed class ExtractTask(RunScope scope)
{
    private readonly RawZone _raw = new(scope.Parts.Store);

    /// <summary>Asks day by day; what was complete before a deferral stays.</summary>
    /// <returns>What the source put off; null when it did not.</returns>
    public async Task<Deferred?> RunAsync(ISource source, IReadOnlyList<DateOnly> days, CancellationToken cancellationToken)
    {
        var lacking = await LackingAsync(source, days, cancellationToken).ConfigureAwait(false);
        if (lacking.Count == 0)
            return null;

        using var task = scope.Begin("extract", lacking.Count);
        var (requests, retries, bytes) = (0, 0, 0L);
        foreach (var (day, done) in lacking.Select((day, index) => (day, index)))
        {
            var progress = new ForwardedProgress<ExtractionProgress>(
                p => task.Advance(done, $"{p.Day:yyyy-MM-dd}: {p.Requests} of {p.Planned} requests"));
            var extraction = await source.ExtractAsync(day, progress, cancellationToken).ConfigureAwait(false);
            requests += extraction.Requests;
            retries += extraction.Retries;
            if (extraction is Deferred deferred)
            {
                task.Summary = $"{done} of {lacking.Count} days, {requests:N0} requests, deferred";
                return deferred;
            }
            bytes += ((Extracted)extraction).Batch.Parts.Sum(p => p.Bytes);
            task.Advance(done + 1, $"{day:yyyy-MM-dd}");
        }
        var again = retries == 0 ? "" : $", {retries:N0} of them again";
        task.Summary = $"{lacking.Count} days, {requests:N0} requests{again}, {Amount.OfBytes(bytes)}";
        return null;
    }

    private async Task<List<DateOnly>> LackingAsync(
        ISource source, IReadOnlyList<DateOnly> days, CancellationToken cancellationToken)
    {
        var lacking = new List<DateOnly>();
        foreach (var day in days)
        {
            if (!await _raw.HasAsync(source.Name, $"{day:yyyy-MM-dd}", cancellationToken).ConfigureAwait(false))
                lacking.Add(day);
        }
        return lacking;
    }
}
