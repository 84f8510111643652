namespace Tracklake.Models;

/// <summary>The kinds of value that a column can hold on every engine.</summary>
public enum TypeKind
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A signed 32-bit integer.</summary>
    Int32,

    /// <summary>A signed 64-bit integer.</summary>
    Int64,

    /// <summary>An exact decimal number with a fixed number of fractional digits.</summary>
    Decimal,

    /// <summary>A calendar day.</summary>
    Date,

    /// <summary>An instant in UTC, to the microsecond.</summary>
    Timestamp,

    /// <summary>Unicode text.</summary>
    Text,
}

/// <summary>
/// The type of a column or expression. There is deliberately no floating-point type: floats sum and print differently
/// from engine to engine, and no number that Tracklake publishes needs one.
/// </summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Precision">Total digits; only of <see cref="TypeKind.Decimal"/>.</param>
/// <param name="Scale">Fractional digits; only of <see cref="TypeKind.Decimal"/>.</param>
public readonly record struct DataType(TypeKind Kind, int Precision = 0, int Scale = 0)
{
    /// <summary>True or false.</summary>
    public static DataType Boolean => new(TypeKind.Boolean);

    /// <summary>A signed 32-bit integer.</summary>
    public static DataType Int32 => new(TypeKind.Int32);

    /// <summary>A signed 64-bit integer.</summary>
    public static DataType Int64 => new(TypeKind.Int64);

    /// <summary>A calendar day.</summary>
    public static DataType Date => new(TypeKind.Date);

    /// <summary>An instant in UTC, to the microsecond.</summary>
    public static DataType Timestamp => new(TypeKind.Timestamp);

    /// <summary>Unicode text.</summary>
    public static DataType Text => new(TypeKind.Text);

    /// <summary>Whether arithmetic is defined on it.</summary>
    public bool IsNumeric => Kind is TypeKind.Int32 or TypeKind.Int64 or TypeKind.Decimal;

    /// <summary>An exact decimal number.</summary>
    /// <param name="precision">Total digits, 1 to 38.</param>
    /// <param name="scale">Fractional digits, 0 to <paramref name="precision"/>.</param>
    public static DataType Decimal(int precision, int scale) => new(TypeKind.Decimal, precision, scale);

    /// <summary>The name in the house's own notation, as the docs and <c>describe</c> show it.</summary>
    public override string ToString() => Kind switch
    {
        TypeKind.Boolean => "boolean",
        TypeKind.Int32 => "integer",
        TypeKind.Int64 => "bigint",
        TypeKind.Decimal => $"decimal({Precision},{Scale})",
        TypeKind.Date => "date",
        TypeKind.Timestamp => "timestamp",
        TypeKind.Text => "text",
        _ => throw new InvalidOperationException($"No name for the type kind {Kind}."),
    };
}
