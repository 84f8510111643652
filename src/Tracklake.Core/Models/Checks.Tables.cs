using Tracklake.Models.Checking;

namespace Tracklake.Models;

/// <summary>The checks of whole tables, of several tables and of several runs.</summary>
public static partial class Checks
{
    /// <summary>No two rows have the same values, where all of them are there. Keys need no such check.</summary>
    public static Check Unique(params IReadOnlyList<Column> columns) => new Unique(columns);

    /// <summary>A value, where it is there, is in another table.</summary>
    public static Check References(Column column, Model referred, Column referredColumn) =>
        new Lookup(LookupNeed.References, [column], referred, [referredColumn]);

    /// <summary>Every row is referred to by a row of another table: no parent without a child.</summary>
    public static Check HasChild(Column column, Model child, Column childColumn) =>
        new Lookup(LookupNeed.HasChild, [column], child, [childColumn]);

    /// <summary>Another table has the same keys, no less and no more.</summary>
    public static Check SameKeys(IReadOnlyList<Column> columns, Model other, IReadOnlyList<Column> otherColumns) =>
        new Lookup(LookupNeed.SameKeys, columns, other, otherColumns);

    /// <summary>There are at least so many rows.</summary>
    public static Check MinRows(long least) => new RowCountBetween(least, null);

    /// <summary>There are so many rows.</summary>
    public static Check RowsBetween(long least, long most) => new RowCountBetween(least, most);

    /// <summary>A column has so many different values.</summary>
    public static Check DistinctBetween(Column column, long? least, long? most) =>
        new DistinctCountBetween(column, least, most);

    /// <summary>Rows that satisfy a condition are such a share of all.</summary>
    public static Check ShareBetween(
        string name, Expr condition, decimal leastPercent, decimal mostPercent, string what) =>
        new ShareBetween(name, condition, leastPercent, mostPercent, what);

    /// <summary>The mean of a column of whole numbers is within bounds.</summary>
    public static Check MeanBetween(Column column, decimal? least, decimal? most) =>
        new StatisticBetween(column, Statistic.Mean, least, most);

    /// <summary>The least value of a column is within bounds.</summary>
    public static Check MinBetween(Column column, decimal? least, decimal? most) =>
        new StatisticBetween(column, Statistic.Min, least, most);

    /// <summary>The greatest value of a column is within bounds.</summary>
    public static Check MaxBetween(Column column, decimal? least, decimal? most) =>
        new StatisticBetween(column, Statistic.Max, least, most);

    /// <summary>The sum of a column of whole numbers is within bounds.</summary>
    public static Check SumBetween(Column column, decimal? least, decimal? most) =>
        new StatisticBetween(column, Statistic.Sum, least, most);

    /// <summary>A percentile of a column of whole numbers is within bounds, exactly.</summary>
    public static Check PercentileBetween(Column column, int percent, int least, int most) =>
        new PercentileBetween(column, percent, least, most);

    /// <summary>Every day from the first to the last is there.</summary>
    public static Check NoGapsInDays(Column column) => new NoGapsInDays(column);

    /// <summary>The newest row is at most so many days old.</summary>
    public static Check Fresh(Column column, int maxDays) => new Fresh(column, maxDays);

    /// <summary>A sum of whole numbers equals a sum over another table.</summary>
    /// <param name="column">What is summed here.</param>
    /// <param name="other">The other table.</param>
    /// <param name="otherSum">What is summed or counted there: an aggregate.</param>
    /// <param name="filter">The rows that count there; null for all.</param>
    public static Check SumEquals(Column column, Model other, Expr otherSum, Expr? filter = null) => new Reconciles(
        $"{column.Name}_sum_as_{other.Name}", Sql.Sum(column), other, otherSum, filter, "sum_equals",
        $"The sum of {column.Name} must be what {other} gives.");

    /// <summary>There are as many rows as another table has.</summary>
    /// <param name="other">The other table.</param>
    /// <param name="filter">The rows that count there; null for all.</param>
    public static Check RowsEqual(Model other, Expr? filter = null) => new Reconciles(
        $"rows_as_{other.Name}", Sql.Count(), other, Sql.Count(), filter, "row_count_equals",
        $"There must be as many rows as {(filter is null ? "" : "such rows ")}in {other}.");

    /// <summary>There are as many rows as another table has different values.</summary>
    public static Check RowsEqualDistinct(Model other, Column otherColumn) => new Reconciles(
        $"rows_as_{otherColumn.Name}_of_{other.Name}", Sql.Count(), other, Sql.CountDistinct(otherColumn), null,
        "row_count_equals", $"There must be a row for each {otherColumn.Name} of {other}.");

    /// <summary>The loads of a run do not bring the same records several times.</summary>
    /// <param name="load">The column that names the load of a row.</param>
    /// <param name="maxLoads">The most loads that a record may come in, on average.</param>
    /// <param name="content">What tells records apart, the day among it.</param>
    public static Check NoDuplicateLoads(Column load, decimal maxLoads, params IReadOnlyList<Column> content) =>
        new NoDuplicateLoads(content, load, maxLoads);

    /// <summary>The number of rows is near the median of the last runs.</summary>
    public static Check VolumeNearHistory(decimal maxPercent, int leastRuns = LeastRuns) =>
        new NearHistory(Trait.Volume, null, maxPercent, leastRuns, []);

    /// <summary>The share of rows without a value is near the median of the last runs.</summary>
    public static Check NullShareNearHistory(Column column, decimal maxPoints, int leastRuns = LeastRuns) =>
        new NearHistory(Trait.NullShare, column, maxPoints, leastRuns, []);

    /// <summary>The mean of whole numbers is near the median of the last runs.</summary>
    public static Check MeanNearHistory(Column column, decimal maxPercent, int leastRuns = LeastRuns) =>
        new NearHistory(Trait.Mean, column, maxPercent, leastRuns, []);

    /// <summary>The share of different values is near the median of the last runs.</summary>
    public static Check DistinctShareNearHistory(Column column, decimal maxPoints, int leastRuns = LeastRuns) =>
        new NearHistory(Trait.DistinctShare, column, maxPoints, leastRuns, []);

    /// <summary>The share of each of some values is near the median of the last runs.</summary>
    public static Check CategoriesNearHistory(Column column, decimal maxPoints, params IReadOnlyList<string> values) =>
        new NearHistory(Trait.Categories, column, maxPoints, LeastRuns, values);

    /// <summary>The table has never fewer rows than after the run before.</summary>
    public static Check NeverShrinks() => new NeverShrinks();

    // Of fewer runs a median is an accident.
    private const int LeastRuns = 5;
}
