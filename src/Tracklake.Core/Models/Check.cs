namespace Tracklake.Models;

/// <summary>What happens when a check fails.</summary>
public enum Severity
{
    /// <summary>It is said and the release goes on.</summary>
    Warning,

    /// <summary>It blocks the release.</summary>
    Error,
}

/// <summary>Something that must hold for a table; keys and nullability are checked without being declared.</summary>
/// <param name="Name">Unique within the table; lower snake_case.</param>
/// <param name="Severity">What happens when it fails.</param>
public abstract record Check(string Name, Severity Severity);

/// <summary>No row may satisfy the condition.</summary>
/// <param name="Name">Unique within the table.</param>
/// <param name="Failing">True for a row that fails.</param>
/// <param name="Severity">What happens when there is one.</param>
/// <param name="Message">What a failure means and what to do, for a person.</param>
public sealed record NoRow(string Name, Expr Failing, Severity Severity, string Message) : Check(Name, Severity);

/// <summary>Every value that is there must be in another table.</summary>
/// <param name="Name">Unique within the table.</param>
/// <param name="Column">The referring column.</param>
/// <param name="Referred">The table referred to.</param>
/// <param name="ReferredColumn">Its column.</param>
/// <param name="Severity">What happens when one is not.</param>
public sealed record Refers(string Name, Column Column, Model Referred, Column ReferredColumn, Severity Severity)
    : Check(Name, Severity);

/// <summary>The checks that models declare, short to write.</summary>
public static class Checks
{
    /// <summary>A number is within bounds, both included, where it is there.</summary>
    public static Check Between(Column column, int least, int greatest) => new NoRow(
        $"{column.Name}_between_{least}_and_{greatest}",
        (Expr)column < least | (Expr)column > greatest, Severity.Error,
        $"{column.Name} must be from {least} to {greatest}.");

    /// <summary>A number is at least 0, where it is there.</summary>
    public static Check NotNegative(Column column) => new NoRow(
        $"{column.Name}_not_negative", (Expr)column < 0, Severity.Error, $"{column.Name} must not be negative.");

    /// <summary>A text is one of a list, where it is there.</summary>
    public static Check OneOf(Column column, params IReadOnlyList<string> values) => new NoRow(
        $"{column.Name}_accepted", !((Expr)column).In(values), Severity.Error,
        $"{column.Name} must be one of {string.Join(", ", values)}.");

    /// <summary>A value, where it is there, is in another table.</summary>
    public static Check References(Column column, Model referred, Column referredColumn) => new Refers(
        $"{column.Name}_in_{referred.Name}", column, referred, referredColumn, Severity.Error);
}
