namespace Tracklake.Delta;

/// <summary>How a column is compared.</summary>
public enum DeltaComparison
{
    /// <summary>The column equals the value.</summary>
    Equal,

    /// <summary>The column equals one of the values.</summary>
    In,

    /// <summary>The column is below the value.</summary>
    Less,

    /// <summary>The column is the value or below it.</summary>
    LessOrEqual,

    /// <summary>The column is above the value.</summary>
    Greater,

    /// <summary>The column is the value or above it.</summary>
    GreaterOrEqual,

    /// <summary>The column is null.</summary>
    IsNull,

    /// <summary>The column is not null.</summary>
    IsNotNull,
}

/// <summary>One condition on a column. Values are bool, integers, float, double, decimal, string, DateOnly, DateTime
/// (as UTC) or DateTimeOffset.</summary>
public sealed record DeltaBound(string Column, DeltaComparison Comparison, params IReadOnlyList<object> Values);

/// <summary>
/// Conditions that all hold for the rows that the reader wants. Files that can hold no such row are left out, by their
/// partition values and statistics (protocol: Per-file Statistics); rows are not filtered: say it in SQL as well.
/// </summary>
public sealed record DeltaPruning(params IReadOnlyList<DeltaBound> Bounds)
{
    /// <summary>Rows whose column equals the value.</summary>
    public static DeltaPruning Equal(string column, object value) =>
        new(new DeltaBound(column, DeltaComparison.Equal, value));

    /// <summary>Rows whose column is one of the values.</summary>
    public static DeltaPruning In(string column, params IReadOnlyList<object> values) =>
        new(new DeltaBound(column, DeltaComparison.In, values));

    /// <summary>Rows whose column lies between the values, both included.</summary>
    public static DeltaPruning Between(string column, object low, object high) =>
        new(new DeltaBound(column, DeltaComparison.GreaterOrEqual, low),
            new DeltaBound(column, DeltaComparison.LessOrEqual, high));

    /// <summary>Rows for which these conditions and the others hold.</summary>
    public DeltaPruning And(DeltaPruning other) => new([.. Bounds, .. other.Bounds]);
}
