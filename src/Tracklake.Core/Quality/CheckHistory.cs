using Tracklake.Pipeline;

namespace Tracklake.Quality;

/// <summary>What the checks of the last runs measured.</summary>
/// <param name="runs">The results of the last runs, the newest first.</param>
public sealed class CheckHistory(IReadOnlyList<RunResult> runs)
{
    // Only what was released counts as usual: a blocked run says what is not.
    private readonly Lazy<ILookup<(string Subject, string Check), CheckResult>> _results = new(() => runs
        .Where(r => r.Outcome == RunOutcome.Released)
        .SelectMany(r => r.Checks.Where(c => c.Values is not null))
        .ToLookup(c => (c.Subject, c.Check)));

    /// <summary>A history without runs.</summary>
    public static CheckHistory Empty { get; } = new([]);

    /// <summary>The values of a measure in released runs, the newest first.</summary>
    public IReadOnlyList<decimal> Of(string subject, string check, string measure) =>
    [
        .. _results.Value[(subject, check)].Where(r => r.Values!.ContainsKey(measure)).Select(r => r.Values![measure]),
    ];
}
