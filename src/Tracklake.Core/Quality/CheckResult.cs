using System.Text.Json.Serialization;
using Tracklake.Models;

namespace Tracklake.Quality;

/// <summary>What a check found.</summary>
public sealed record CheckResult
{
    /// <summary>The table, by qualified name; or what else was checked (<c>zones</c>, <c>warehouse</c>).</summary>
    public required string Subject { get; init; }

    /// <summary>The check's name, unique within the subject.</summary>
    public required string Check { get; init; }

    /// <summary>The kind of check; empty in results of before there were kinds.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What happens when it fails.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The team or person to ask.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Rows or things that fail.</summary>
    public required long Failures { get; init; }

    /// <summary>How many of them are tolerated.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Tolerated { get; init; }

    /// <summary>What was found and what to do, in a sentence; empty when it passed.</summary>
    public string Message { get; init; } = "";

    /// <summary>What was measured, for later runs to compare with; null when nothing was.</summary>
    public IReadOnlyDictionary<string, decimal>? Values { get; init; }

    /// <summary>The object that holds all failing rows as Parquet; null when no row is to blame.</summary>
    public string? FailingRows { get; init; }

    /// <summary>
    /// Some of the failing rows, as JSON objects. For whoever watches: they are not kept with the run, because data is
    /// kept only where a purge finds it.
    /// </summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>The file of the failing rows, until it is put into the store.</summary>
    [JsonIgnore]
    public string? FailingRowsFile { get; init; }

    /// <summary>Whether it failed.</summary>
    [JsonIgnore]
    public bool Failed => Failures > Tolerated;
}
