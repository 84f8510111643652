namespace Tracklake.DuckDb.Examples;

/// <summary>How a test of a model ended.</summary>
/// <param name="Model">The model's qualified name.</param>
/// <param name="Name">The test.</param>
/// <param name="Mismatch">Where it first went wrong; null when it passed.</param>
public sealed record ModelTestResult(string Model, string Name, ModelMismatch? Mismatch)
{
    /// <summary>Whether every step gave the rows that it should.</summary>
    public bool Passed => Mismatch is null;
}

/// <summary>Rows that a model should have and has not, or the reverse.</summary>
/// <param name="Step">The run of the test, from 1.</param>
/// <param name="Way">How the table was brought up to date.</param>
/// <param name="Columns">The columns that are compared.</param>
/// <param name="Rows">The rows that differ, those of a key together.</param>
public sealed record ModelMismatch(
    int Step, string Way, IReadOnlyList<string> Columns, IReadOnlyList<MismatchedRow> Rows);

/// <summary>A row that differs.</summary>
/// <param name="IsExpected">Whether it was expected and is not there; else it is there and was not expected.</param>
/// <param name="Values">Its values as text; null is a missing value.</param>
public sealed record MismatchedRow(bool IsExpected, IReadOnlyList<string?> Values);
