namespace Tracklake.Models;

/// <summary>What happens when a check fails.</summary>
public enum Severity
{
    /// <summary>It is said and the release goes on.</summary>
    Warning,

    /// <summary>It blocks the release.</summary>
    Error,
}

/// <summary>How many rows may fail before a check does; the greater of both counts.</summary>
/// <param name="Rows">Number of rows, at least 0.</param>
/// <param name="Percent">Percent of the rows that were checked, 0 to 100.</param>
public readonly record struct Tolerance(long Rows, decimal Percent)
{
    /// <summary>The rows that may fail of so many.</summary>
    public long Of(long rows) => Math.Max(Rows, (long)decimal.Floor(rows * Percent / 100));
}

/// <summary>The time that checks go by: that of the run, never the machine's.</summary>
/// <param name="Today">The UTC day of the run.</param>
public readonly record struct CheckTime(DateOnly Today);

/// <summary>
/// Something that must hold for a table, as data: each kind gives expressions and queries of the model, so that every
/// engine can say it. Keys and nullability are checked without being declared.
/// </summary>
/// <param name="Name">Unique within the table; lower snake_case.</param>
public abstract record Check(string Name)
{
    /// <summary>The kind's name, lower snake_case; the same for all checks of the kind.</summary>
    public abstract string Kind { get; }

    /// <summary>What must hold, in a sentence.</summary>
    public abstract string Rule { get; }

    /// <summary>The columns that it looks at; empty when it looks at rows as such.</summary>
    public virtual IReadOnlyList<Column> Columns => [];

    /// <summary>What happens when it fails.</summary>
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>How many rows may fail.</summary>
    public Tolerance Tolerance { get; init; }

    /// <summary>The team or person to ask; empty for the owner of the table's layer.</summary>
    public string Owner { get; init; } = "";

    /// <summary>What to do when it fails, in a sentence; empty where the rule says enough.</summary>
    public string NextStep { get; init; } = "";

    /// <summary>What must hold and what to do.</summary>
    public string Message => NextStep.Length == 0 ? Rule : $"{Rule} {NextStep}";

    /// <summary>The same check, that does not block.</summary>
    public Check AsWarning() => this with { Severity = Severity.Warning };

    /// <summary>The same check, that so many rows may fail.</summary>
    public Check AllowingRows(long rows) => this with { Tolerance = Tolerance with { Rows = rows } };

    /// <summary>The same check, that so many percent of the rows may fail.</summary>
    public Check AllowingPercent(decimal percent) => this with { Tolerance = Tolerance with { Percent = percent } };

    /// <summary>The same check, of another owner than the layer's.</summary>
    public Check OwnedBy(string owner) => this with { Owner = owner };

    /// <summary>The same check, that says what to do.</summary>
    public Check Advising(string nextStep) => this with { NextStep = nextStep };

    /// <summary>The same check under another name.</summary>
    public Check Named(string name) => this with { Name = name };
}
