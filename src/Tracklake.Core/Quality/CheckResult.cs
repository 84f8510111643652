using Tracklake.Models;

namespace Tracklake.Quality;

/// <summary>What a check found.</summary>
public sealed record CheckResult
{
    /// <summary>The table, by qualified name; or what else was checked (<c>zones</c>, <c>warehouse</c>).</summary>
    public required string Subject { get; init; }

    /// <summary>The check's name, unique within the subject.</summary>
    public required string Check { get; init; }

    /// <summary>What happens when it fails.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Rows or things that fail; 0 passes.</summary>
    public required long Failures { get; init; }

    /// <summary>What was found and what to do, in a sentence; empty when it passed.</summary>
    public string Message { get; init; } = "";

    /// <summary>Some of the failing rows, as JSON objects.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Whether it failed.</summary>
    public bool Failed => Failures > 0;
}
