namespace Tracklake.Models;

/// <summary>A column as a table declares it, once, for every engine, document and check.</summary>
/// <param name="Name">Lower snake_case; a leading underscore marks provenance, which checksums leave out.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Nullable">Whether a value may be missing.</param>
/// <param name="Description">One sentence, with the unit where there is one.</param>
public sealed record Column(string Name, DataType Type, bool Nullable, string Description)
{
    /// <summary>Whether the column says where a row came from rather than what it says.</summary>
    public bool IsProvenance => Name.StartsWith('_');

    /// <summary>The same column, with a value in every row.</summary>
    public Column NotNull() => this with { Nullable = false };

    /// <summary>The same column where a value may be missing: as a left join or an aggregate of no rows gives
    /// it.</summary>
    public Column OrNull() => this with { Nullable = true };

    /// <summary>How a query computes the column.</summary>
    public Output Is(Expr value) => new(this, value);

    /// <summary>The column under another name, with another meaning.</summary>
    public Column Renamed(string name, string description) => this with { Name = name, Description = description };

    /// <summary>A nullable column of text.</summary>
    public static Column Text(string name, string description) => new(name, DataType.Text, true, description);

    /// <summary>A nullable 32-bit integer column.</summary>
    public static Column Int32(string name, string description) => new(name, DataType.Int32, true, description);

    /// <summary>A nullable 64-bit integer column.</summary>
    public static Column Int64(string name, string description) => new(name, DataType.Int64, true, description);

    /// <summary>A nullable exact decimal column.</summary>
    public static Column Decimal(string name, int precision, int scale, string description) =>
        new(name, DataType.Decimal(precision, scale), true, description);

    /// <summary>A nullable boolean column.</summary>
    public static Column Boolean(string name, string description) => new(name, DataType.Boolean, true, description);

    /// <summary>A nullable calendar-day column.</summary>
    public static Column Date(string name, string description) => new(name, DataType.Date, true, description);

    /// <summary>A nullable UTC instant column.</summary>
    public static Column Timestamp(string name, string description) =>
        new(name, DataType.Timestamp, true, description);
}
