using System.Globalization;

namespace Tracklake.Models.Checking;

/// <summary>A number that is measured over a table; kept with the run, so that later runs can compare.</summary>
/// <param name="Name">Unique within the check; lower snake_case.</param>
/// <param name="Value">An aggregate over the rows. A day becomes its number since 0001-01-01.</param>
public sealed record Measure(string Name, Expr Value);

/// <summary>What was measured, for a check to judge.</summary>
/// <param name="Values">The measures by name; null where there was nothing to measure.</param>
/// <param name="Rows">Number of rows that were looked at.</param>
/// <param name="Time">The time of the run.</param>
/// <param name="Past">The values of a name in earlier runs, the newest first.</param>
public sealed record Measured(
    IReadOnlyDictionary<string, decimal?> Values, long Rows, CheckTime Time, Func<string, IReadOnlyList<decimal>> Past)
{
    /// <summary>A measure.</summary>
    public decimal? this[string name] => Values[name];
}

/// <summary>What a check makes of what was measured.</summary>
/// <param name="Fault">What was found, in a sentence; null when the check passes.</param>
/// <param name="Values">What is kept with the run.</param>
public sealed record Verdict(string? Fault, IReadOnlyDictionary<string, decimal> Values);

/// <summary>Numbers over the whole table, or over the days that a run touched, must be as expected.</summary>
/// <param name="Name">Unique within the table.</param>
public abstract record MeasureCheck(string Name) : Check(Name)
{
    /// <summary>What is measured in the table itself.</summary>
    public abstract IReadOnlyList<Measure> Measures { get; }

    /// <summary>One row of numbers of another table, measured beside; null for none.</summary>
    public virtual Query? Other => null;

    /// <summary>Whether it means nothing when only a part of the table is looked at.</summary>
    public virtual bool NeedsWholeTable => false;

    /// <summary>Whether it compares with earlier runs, so that it means nothing outside of one.</summary>
    public virtual bool ComparesRuns => false;

    /// <summary>Whether it means something only where a run brings several loads of one source and day.</summary>
    public virtual bool NeedsSeveralLoads => false;

    /// <summary>Judges what was measured.</summary>
    public abstract Verdict Judge(Measured measured);

    /// <summary>A number as messages have it.</summary>
    protected static string Text(decimal value) =>
        (value == decimal.Truncate(value) ? value : Math.Round(value, 4)).ToString("#,0.####", CultureInfo.InvariantCulture);

    /// <summary>A verdict on one value that must lie within bounds; nothing measured passes.</summary>
    protected static Verdict Between(string name, decimal? value, decimal? least, decimal? most)
    {
        if (value is not { } found)
            return new Verdict(null, new Dictionary<string, decimal>());
        var isWithin = (least is null || found >= least) && (most is null || found <= most);
        return new Verdict(
            isWithin ? null : $"It is {Text(found)}.", new Dictionary<string, decimal> { [name] = decimal.Round(found, 6) });
    }

    /// <summary>Bounds in words.</summary>
    protected static string Words(decimal? least, decimal? most) => (least, most) switch
    {
        ({ } from, { } to) => $"from {Text(from)} to {Text(to)}",
        ({ } from, null) => $"at least {Text(from)}",
        (null, { } to) => $"at most {Text(to)}",
        _ => throw new ModelException("A check of a measure needs a bound."),
    };
}
