using static Tracklake.Models.Sql;

namespace Tracklake.Models.Checking;

/// <summary>The table has so many rows.</summary>
/// <param name="Least">At least; null for no bound.</param>
/// <param name="Most">At most; null for no bound.</param>
public sealed record RowCountBetween(long? Least, long? Most) : MeasureCheck(Most is null
    ? CheckName.Of("rows_at_least", Least!.Value)
    : CheckName.Of("rows_between", Least ?? 0, "and", Most.Value))
{
    /// <inheritdoc/>
    public override string Kind => Most is null ? "min_rows" : "row_count_between";

    /// <inheritdoc/>
    public override string Rule => $"The number of rows must be {Words(Least, Most)}.";

    /// <inheritdoc/>
    public override bool NeedsWholeTable => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Measure> Measures => [];

    /// <inheritdoc/>
    public override Verdict Judge(Measured measured) => Between("rows", measured.Rows, Least, Most);
}

/// <summary>A column has so many different values.</summary>
/// <param name="Column">The column.</param>
/// <param name="Least">At least; null for no bound.</param>
/// <param name="Most">At most; null for no bound.</param>
public sealed record DistinctCountBetween(Column Column, long? Least, long? Most)
    : MeasureCheck(CheckName.Of(Column, "distinct_count"))
{
    /// <inheritdoc/>
    public override string Kind => "distinct_count_between";

    /// <inheritdoc/>
    public override string Rule => $"The number of different values of {Column.Name} must be {Words(Least, Most)}.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [Column];

    /// <inheritdoc/>
    public override bool NeedsWholeTable => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Measure> Measures => [new("distinct", CountDistinct(Column))];

    /// <inheritdoc/>
    public override Verdict Judge(Measured measured) => Between("distinct", measured["distinct"], Least, Most);
}

/// <summary>The rows that satisfy a condition are such a share of all.</summary>
/// <param name="Name">Unique within the table.</param>
/// <param name="Condition">Which rows are counted.</param>
/// <param name="LeastPercent">At least, 0 to 100.</param>
/// <param name="MostPercent">At most, 0 to 100.</param>
/// <param name="What">What such rows are, in words.</param>
public sealed record ShareBetween(string Name, Expr Condition, decimal LeastPercent, decimal MostPercent, string What)
    : MeasureCheck(Name)
{
    /// <inheritdoc/>
    public override string Kind => "share_between";

    /// <inheritdoc/>
    public override string Rule => $"The percentage of {What} must be {Words(LeastPercent, MostPercent)}.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [.. ColumnsOfQuery.In(Condition).Distinct()];

    /// <inheritdoc/>
    public override IReadOnlyList<Measure> Measures => [new("matching", Count(Condition))];

    /// <inheritdoc/>
    public override Verdict Judge(Measured measured) => Between(
        "percent", measured.Rows == 0 ? null : measured["matching"] * 100 / measured.Rows, LeastPercent, MostPercent);
}

/// <summary>What a <see cref="StatisticBetween"/> computes.</summary>
public enum Statistic
{
    /// <summary>Mean of the values that are there, exact.</summary>
    Mean,

    /// <summary>Least value.</summary>
    Min,

    /// <summary>Greatest value.</summary>
    Max,

    /// <summary>Sum of the values that are there.</summary>
    Sum,
}

/// <summary>The mean, least or greatest value or the sum of a column of numbers lies within bounds.</summary>
/// <param name="Column">The column; whole numbers for mean and sum.</param>
/// <param name="Statistic">What is computed.</param>
/// <param name="Least">At least; null for no bound.</param>
/// <param name="Most">At most; null for no bound.</param>
public sealed record StatisticBetween(Column Column, Statistic Statistic, decimal? Least, decimal? Most)
    : MeasureCheck(CheckName.Of(Column, WordOf(Statistic), "between"))
{
    /// <inheritdoc/>
    public override string Kind => $"{WordOf(Statistic)}_between";

    /// <inheritdoc/>
    public override string Rule => $"The {WordOf(Statistic)} of {Column.Name} must be {Words(Least, Most)}.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [Column];

    /// <inheritdoc/>
    public override bool NeedsWholeTable => Statistic == Statistic.Sum;

    /// <inheritdoc/>
    public override IReadOnlyList<Measure> Measures => Statistic switch
    {
        Statistic.Mean => [new("sum", Sum(Column)), new("count", CountOf(Column))],
        Statistic.Min => [new("min", Min(Column))],
        Statistic.Max => [new("max", Max(Column))],
        Statistic.Sum => [new("sum", Sum(Column))],
        _ => throw new ModelException($"No measure for {Statistic}."),
    };

    /// <inheritdoc/>
    public override Verdict Judge(Measured measured) => Between(
        WordOf(Statistic),
        Statistic != Statistic.Mean ? measured[WordOf(Statistic)]
            : measured["count"] is > 0 ? measured["sum"] / measured["count"] : null,
        Least, Most);

    private static string WordOf(Statistic statistic) => statistic.ToString().ToLowerInvariant();
}

/// <summary>
/// A percentile of a column lies within bounds, exactly: the value of nearest rank. Judged by counting the values on
/// either side, because engines compute percentiles differently.
/// </summary>
/// <param name="Column">The column.</param>
/// <param name="Percent">Which percentile, 1 to 99.</param>
/// <param name="Least">At least.</param>
/// <param name="Most">At most.</param>
public sealed record PercentileBetween(Column Column, int Percent, int Least, int Most)
    : MeasureCheck(CheckName.Of(Column, "p" + Percent, "between"))
{
    /// <inheritdoc/>
    public override string Kind => "percentile_between";

    /// <inheritdoc/>
    public override string Rule => $"The {Percent}th percentile of {Column.Name} must be {Words(Least, Most)}.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [Column];

    /// <inheritdoc/>
    public override IReadOnlyList<Measure> Measures =>
    [
        new("count", CountOf(Column)), new("below", Count((Expr)Column < Least)), new("up_to", Count((Expr)Column <= Most)),
    ];

    /// <inheritdoc/>
    public override Verdict Judge(Measured measured)
    {
        var (count, below, upTo) = (measured["count"] ?? 0, measured["below"] ?? 0, measured["up_to"] ?? 0);
        var rank = decimal.Ceiling(count * Percent / 100);
        var values = new Dictionary<string, decimal> { ["below"] = below, ["above"] = count - upTo };
        var fault = count == 0 ? null
            : below >= rank ? $"It is less: {Text(below)} of {Text(count)} values are below {Text(Least)}."
            : upTo < rank ? $"It is more: {Text(count - upTo)} of {Text(count)} values are above {Text(Most)}."
            : null;
        return new Verdict(fault, values);
    }
}

/// <summary>Every day between the first and the last has a row.</summary>
/// <param name="Column">The column of days.</param>
public sealed record NoGapsInDays(Column Column) : MeasureCheck(CheckName.Of(Column, "has_no_gaps"))
{
    /// <inheritdoc/>
    public override string Kind => "no_gaps_in_days";

    /// <inheritdoc/>
    public override string Rule => $"{Column.Name} must have every day from the first to the last.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [Column];

    /// <inheritdoc/>
    public override bool NeedsWholeTable => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Measure> Measures =>
        [new("first", Min(Column)), new("last", Max(Column)), new("days", CountDistinct(Column))];

    /// <inheritdoc/>
    public override Verdict Judge(Measured measured)
    {
        if (measured["last"] is not { } last || measured["first"] is not { } first)
            return new Verdict(null, new Dictionary<string, decimal>());
        var missing = last - first + 1 - (measured["days"] ?? 0);
        return new Verdict(
            missing == 0 ? null : $"{Text(missing)} of {Text(last - first + 1)} days are missing.",
            new Dictionary<string, decimal> { ["missing_days"] = missing });
    }
}

/// <summary>The newest row is at most so many days older than the run.</summary>
/// <param name="Column">The column of days or instants.</param>
/// <param name="MaxDays">How old it may be.</param>
public sealed record Fresh(Column Column, int MaxDays) : MeasureCheck(CheckName.Of(Column, "fresh"))
{
    /// <inheritdoc/>
    public override string Kind => "freshness";

    /// <inheritdoc/>
    public override string Rule => $"The newest {Column.Name} must be at most {MaxDays} days old.";

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [Column];

    /// <inheritdoc/>
    public override IReadOnlyList<Measure> Measures =>
        [new("newest", Column.Type.Kind == TypeKind.Timestamp ? DateOf(Max(Column)) : Max(Column))];

    /// <inheritdoc/>
    public override Verdict Judge(Measured measured)
    {
        var age = measured.Time.Today.DayNumber - measured["newest"];
        return Between("age_days", age, null, MaxDays);
    }
}
