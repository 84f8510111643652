using Tracklake.Releases;

namespace Tracklake.Pipeline;

/// <summary>
/// Told when a run begins and how it ends; for other systems. Whoever is told must not fail: a run does not depend on
/// who hears of it.
/// </summary>
public interface IRunEvents
{
    /// <summary>A run began, or was taken up again after it was cut off.</summary>
    Task BeganAsync(RunPlan plan, CancellationToken cancellationToken);

    /// <summary>A run ended: released or blocked.</summary>
    Task EndedAsync(RunReport report, CancellationToken cancellationToken);

    /// <summary>A run failed; it will be taken up the next time.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="message">What went wrong.</param>
    /// <param name="cancellationToken">Ends the telling.</param>
    Task FailedAsync(RunPlan plan, string message, CancellationToken cancellationToken);
}

/// <summary>How a run ended, with what it did to each table.</summary>
/// <param name="Work">The run and what it brought.</param>
/// <param name="Tables">The lakehouse's tables after the run, those that did not change included.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Release">What it released; null when it was blocked.</param>
public sealed record RunReport(
    TableWork Work, IReadOnlyList<UpdatedTable> Tables, RunResult Result, Release? Release);

/// <summary>A table and when a run worked on it.</summary>
/// <param name="State">The table after the run.</param>
/// <param name="Began">When the work on it began, UTC.</param>
/// <param name="Ended">When it ended, UTC.</param>
public sealed record UpdatedTable(TableState State, DateTimeOffset Began, DateTimeOffset Ended);
