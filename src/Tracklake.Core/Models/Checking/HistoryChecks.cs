using static Tracklake.Models.Sql;

namespace Tracklake.Models.Checking;

/// <summary>What of a table is compared with earlier runs.</summary>
public enum Trait
{
    /// <summary>Number of rows.</summary>
    Volume,

    /// <summary>Percent of rows in which a column has no value.</summary>
    NullShare,

    /// <summary>Mean of a column of whole numbers.</summary>
    Mean,

    /// <summary>Different values as percent of the values that are there.</summary>
    DistinctShare,

    /// <summary>Percent of rows of each of some values.</summary>
    Categories,
}

/// <summary>
/// A number of the table is near the median of the last runs. Shares may differ by so many percentage points, volume
/// and mean by so many percent.
/// </summary>
/// <param name="Trait">What is compared.</param>
/// <param name="Column">The column; null for the volume.</param>
/// <param name="MaxChange">How far it may be from the median, in percent or percentage points.</param>
/// <param name="LeastRuns">Earlier runs that must be there before anything is said.</param>
/// <param name="Values">The values that are counted, of <see cref="Trait.Categories"/>.</param>
public sealed record NearHistory(
    Trait Trait, Column? Column, decimal MaxChange, int LeastRuns, IReadOnlyList<string> Values)
    : MeasureCheck(CheckName.Of(Column is null ? "rows" : Column, WordOf(Trait)))
{
    /// <inheritdoc/>
    public override string Kind => WordOf(Trait);

    /// <inheritdoc/>
    public override string Rule => Trait switch
    {
        Trait.Volume => $"The number of rows must be within {Text(MaxChange)} % of the median of the last runs.",
        Trait.NullShare => $"The share of rows without {Column!.Name} must be {Near}.",
        Trait.Mean => $"The mean of {Column!.Name} must be within {Text(MaxChange)} % of the median of the last runs.",
        Trait.DistinctShare => $"The share of different values of {Column!.Name} must be {Near}.",
        Trait.Categories => $"The share of each value of {Column!.Name} must be {Near}.",
        _ => throw new ModelException($"No rule for {Trait}."),
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => Column is null ? [] : [Column];

    /// <inheritdoc/>
    public override bool NeedsWholeTable => Trait is Trait.Volume or Trait.DistinctShare;

    /// <inheritdoc/>
    public override bool ComparesRuns => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Measure> Measures => Trait switch
    {
        Trait.Volume => [],
        Trait.NullShare => [new("count", CountOf(Column!))],
        Trait.Mean => [new("sum", Sum(Column!)), new("count", CountOf(Column!))],
        Trait.DistinctShare => [new("distinct", CountDistinct(Column!)), new("count", CountOf(Column!))],
        Trait.Categories => [.. Values.Select(v => new Measure(NameOf(v), Count(((Expr)Column!).Eq(v))))],
        _ => throw new ModelException($"No measure for {Trait}."),
    };

    private string Near => $"within {Text(MaxChange)} percentage points of the median of the last runs";

    /// <inheritdoc/>
    public override Verdict Judge(Measured measured)
    {
        var values = Numbers(measured).Where(n => n.Value is not null)
            .ToDictionary(n => n.Name, n => decimal.Round(n.Value!.Value, 6));
        var faults = values.Select(v => Fault(v.Key, v.Value, measured.Past(v.Key))).OfType<string>().ToList();
        return new Verdict(faults.Count == 0 ? null : string.Join(" ", faults), values);
    }

    /// <summary>The middle value; of an even number the mean of the two in the middle.</summary>
    public static decimal Median(IReadOnlyList<decimal> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private IEnumerable<(string Name, decimal? Value)> Numbers(Measured measured)
    {
        decimal? Percent(decimal? part, decimal whole) => whole == 0 ? null : part * 100 / whole;
        return Trait switch
        {
            Trait.Volume => [("rows", measured.Rows)],
            Trait.NullShare => [("null_percent", Percent(measured.Rows - measured["count"], measured.Rows))],
            Trait.Mean => [("mean", measured["count"] is > 0 ? measured["sum"] / measured["count"] : null)],
            Trait.DistinctShare => [("distinct_percent", Percent(measured["distinct"], measured["count"] ?? 0))],
            Trait.Categories => Values.Select(v => (NameOf(v) + "_percent", Percent(measured[NameOf(v)], measured.Rows))),
            _ => throw new ModelException($"No number for {Trait}."),
        };
    }

    private string? Fault(string name, decimal value, IReadOnlyList<decimal> past)
    {
        if (past.Count < LeastRuns)
            return null;
        var median = Median(past);
        var allowed = Trait is Trait.Volume or Trait.Mean ? Math.Abs(median) * MaxChange / 100 : MaxChange;
        return Math.Abs(value - median) <= allowed
            ? null
            : $"{name} is {Text(value)}; the median of the last {past.Count} runs is {Text(median)}.";
    }

    private static string NameOf(string value) => CheckName.Of(value);

    private static string WordOf(Trait trait) => trait switch
    {
        Trait.Volume => "volume_against_history",
        Trait.NullShare => "null_share_against_history",
        Trait.Mean => "mean_against_history",
        Trait.DistinctShare => "distinct_share_against_history",
        Trait.Categories => "categories_against_history",
        _ => throw new ModelException($"No word for {trait}."),
    };
}

/// <summary>A table never has fewer rows than the run before left it.</summary>
public sealed record NeverShrinks() : MeasureCheck("never_shrinks")
{
    /// <inheritdoc/>
    public override string Kind => "never_shrinks";

    /// <inheritdoc/>
    public override string Rule => "The table must not have fewer rows than after the run before.";

    /// <inheritdoc/>
    public override bool NeedsWholeTable => true;

    /// <inheritdoc/>
    public override bool ComparesRuns => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Measure> Measures => [];

    /// <inheritdoc/>
    public override Verdict Judge(Measured measured)
    {
        var past = measured.Past("rows");
        var fault = past.Count > 0 && measured.Rows < past[0]
            ? $"It has {measured.Rows:N0} rows; after the run before it had {Text(past[0])}."
            : null;
        return new Verdict(fault, new Dictionary<string, decimal> { ["rows"] = measured.Rows });
    }
}
