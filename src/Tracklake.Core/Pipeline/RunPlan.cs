using System.Text.Json.Serialization;
using Tracklake.Quality;
using Tracklake.Raw;

namespace Tracklake.Pipeline;

/// <summary>
/// What a run works on, written before it touches a table: a run that is killed and started again takes up the same
/// plan under the same number, so that whatever it has done already is recognised and not done twice.
/// </summary>
public sealed record RunPlan
{
    /// <summary>From 1; every table that the run writes carries it as its transaction's version.</summary>
    public required long Number { get; init; }

    /// <summary>When the run was planned, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The release that it starts from; null for the first.</summary>
    public long? BaseRelease { get; init; }

    /// <summary>Whether every table is computed anew from all batches that are left: after a purge.</summary>
    public bool FromScratch { get; init; }

    /// <summary>The raw batches that it brings in, in the order of their days.</summary>
    public required IReadOnlyList<BatchName> Batches { get; init; }

    /// <summary>The raw batches whose rows it takes out of the tables, because others took their place.</summary>
    public IReadOnlyList<BatchName> Removed { get; init; } = [];
}


/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>Its tables are released.</summary>
    Released,

    /// <summary>A check of severity error failed; readers see what they saw before.</summary>
    Blocked,
}

/// <summary>How a run ended, written last.</summary>
public sealed record RunResult
{
    /// <summary>The run.</summary>
    public required long Run { get; init; }

    /// <summary>How it ended.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The release that it made.</summary>
    public long? Release { get; init; }

    /// <summary>What became of the records, summed over batches, a line a table.</summary>
    public required IReadOnlyList<Zones.Conservation> Conservation { get; init; }

    /// <summary>What the checks found.</summary>
    public required IReadOnlyList<CheckResult> Checks { get; init; }

    /// <summary>The tasks and what they took.</summary>
    public required IReadOnlyList<TaskRecord> Tasks { get; init; }

    /// <summary>What a reader should know.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>The checks that block.</summary>
    [JsonIgnore]
    public IEnumerable<CheckResult> Blocking =>
        Checks.Where(c => c.Failed && c.Severity == Models.Severity.Error);
}

/// <summary>A task of a run.</summary>
/// <param name="Name">extract, land, crawl, analyze, lakehouse, warehouse, quality or publish.</param>
/// <param name="Seconds">What it took.</param>
/// <param name="Summary">What it did, in a few words.</param>
public sealed record TaskRecord(string Name, double Seconds, string Summary);

/// <summary>A raw batch whose rows are in the released tables.</summary>
/// <param name="Run">The run that brought it in.</param>
/// <param name="Release">The release that first had it.</param>
public sealed record AppliedBatch(long Run, long Release);
