using Tracklake.Models;
using Tracklake.Quality;

namespace Tracklake.Pipeline.Tasks;

/// <summary>Judges all that a run found, before readers see it.</summary>
internal sealed class QualityTask(RunScope scope)
{
    /// <summary>All results, those of the models' own checks included.</summary>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(
        Evidence evidence, ILakehouse lakehouse, CancellationToken cancellationToken)
    {
        using var task = scope.Begin("quality", 0);
        var (options, plan) = (scope.Parts.Quality, evidence.Work.Plan);
        var today = DateOnly.FromDateTime(scope.Parts.Clock.GetUtcNow().UtcDateTime);
        var request = new CheckRequest
        {
            Time = new CheckTime(today),
            // A purge is meant to change tables.
            History = plan.FromScratch ? CheckHistory.Empty : evidence.History,
            HasSeveralLoads = evidence.Work.Batches.GroupBy(b => (b.Source, b.ObservedOn)).Any(g => g.Count() > 1),
            Owners = options.Owners,
        };
        var found = lakehouse.Check(evidence.Work, request, cancellationToken);
        var failing = new FailingRowsZone(scope.Parts.Store);
        var kept = await failing.KeepAsync(FailingRowsZone.OfRun(plan.Number), found, cancellationToken).ConfigureAwait(false);
        await failing.ForgetBeforeAsync(
            plan.Number - options.HistoryRuns + 1, (plan.BaseRelease ?? 0) - options.HistoryRuns + 1,
            cancellationToken).ConfigureAwait(false);
        var checks = new QualityGate(options).Judge(evidence with { ModelChecks = kept }, today);
        var failed = checks.Count(c => c.Failed && c.Severity == Severity.Error);
        var warned = checks.Count(c => c.Failed && c.Severity == Severity.Warning);
        task.Summary = $"{checks.Count} checks, {failed} failed, {warned} warnings";
        return checks;
    }
}
