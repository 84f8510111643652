using Tracklake.Catalog;
using Tracklake.Models;
using Tracklake.Models.Validation;
using Tracklake.Pipeline.Tasks;
using Tracklake.Quality;
using Tracklake.Queries;
using Tracklake.Raw;
using Tracklake.Releases;
using Tracklake.Sources;
using Tracklake.Zones;

namespace Tracklake.Pipeline;

/// <summary>
/// The eight tasks of a run, in order: extract, land, crawl, analyze, lakehouse, warehouse, quality, publish. Every task
/// can be killed at any point and done again; a run that was is taken up under its own number before anything new.
/// </summary>
/// <param name="parts">What it is made of.</param>
/// <param name="observer">Told how it goes on.</param>
public sealed class PipelineRunner(PipelineParts parts, IRunObserver observer)
{
    private readonly RawZone _raw = new(parts.Store);
    private readonly LandedBatches _landed = new(parts.Store);
    private readonly RunLog _runs = new(parts.Store);
    private readonly ReleaseLog _releases = new(parts.Store);
    private readonly BatchLedger _ledger = new(parts.Store);

    /// <summary>
    /// Takes up a run that did not end, or asks the source for the days that it lacks and brings in every raw batch
    /// that waits. Does nothing when there is nothing to do.
    /// </summary>
    /// <param name="source">What is asked; null asks nothing and brings in what waits.</param>
    /// <param name="days">The days to ask for; those that are there already cost a look.</param>
    /// <param name="cancellationToken">Ends the run; it is taken up the next time.</param>
    /// <exception cref="SourceException">The source refused for good.</exception>
    /// <exception cref="ModelException">The models are wrong; nothing was done.</exception>
    public async Task<PipelineOutcome> RunAsync(
        ISource? source, IReadOnlyList<DateOnly> days, CancellationToken cancellationToken)
    {
        ModelValidation.Require(parts.Models);
        var scope = new RunScope(parts, observer);
        var plan = await _runs.UnfinishedAsync(cancellationToken).ConfigureAwait(false);
        Deferred? deferred = null;
        if (plan is null)
        {
            await new ReleaseRollback(parts).FinishAsync(cancellationToken).ConfigureAwait(false);
            if (source is not null)
                deferred = await new ExtractTask(scope).RunAsync(source, days, cancellationToken).ConfigureAwait(false);
            plan = await PlanAsync(cancellationToken).ConfigureAwait(false);
        }
        if (plan is null)
        {
            var current = await _releases.CurrentAsync(cancellationToken).ConfigureAwait(false);
            return new PipelineOutcome(null, null, current, deferred);
        }
        var (result, release) = await ToldAsync(plan, scope, cancellationToken).ConfigureAwait(false);
        return new PipelineOutcome(plan, result, release, deferred);
    }

    /// <summary>Computes every table anew from what is applied, as a run of its own, and releases it.</summary>
    public async Task<PipelineOutcome> RebuildAsync(CancellationToken cancellationToken)
    {
        ModelValidation.Require(parts.Models);
        var current = await _releases.CurrentAsync(cancellationToken).ConfigureAwait(false);
        var plan = await NewPlanAsync([], current, cancellationToken).ConfigureAwait(false) with { FromScratch = true };
        await _runs.BeginAsync(plan, cancellationToken).ConfigureAwait(false);
        var (result, release) = await ToldAsync(plan, new RunScope(parts, observer), cancellationToken).ConfigureAwait(false);
        return new PipelineOutcome(plan, result, release, null);
    }

    private async Task<RunPlan?> PlanAsync(CancellationToken cancellationToken)
    {
        var waiting = await _ledger.WaitingAsync(_raw, cancellationToken).ConfigureAwait(false);
        var replaced = await _ledger.ReplacedAsync(cancellationToken).ConfigureAwait(false);
        if (waiting.Count == 0 && replaced.Count == 0)
            return null;
        var current = await _releases.CurrentAsync(cancellationToken).ConfigureAwait(false);
        var names = waiting.Select(b => new BatchName(b.Source, b.Name)).ToList();
        var plan = await NewPlanAsync(names, current, cancellationToken).ConfigureAwait(false) with { Removed = replaced };
        await _runs.BeginAsync(plan, cancellationToken).ConfigureAwait(false);
        return plan;
    }

    private async Task<RunPlan> NewPlanAsync(
        IReadOnlyList<BatchName> batches, Release? current, CancellationToken cancellationToken)
    {
        var numbers = await _runs.NumbersAsync(cancellationToken).ConfigureAwait(false);
        return new RunPlan
        {
            Number = (numbers.Count == 0 ? 0 : numbers[^1]) + 1,
            At = parts.Clock.GetUtcNow(),
            BaseRelease = current?.Number,
            Batches = batches,
        };
    }

    /// <summary>Runs, and tells of it.</summary>
    private async Task<(RunResult Result, Release? Release)> ToldAsync(
        RunPlan plan, RunScope scope, CancellationToken cancellationToken)
    {
        if (parts.Events is not { } events)
            return await RunAsync(plan, scope, cancellationToken).ConfigureAwait(false);
        await events.BeganAsync(plan, cancellationToken).ConfigureAwait(false);
        try
        {
            return await RunAsync(plan, scope, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await events.FailedAsync(plan, e.Message, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<(RunResult Result, Release? Release)> RunAsync(
        RunPlan plan, RunScope scope, CancellationToken cancellationToken)
    {
        var landed = await new LandTask(scope).RunAsync(plan, cancellationToken).ConfigureAwait(false);
        var released = plan.BaseRelease is { } number
            ? await _releases.ReadAsync(number, cancellationToken).ConfigureAwait(false)
            : null;
        var work = await WorkAsync(plan, landed, released, cancellationToken).ConfigureAwait(false);

        using var warehouse = parts.OpenWarehouse();
        var current = await _releases.CurrentAsync(cancellationToken).ConfigureAwait(false);
        if (current?.Run == plan.Number)
            return await FinishAsync(work, current, warehouse, scope, cancellationToken).ConfigureAwait(false);

        var (crawl, answers) = await QueryZonesAsync(work, scope, cancellationToken).ConfigureAwait(false);
        using var lakehouse = parts.OpenLakehouse(plan);
        var lake = new TablesTask(scope, "lakehouse").Run(work, p => lakehouse.Update(work, p, cancellationToken));
        var mart = new TablesTask(scope, "warehouse").Run(work, p => warehouse.Update(work, p, cancellationToken));
        var history = await _runs.LastResultsAsync(parts.Quality.HistoryRuns, cancellationToken).ConfigureAwait(false);
        var evidence = new Evidence(
            work, [.. lake.Select(t => t.State)], [.. mart.Select(t => t.State)], answers, crawl, [], new CheckHistory(history));
        var checks = await new QualityTask(scope).RunAsync(evidence, lakehouse, cancellationToken).ConfigureAwait(false);

        var result = ResultOf(plan, landed, checks, scope);
        if (result.Outcome == RunOutcome.Blocked)
        {
            lakehouse.TakeBack(work);
            await EndAsync(work, lake, result, null, cancellationToken).ConfigureAwait(false);
            return (result, released);
        }
        var release = ReleaseOf(work, evidence.Lakehouse, result);
        await new PublishTask(scope).RunAsync(release, warehouse, cancellationToken).ConfigureAwait(false);
        result = result with { Tasks = [.. scope.Ended] };
        await EndAsync(work, lake, result, release, cancellationToken).ConfigureAwait(false);
        return (result, release);
    }

    /// <summary>What the run does to the tables. What was applied before is read only by a table that needs all of it.
    /// </summary>
    private async Task<TableWork> WorkAsync(
        RunPlan plan, IReadOnlyList<LandedBatch> landed, Release? released, CancellationToken cancellationToken)
    {
        var removed = await _landed.ReadAsync(plan.Removed, cancellationToken).ConfigureAwait(false);
        var earlier = new Lazy<IReadOnlyList<(LandedBatch Batch, long Run)>>(() =>
            [.. _landed.AppliedAsync(cancellationToken).ConfigureAwait(false).GetAwaiter().GetResult()
                .Where(a => !plan.Removed.Contains(new BatchName(a.Batch.Source, a.Batch.Name)))]);
        var refreshes = RefreshPlan.Of(parts.Models, landed, plan.FromScratch ? null : released, removed);
        return new TableWork(plan, landed, () => earlier.Value, refreshes, released) { Removed = removed };
    }

    private async Task<(Crawl Crawl, IReadOnlyList<QueryAnswer> Answers)> QueryZonesAsync(
        TableWork work, RunScope scope, CancellationToken cancellationToken)
    {
        var (queries, schemas) = parts.OpenQueries();
        using var opened = queries;
        var crawl = await new CrawlTask(scope).RunAsync(work.Batches, schemas, cancellationToken).ConfigureAwait(false);
        var answers = await new AnalyzeTask(scope).RunAsync(work.Plan, work.Batches, queries, cancellationToken)
            .ConfigureAwait(false);
        return (crawl, answers);
    }

    private RunResult ResultOf(
        RunPlan plan, IReadOnlyList<LandedBatch> landed, IReadOnlyList<CheckResult> checks, RunScope scope)
    {
        var isBlocked = checks.Any(c => c.Failed && c.Severity == Severity.Error);
        return new RunResult
        {
            Run = plan.Number,
            Outcome = isBlocked ? RunOutcome.Blocked : RunOutcome.Released,
            At = parts.Clock.GetUtcNow(),
            Release = isBlocked ? null : (plan.BaseRelease ?? 0) + 1,
            Conservation =
            [
                .. landed.SelectMany(b => b.Conservation).GroupBy(c => c.Table).Select(g => new Conservation(
                    g.Key, g.Sum(c => c.Records), g.Sum(c => c.Rows), g.Sum(c => c.Duplicates), g.Sum(c => c.Quarantined))),
            ],
            Checks = checks,
            Tasks = scope.Ended,
            Notices =
            [
                .. landed.SelectMany(b => b.Notices).Distinct(),
                .. checks.Where(c => c.Failed && c.Severity == Severity.Warning).Select(c => c.Message),
            ],
        };
    }

    private Release ReleaseOf(TableWork work, IReadOnlyList<TableState> tables, RunResult result) => new()
    {
        Number = (work.Released?.Number ?? 0) + 1,
        Run = work.Plan.Number,
        At = parts.Clock.GetUtcNow(),
        Tables = tables.ToDictionary(
            s => s.Refresh.Model.QualifiedName,
            s => new ReleasedTable(s.Version, s.Rows, s.Checksum, s.Refresh.Definition, s.LastDay)),
        FromScratch = work.Plan.FromScratch,
        Batches = work.Plan.FromScratch
            ? [.. work.Earlier().Select(e => $"{e.Batch.Source}/{e.Batch.Name}")]
            : [.. work.Plan.Batches.Select(b => b.ToString())],
        Removed = [.. work.Plan.Removed.Select(b => b.ToString())],
        Notices = result.Notices,
    };

    /// <summary>The run was killed after its release was written and before it ended: the rest is done again.</summary>
    private async Task<(RunResult Result, Release? Release)> FinishAsync(
        TableWork work, Release release, IWarehouse warehouse, RunScope scope, CancellationToken cancellationToken)
    {
        await new PublishTask(scope).FinishAsync(work, release, warehouse, cancellationToken).ConfigureAwait(false);
        var result = ResultOf(work.Plan, work.Batches, [], scope) with { Notices = release.Notices };
        // The work was done, and timed, by a process that is gone.
        var now = parts.Clock.GetUtcNow();
        var tables = work.Refreshes.Select(r => (Refresh: r, Table: release.Tables[r.Model.QualifiedName])).Select(r =>
            new TableState(r.Refresh, r.Table.Version, r.Table.Rows, r.Table.LastDay, () => r.Table.Checksum));
        await EndAsync(work, [.. tables.Select(t => new UpdatedTable(t, now, now))], result, release, cancellationToken)
            .ConfigureAwait(false);
        return (result, release);
    }

    private async Task EndAsync(
        TableWork work, IReadOnlyList<UpdatedTable> tables, RunResult result, Release? release,
        CancellationToken cancellationToken)
    {
        await _runs.EndAsync(result, cancellationToken).ConfigureAwait(false);
        // The run has ended, whoever is told of it or not.
        if (parts.Events is { } events)
            await events.EndedAsync(new RunReport(work, tables, result, release), CancellationToken.None).ConfigureAwait(false);
    }
}
