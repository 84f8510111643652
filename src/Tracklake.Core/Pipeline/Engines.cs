using Tracklake.Quality;
using Tracklake.Releases;
using Tracklake.Zones;

namespace Tracklake.Pipeline;

/// <summary>What a run hands to the engines that keep tables: the same to each.</summary>
/// <param name="Plan">The run.</param>
/// <param name="Batches">What was landed for it, in the order of the plan.</param>
/// <param name="Earlier">What was landed before and is in the released tables, with the run that brought it in; asked
/// for only when a table is computed anew from everything.</param>
/// <param name="Refreshes">How each table is brought up to date.</param>
/// <param name="Released">The release that the run starts from; null for the first.</param>
public sealed record TableWork(
    RunPlan Plan, IReadOnlyList<LandedBatch> Batches, Func<IReadOnlyList<(LandedBatch Batch, long Run)>> Earlier,
    IReadOnlyList<TableRefresh> Refreshes, Release? Released)
{
    /// <summary>What is in the released tables and is taken out of them.</summary>
    public IReadOnlyList<LandedBatch> Removed { get; init; } = [];
}

/// <summary>A table as an engine has it after a run's work on it.</summary>
/// <param name="Refresh">How it was brought up to date.</param>
/// <param name="Version">The engine's version of the table; 0 where it keeps none.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="LastDay">Of a bronze table: the last day that it has records of.</param>
/// <param name="Sum">Computes the checksum, while the engine is open.</param>
public sealed record TableState(TableRefresh Refresh, long Version, long Rows, DateOnly? LastDay, Func<string> Sum)
{
    private string? _checksum;

    /// <summary>
    /// Sum of the rows' hashes, provenance left out. It is what the quality gate compares engines by, so that it is
    /// computed when that first asks for it, not while tables are written.
    /// </summary>
    public string Checksum => _checksum ??= Sum();
}

/// <summary>
/// Open files that every engine reads: bronze, silver and gold as Delta tables. Embedded it is DuckDB over our Delta
/// log; on Databricks a job over the same models.
/// </summary>
public interface ILakehouse : IDisposable
{
    /// <summary>
    /// Brings every table up to date. What this run has written already, before it was killed, is not written again;
    /// what an earlier run wrote and could not release is taken back first.
    /// </summary>
    /// <param name="work">The run and what it brings.</param>
    /// <param name="progress">Told after each table.</param>
    /// <param name="cancellationToken">Ends the work between two tables.</param>
    IReadOnlyList<TableState> Update(
        TableWork work, IProgress<TableState>? progress, CancellationToken cancellationToken);

    /// <summary>
    /// Runs the checks that the models declare, over the rows that the run touched, and says which lists are not
    /// complete. After <see cref="Update"/>.
    /// </summary>
    /// <param name="work">The run.</param>
    /// <param name="request">What the checks go by.</param>
    /// <param name="cancellationToken">Ends the checks.</param>
    IReadOnlyList<CheckResult> Check(TableWork work, CheckRequest request, CancellationToken cancellationToken);

    /// <summary>Takes back what the run wrote: the tables are again what the release has.</summary>
    void TakeBack(TableWork work);

    /// <summary>Deletes every earlier version of every table, data and log, for good; the newest stays.</summary>
    void ForgetHistory();
}

/// <summary>
/// What serves BI: loads each stage file once and brings its own tables up to date by its own route. Its readers see
/// nothing of a run before <see cref="Publish"/>.
/// </summary>
public interface IWarehouse : IDisposable
{
    /// <summary>Loads the run's stage files and brings every table up to date, unseen by readers.</summary>
    IReadOnlyList<TableState> Update(
        TableWork work, IProgress<TableState>? progress, CancellationToken cancellationToken);

    /// <summary>Lets readers see the run's tables, as of a release. After <see cref="Update"/>.</summary>
    void Publish(Release release);

    /// <summary>The release that readers see; null when there is none, or the file cannot be read.</summary>
    long? PublishedRelease();
}
