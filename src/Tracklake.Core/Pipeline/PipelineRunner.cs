using System.Text;
using Tracklake.Catalog;
using Tracklake.Models;
using Tracklake.Models.Validation;
using Tracklake.Quality;
using Tracklake.Queries;
using Tracklake.Raw;
using Tracklake.Releases;
using Tracklake.Sources;
using Tracklake.Storage;
using Tracklake.Zones;

namespace Tracklake.Pipeline;

/// <summary>What a pipeline is made of; the engines are opened when a run first needs them.</summary>
public sealed record PipelineParts
{
    /// <summary>Where the zones are.</summary>
    public required IObjectStore Store { get; init; }

    /// <summary>Lands raw batches.</summary>
    public required ILander Lander { get; init; }

    /// <summary>Opens the query service, which also reads the columns of files.</summary>
    public required Func<(IQueryService Queries, IFileSchemas Schemas)> OpenQueries { get; init; }

    /// <summary>Opens the lakehouse for a run.</summary>
    public required Func<RunPlan, ILakehouse> OpenLakehouse { get; init; }

    /// <summary>Opens the warehouse.</summary>
    public required Func<IWarehouse> OpenWarehouse { get; init; }

    /// <summary>The tables, each after those that it reads.</summary>
    public IReadOnlyList<Model> Models { get; init; } = AllModels.InOrder;

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Told of runs; null tells nobody.</summary>
    public IRunEvents? Events { get; init; }

    /// <summary>The bounds of the quality gate.</summary>
    public QualityOptions Quality { get; init; } = new();

    /// <summary>The most that a predefined query may scan.</summary>
    public long ScanLimitBytes { get; init; } = 1_000_000_000;
}

/// <summary>Told how a run goes on; for a person who watches.</summary>
public interface IRunObserver
{
    /// <summary>A task began.</summary>
    /// <param name="task">Its name.</param>
    /// <param name="total">Number of steps that it has; 0 when unknown.</param>
    void Began(string task, int total);

    /// <summary>A task got on.</summary>
    /// <param name="task">Its name.</param>
    /// <param name="done">Steps done.</param>
    /// <param name="total">Steps known so far.</param>
    /// <param name="what">What was done last.</param>
    void Advanced(string task, int done, int total, string what);

    /// <summary>A task ended.</summary>
    void Ended(TaskRecord task);
}

/// <summary>How a call of the pipeline ended.</summary>
/// <param name="Plan">The run; null when there was nothing to do.</param>
/// <param name="Result">Its result; null when there was nothing to do.</param>
/// <param name="Release">The current release; null before the first.</param>
/// <param name="Deferred">What the source put off; null when it did not.</param>
public sealed record PipelineOutcome(RunPlan? Plan, RunResult? Result, Release? Release, Deferred? Deferred);

/// <summary>
/// The eight tasks of a run, in order: extract, land, crawl, analyze, lakehouse, warehouse, quality, publish. Every task
/// can be killed at any point and done again; a run that was is taken up under its own number before anything new.
/// </summary>
/// <param name="parts">What it is made of.</param>
/// <param name="observer">Told how it goes on.</param>
public sealed class PipelineRunner(PipelineParts parts, IRunObserver observer)
{
    private const long LargeImport = 200_000;

    private readonly RawZone _raw = new(parts.Store);
    private readonly RunLog _runs = new(parts.Store);
    private readonly ReleaseLog _releases = new(parts.Store);
    private readonly BatchLedger _ledger = new(parts.Store);
    private readonly DefinitionLog _definitions = new(parts.Store);

    // When the lakehouse worked on each table, by its qualified name.
    private readonly Dictionary<string, (DateTimeOffset Began, DateTimeOffset Ended)> _worked = [];

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
        var tasks = new List<TaskRecord>();
        var plan = await _runs.UnfinishedAsync(cancellationToken).ConfigureAwait(false);
        Deferred? deferred = null;
        if (plan is null)
        {
            await new ReleaseRollback(parts).FinishAsync(cancellationToken).ConfigureAwait(false);
            if (source is not null)
                deferred = await ExtractAsync(source, days, tasks, cancellationToken).ConfigureAwait(false);
            plan = await PlanAsync(cancellationToken).ConfigureAwait(false);
        }
        if (plan is null)
        {
            var current = await _releases.CurrentAsync(cancellationToken).ConfigureAwait(false);
            return new PipelineOutcome(null, null, current, deferred);
        }
        var (result, release) = await ToldAsync(plan, tasks, cancellationToken).ConfigureAwait(false);
        return new PipelineOutcome(plan, result, release, deferred);
    }

    /// <summary>Computes every table anew from what is applied, as a run of its own, and releases it.</summary>
    public async Task<PipelineOutcome> RebuildAsync(CancellationToken cancellationToken)
    {
        ModelValidation.Require(parts.Models);
        var current = await _releases.CurrentAsync(cancellationToken).ConfigureAwait(false);
        var plan = await NewPlanAsync([], current, cancellationToken).ConfigureAwait(false) with { FromScratch = true };
        await _runs.BeginAsync(plan, cancellationToken).ConfigureAwait(false);
        var (result, release) = await ToldAsync(plan, [], cancellationToken).ConfigureAwait(false);
        return new PipelineOutcome(plan, result, release, null);
    }

    /// <summary>The batches that the next run would bring in.</summary>
    public Task<IReadOnlyList<RawBatch>> WaitingAsync(CancellationToken cancellationToken) =>
        _ledger.WaitingAsync(_raw, cancellationToken);

    /// <summary>Everything that was landed and is in the released tables, with the run that brought it in.</summary>
    public async Task<IReadOnlyList<(LandedBatch Batch, long Run)>> AppliedAsync(CancellationToken cancellationToken)
    {
        var applied = new List<(LandedBatch Batch, long Run)>();
        foreach (var (name, marker) in await _ledger.AppliedAsync(cancellationToken).ConfigureAwait(false))
        {
            applied.Add((await LandedAsync(name, cancellationToken).ConfigureAwait(false), marker.Run));
        }
        return [.. applied.OrderBy(a => a.Run).ThenBy(a => a.Batch.ObservedOn)];
    }

    private Task<LandedBatch> LandedAsync(BatchName name, CancellationToken cancellationToken) => parts.Store.GetJsonAsync(
        LandedKeys.Landed(name.Source, name.Name), LandedJson.Default.LandedBatch, cancellationToken);

    private async Task<Deferred?> ExtractAsync(
        ISource source, IReadOnlyList<DateOnly> days, List<TaskRecord> tasks, CancellationToken cancellationToken)
    {
        var lacking = new List<DateOnly>();
        foreach (var day in days)
        {
            if (!await _raw.HasAsync(source.Name, $"{day:yyyy-MM-dd}", cancellationToken).ConfigureAwait(false))
                lacking.Add(day);
        }
        if (lacking.Count == 0)
            return null;

        using var task = new TaskClock("extract", lacking.Count, parts.Clock, observer, tasks);
        var (requests, retries, bytes) = (0, 0, 0L);
        foreach (var (day, done) in lacking.Select((day, index) => (day, index)))
        {
            var progress = new ForwardedProgress<ExtractionProgress>(p => observer.Advanced(
                "extract", done, lacking.Count, $"{p.Day:yyyy-MM-dd}: {p.Requests} of {p.Planned} requests"));
            var extraction = await source.ExtractAsync(day, progress, cancellationToken).ConfigureAwait(false);
            requests += extraction.Requests;
            retries += extraction.Retries;
            if (extraction is Deferred deferred)
            {
                task.Summary = $"{done} of {lacking.Count} days, {requests:N0} requests, deferred";
                return deferred;
            }
            bytes += ((Extracted)extraction).Batch.Parts.Sum(p => p.Bytes);
            observer.Advanced("extract", done + 1, lacking.Count, $"{day:yyyy-MM-dd}");
        }
        var again = retries == 0 ? "" : $", {retries:N0} of them again";
        task.Summary = $"{lacking.Count} days, {requests:N0} requests{again}, {Amount.OfBytes(bytes)}";
        return null;
    }

    private async Task<RunPlan?> PlanAsync(CancellationToken cancellationToken)
    {
        var waiting = await WaitingAsync(cancellationToken).ConfigureAwait(false);
        var replaced = await _ledger.ReplacedAsync(cancellationToken).ConfigureAwait(false);
        if (waiting.Count == 0 && replaced.Count == 0)
            return null;
        var current = await _releases.CurrentAsync(cancellationToken).ConfigureAwait(false);
        var plan = await NewPlanAsync(
            [.. waiting.Select(b => new BatchName(b.Source, b.Name))], current, cancellationToken).ConfigureAwait(false)
            with
        { Removed = replaced };
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
        RunPlan plan, List<TaskRecord> tasks, CancellationToken cancellationToken)
    {
        if (parts.Events is not { } events)
            return await RunAsync(plan, tasks, cancellationToken).ConfigureAwait(false);
        await events.BeganAsync(plan, cancellationToken).ConfigureAwait(false);
        try
        {
            return await RunAsync(plan, tasks, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await events.FailedAsync(plan, e.Message, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private async Task EndAsync(
        TableWork work, IReadOnlyList<TableState> tables, RunResult result, Release? release,
        CancellationToken cancellationToken)
    {
        await _runs.EndAsync(result, cancellationToken).ConfigureAwait(false);
        if (parts.Events is not { } events)
            return;
        var now = parts.Clock.GetUtcNow();
        // Of a run that is only finished the work was done, and timed, by a process that is gone.
        var updated = tables.Select(t => _worked.TryGetValue(t.Refresh.Model.QualifiedName, out var worked)
            ? new UpdatedTable(t, worked.Began, worked.Ended)
            : new UpdatedTable(t, now, now));
        // The run has ended, whoever is told of it or not.
        var report = new RunReport(work, [.. updated], result, release);
        await events.EndedAsync(report, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<(RunResult Result, Release? Release)> RunAsync(
        RunPlan plan, List<TaskRecord> tasks, CancellationToken cancellationToken)
    {
        var landed = await LandAsync(plan, tasks, cancellationToken).ConfigureAwait(false);
        var released = plan.BaseRelease is { } number
            ? await _releases.ReadAsync(number, cancellationToken).ConfigureAwait(false)
            : null;
        var removed = new List<LandedBatch>();
        foreach (var batch in plan.Removed)
            removed.Add(await LandedAsync(batch, cancellationToken).ConfigureAwait(false));
        var earlier = new Lazy<IReadOnlyList<(LandedBatch Batch, long Run)>>(() =>
            [.. AppliedAsync(cancellationToken).ConfigureAwait(false).GetAwaiter().GetResult()
                .Where(a => !plan.Removed.Contains(new BatchName(a.Batch.Source, a.Batch.Name)))]);
        var refreshes = RefreshPlan.Of(parts.Models, landed, plan.FromScratch ? null : released, removed);
        var work = new TableWork(plan, landed, () => earlier.Value, refreshes, released) { Removed = removed };

        using var warehouse = parts.OpenWarehouse();
        var current = await _releases.CurrentAsync(cancellationToken).ConfigureAwait(false);
        if (current?.Run == plan.Number)
            return await FinishAsync(work, current, warehouse, tasks, cancellationToken).ConfigureAwait(false);

        var (crawl, answers) = await QueryZonesAsync(plan, landed, tasks, cancellationToken).ConfigureAwait(false);
        using var lakehouse = parts.OpenLakehouse(plan);
        var lake = Update("lakehouse", work, tasks, p => lakehouse.Update(work, p, cancellationToken));
        var mart = Update("warehouse", work, tasks, p => warehouse.Update(work, p, cancellationToken));
        var history = new CheckHistory(await _runs.LastResultsAsync(parts.Quality.HistoryRuns, cancellationToken)
            .ConfigureAwait(false));
        var evidence = new Evidence(work, lake, mart, answers, crawl, [], history);
        var checks = await JudgeAsync(evidence, lakehouse, tasks, cancellationToken).ConfigureAwait(false);

        var result = ResultOf(plan, landed, checks, tasks);
        if (result.Outcome == RunOutcome.Blocked)
        {
            lakehouse.TakeBack(work);
            await EndAsync(work, lake, result, null, cancellationToken).ConfigureAwait(false);
            return (result, released);
        }
        var release = new Release
        {
            Number = (released?.Number ?? 0) + 1,
            Run = plan.Number,
            At = parts.Clock.GetUtcNow(),
            Tables = lake.ToDictionary(
                s => s.Refresh.Model.QualifiedName,
                s => new ReleasedTable(s.Version, s.Rows, s.Checksum, s.Refresh.Definition, s.LastDay)),
            FromScratch = plan.FromScratch,
            Batches = plan.FromScratch
                ? [.. earlier.Value.Select(e => $"{e.Batch.Source}/{e.Batch.Name}")]
                : [.. plan.Batches.Select(b => b.ToString())],
            Removed = [.. plan.Removed.Select(b => b.ToString())],
            Notices = result.Notices,
        };
        return await PublishAsync(work, lake, release, result, warehouse, tasks, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<LandedBatch>> LandAsync(
        RunPlan plan, List<TaskRecord> tasks, CancellationToken cancellationToken)
    {
        using var task = new TaskClock("land", plan.Batches.Count, parts.Clock, observer, tasks);
        var landed = new LandedBatch[plan.Batches.Count];
        var done = 0;
        // Batches of a day are small: several at a time keep the cores busy, while a large one uses them by itself.
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, landed.Length), parallel, async (index, token) =>
        {
            var name = plan.Batches[index];
            var batch = await _raw.ReadAsync(name.Source, name.Name, token).ConfigureAwait(false);
            landed[index] = await parts.Lander.LandAsync(batch, token).ConfigureAwait(false);
            observer.Advanced("land", Interlocked.Increment(ref done), landed.Length, name.ToString());
        }).ConfigureAwait(false);
        var records = landed.Sum(b => b.Conservation.Sum(c => c.Records));
        var quarantined = landed.Sum(b => b.Conservation.Sum(c => c.Quarantined));
        task.Summary = $"{landed.Length} batches, {records:N0} records, {quarantined:N0} quarantined";
        // The engines that come next do not share this heap: after a large import its buffers go back to the system.
        if (records > LargeImport)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return landed;
    }

    private async Task<(Crawl Crawl, IReadOnlyList<QueryAnswer> Answers)> QueryZonesAsync(
        RunPlan plan, IReadOnlyList<LandedBatch> landed, List<TaskRecord> tasks, CancellationToken cancellationToken)
    {
        var (queries, schemas) = parts.OpenQueries();
        using var _ = queries;
        Crawl crawl;
        using (var task = new TaskClock("crawl", 1, parts.Clock, observer, tasks))
        {
            crawl = await new Crawler(parts.Store, schemas).CrawlAsync(landed, cancellationToken).ConfigureAwait(false);
            task.Summary = $"{crawl.Files:N0} files of {crawl.Tables} tables, {crawl.Drifts.Count} changed";
        }
        using var analyze = new TaskClock("analyze", PredefinedQuery.All.Count, parts.Clock, observer, tasks);
        var files = landed.SelectMany(b => b.Files).ToList();
        var answers = new List<QueryAnswer>();
        foreach (var query in PredefinedQuery.All)
        {
            var answer = queries.Run(query, files, parts.ScanLimitBytes);
            answers.Add(answer);
            if (answer.Refused is null)
                await KeepAsync(plan, query, answer, cancellationToken).ConfigureAwait(false);
            observer.Advanced("analyze", answers.Count, PredefinedQuery.All.Count, query.Name);
        }
        analyze.Summary = $"{answers.Count} queries, {Amount.OfBytes(answers.Sum(a => a.BytesScanned))} scanned";
        return (crawl, answers);
    }

    private Task<bool> KeepAsync(
        RunPlan plan, PredefinedQuery query, QueryAnswer answer, CancellationToken cancellationToken)
    {
        var csv = new StringBuilder().AppendJoin(',', query.Query.Columns.Select(c => c.Name)).Append('\n');
        foreach (var row in answer.Rows)
            csv.AppendJoin(',', row.Select(CsvText.Of)).Append('\n');
        return parts.Store.PutAsync(
            $"spotify/athena-results/{query.Name}/{plan.Number:D6}.csv",
            (stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(csv.ToString()), token).AsTask(),
            cancellationToken);
    }

    private IReadOnlyList<TableState> Update(
        string name, TableWork work, List<TaskRecord> tasks,
        Func<IProgress<TableState>, IReadOnlyList<TableState>> update)
    {
        using var task = new TaskClock(name, work.Refreshes.Count, parts.Clock, observer, tasks);
        var done = 0;
        var began = parts.Clock.GetUtcNow();
        var states = update(new ForwardedProgress<TableState>(s =>
        {
            var ended = parts.Clock.GetUtcNow();
            if (name == "lakehouse")
                _worked[s.Refresh.Model.QualifiedName] = (began, ended);
            began = ended;
            observer.Advanced(name, ++done, work.Refreshes.Count, s.Refresh.Model.QualifiedName);
        }));
        var changed = states.Count(s => s.Refresh.Kind != RefreshKind.Unchanged);
        task.Summary = $"{changed} of {states.Count} tables, {states.Sum(s => s.Rows):N0} rows";
        return states;
    }

    private async Task<IReadOnlyList<CheckResult>> JudgeAsync(
        Evidence evidence, ILakehouse lakehouse, List<TaskRecord> tasks, CancellationToken cancellationToken)
    {
        using var task = new TaskClock("quality", 0, parts.Clock, observer, tasks);
        var today = DateOnly.FromDateTime(parts.Clock.GetUtcNow().UtcDateTime);
        var plan = evidence.Work.Plan;
        var request = new CheckRequest
        {
            Time = new CheckTime(today),
            // A purge is meant to change tables.
            History = plan.FromScratch ? CheckHistory.Empty : evidence.History,
            HasSeveralLoads = evidence.Work.Batches.GroupBy(b => (b.Source, b.ObservedOn)).Any(g => g.Count() > 1),
            Owners = parts.Quality.Owners,
        };
        var found = lakehouse.Check(evidence.Work, request, cancellationToken);
        var failing = new FailingRowsZone(parts.Store);
        var kept = await failing.KeepAsync(FailingRowsZone.OfRun(plan.Number), found, cancellationToken).ConfigureAwait(false);
        await failing.ForgetBeforeAsync(
            plan.Number - parts.Quality.HistoryRuns + 1, (plan.BaseRelease ?? 0) - parts.Quality.HistoryRuns + 1,
            cancellationToken).ConfigureAwait(false);
        var checks = new QualityGate(parts.Quality).Judge(evidence with { ModelChecks = kept }, today);
        var failed = checks.Count(c => c.Failed && c.Severity == Severity.Error);
        var warned = checks.Count(c => c.Failed && c.Severity == Severity.Warning);
        task.Summary = $"{checks.Count} checks, {failed} failed, {warned} warnings";
        return checks;
    }

    private RunResult ResultOf(
        RunPlan plan, IReadOnlyList<LandedBatch> landed, IReadOnlyList<CheckResult> checks, List<TaskRecord> tasks)
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
            Tasks = tasks,
            Notices =
            [
                .. landed.SelectMany(b => b.Notices).Distinct(),
                .. checks.Where(c => c.Failed && c.Severity == Severity.Warning).Select(c => c.Message),
            ],
        };
    }

    private async Task<(RunResult Result, Release? Release)> PublishAsync(
        TableWork work, IReadOnlyList<TableState> lake, Release release, RunResult result, IWarehouse warehouse, List<TaskRecord> tasks,
        CancellationToken cancellationToken)
    {
        using (var task = new TaskClock("publish", 1, parts.Clock, observer, tasks))
        {
            // Before the release, so that what a release names can be compared with.
            await _definitions.KeepAsync(parts.Models.Select(ModelDefinition.Of), cancellationToken)
                .ConfigureAwait(false);
            // From here on readers see the run. Whatever is cut off after this line is finished by FinishAsync.
            if (!await _releases.PublishAsync(release, cancellationToken).ConfigureAwait(false))
            {
                throw new InvalidOperationException(
                    $"Release {release.Number} was published by another process. Start the run again.");
            }
            warehouse.Publish(release);
            await MarkAsync(release, cancellationToken).ConfigureAwait(false);
            task.Summary = $"release {release.Number}";
        }
        var ended = result with { Tasks = [.. tasks] };
        await EndAsync(work, lake, ended, release, cancellationToken).ConfigureAwait(false);
        return (ended, release);
    }

    /// <summary>The run was killed after its release was written and before it ended: the rest is done again.</summary>
    private async Task<(RunResult Result, Release? Release)> FinishAsync(
        TableWork work, Release release, IWarehouse warehouse, List<TaskRecord> tasks,
        CancellationToken cancellationToken)
    {
        if (warehouse.PublishedRelease() != release.Number)
        {
            Update("warehouse", work, tasks, p => warehouse.Update(work, p, cancellationToken));
            warehouse.Publish(release);
        }
        await MarkAsync(release, cancellationToken).ConfigureAwait(false);
        var result = ResultOf(work.Plan, work.Batches, [], tasks) with { Notices = release.Notices };
        var tables = work.Refreshes.Select(r => (Refresh: r, Table: release.Tables[r.Model.QualifiedName])).Select(r =>
            new TableState(r.Refresh, r.Table.Version, r.Table.Rows, r.Table.LastDay, () => r.Table.Checksum));
        await EndAsync(work, [.. tables], result, release, cancellationToken).ConfigureAwait(false);
        return (result, release);
    }

    private async Task MarkAsync(Release release, CancellationToken cancellationToken)
    {
        await _ledger.ApplyAsync(
            release.Batches.Select(BatchName.Parse), new AppliedBatch(release.Run, release.Number), cancellationToken)
            .ConfigureAwait(false);
        await _ledger.TakeOutAsync(release.Removed.Select(BatchName.Parse), cancellationToken).ConfigureAwait(false);
    }
}
