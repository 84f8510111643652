using Tracklake.Releases;
using Tracklake.Storage;

namespace Tracklake.Pipeline;

/// <summary>The runs: a plan that is written before a run touches a table, a result that is written last.</summary>
/// <param name="store">Where they are.</param>
public sealed class RunLog(IObjectStore store)
{
    private const string Zone = "spotify/state/runs/";

    /// <summary>The numbers that there are, ascending.</summary>
    public async Task<IReadOnlyList<long>> NumbersAsync(CancellationToken cancellationToken)
    {
        var numbers = new List<long>();
        await foreach (var item in store.ListAsync(Zone, cancellationToken).ConfigureAwait(false))
        {
            if (item.Key.EndsWith("/plan.json", StringComparison.Ordinal))
                numbers.Add(long.Parse(item.Key.Split('/')[^2], System.Globalization.CultureInfo.InvariantCulture));
        }
        return numbers;
    }

    /// <summary>The last run's plan when it has no result: it was killed, or failed, and is to be taken up again.</summary>
    public async Task<RunPlan?> UnfinishedAsync(CancellationToken cancellationToken)
    {
        var numbers = await NumbersAsync(cancellationToken).ConfigureAwait(false);
        return numbers.Count == 0 || await ResultAsync(numbers[^1], cancellationToken).ConfigureAwait(false) is not null
            ? null
            : await PlanAsync(numbers[^1], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A run's plan.</summary>
    /// <exception cref="ObjectNotFoundException">There is no such run.</exception>
    public Task<RunPlan> PlanAsync(long number, CancellationToken cancellationToken) =>
        store.GetJsonAsync(KeyOf(number, "plan"), ReleaseJson.Default.RunPlan, cancellationToken);

    /// <summary>A run's result; null while it has none.</summary>
    public Task<RunResult?> ResultAsync(long number, CancellationToken cancellationToken) =>
        store.TryGetJsonAsync(KeyOf(number, "result"), ReleaseJson.Default.RunResult, cancellationToken);

    /// <summary>The results of the last runs that ended, the newest first; of no more runs than so many is a byte read.</summary>
    public async Task<IReadOnlyList<RunResult>> LastResultsAsync(int runs, CancellationToken cancellationToken)
    {
        var numbers = await NumbersAsync(cancellationToken).ConfigureAwait(false);
        var results = new List<RunResult>();
        foreach (var number in numbers.Reverse().Take(runs))
        {
            if (await ResultAsync(number, cancellationToken).ConfigureAwait(false) is { } result)
                results.Add(result);
        }
        return results;
    }

    /// <summary>Begins a run.</summary>
    public Task<bool> BeginAsync(RunPlan plan, CancellationToken cancellationToken) =>
        store.PutJsonAsync(KeyOf(plan.Number, "plan"), plan, ReleaseJson.Default.RunPlan, cancellationToken);

    /// <summary>Ends a run. The example rows of its checks are not kept: data is kept only where a purge finds it.</summary>
    public Task<bool> EndAsync(RunResult result, CancellationToken cancellationToken) => store.PutJsonAsync(
        KeyOf(result.Run, "result"), result with { Checks = [.. result.Checks.Select(c => c with { Examples = [] })] },
        ReleaseJson.Default.RunResult, cancellationToken);

    /// <summary>Forgets the runs before one, with what their checks showed of the data.</summary>
    public async Task ForgetBeforeAsync(long run, CancellationToken cancellationToken)
    {
        foreach (var number in await NumbersAsync(cancellationToken).ConfigureAwait(false))
        {
            if (number >= run)
                continue;
            await store.DeleteAsync(KeyOf(number, "result"), cancellationToken).ConfigureAwait(false);
            await store.DeleteAsync(KeyOf(number, "plan"), cancellationToken).ConfigureAwait(false);
        }
    }

    private static string KeyOf(long number, string what) => $"{Zone}{number:D6}/{what}.json";
}
