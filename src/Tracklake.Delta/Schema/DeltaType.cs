using System.Globalization;

namespace Tracklake.Delta;

/// <summary>A column's type (protocol: Schema Serialization Format).</summary>
public abstract record DeltaType
{
    /// <summary>UTF-8 text.</summary>
    public static DeltaType String { get; } = new DeltaPrimitive("string");

    /// <summary>64-bit signed integer.</summary>
    public static DeltaType Long { get; } = new DeltaPrimitive("long");

    /// <summary>32-bit signed integer.</summary>
    public static DeltaType Integer { get; } = new DeltaPrimitive("integer");

    /// <summary>16-bit signed integer.</summary>
    public static DeltaType Short { get; } = new DeltaPrimitive("short");

    /// <summary>8-bit signed integer.</summary>
    public static DeltaType Byte { get; } = new DeltaPrimitive("byte");

    /// <summary>32-bit floating point.</summary>
    public static DeltaType Float { get; } = new DeltaPrimitive("float");

    /// <summary>64-bit floating point.</summary>
    public static DeltaType Double { get; } = new DeltaPrimitive("double");

    /// <summary>True or false.</summary>
    public static DeltaType Boolean { get; } = new DeltaPrimitive("boolean");

    /// <summary>Bytes.</summary>
    public static DeltaType Binary { get; } = new DeltaPrimitive("binary");

    /// <summary>A day without a time.</summary>
    public static DeltaType Date { get; } = new DeltaPrimitive("date");

    /// <summary>An instant in microseconds since 1970-01-01T00:00:00Z; DuckDB's TIMESTAMPTZ.</summary>
    public static DeltaType Timestamp { get; } = new DeltaPrimitive("timestamp");

    /// <summary>A wall-clock time without a zone; read, never written.</summary>
    public static DeltaType TimestampNtz { get; } = new DeltaPrimitive("timestamp_ntz");

    /// <summary>A column that holds nothing but null (protocol: Void Type).</summary>
    internal static DeltaType Void { get; } = new DeltaPrimitive("void");

    /// <summary>A decimal of 1 to 38 digits, of which <paramref name="scale"/> are behind the point.</summary>
    public static DeltaType Decimal(int precision, int scale) => new DeltaDecimal(precision, scale);

    /// <summary>A list of elements.</summary>
    public static DeltaType Array(DeltaType element, bool containsNull = true) => new DeltaArray(element, containsNull);

    /// <summary>A map from keys to values.</summary>
    public static DeltaType Map(DeltaType key, DeltaType value, bool valueContainsNull = true) =>
        new DeltaMap(key, value, valueContainsNull);

    /// <summary>Named fields within a column.</summary>
    public static DeltaType Struct(params IReadOnlyList<DeltaField> fields) => new DeltaStruct(fields);
}

/// <summary>A type that has a name only, such as <c>long</c>.</summary>
public sealed record DeltaPrimitive(string Name) : DeltaType
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A decimal; <paramref name="Precision"/> digits, <paramref name="Scale"/> of them behind the point.</summary>
public sealed record DeltaDecimal(int Precision, int Scale) : DeltaType
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"decimal({Precision},{Scale})");
}

/// <summary>A list (protocol: Array Type).</summary>
public sealed record DeltaArray(DeltaType Element, bool ContainsNull) : DeltaType
{
    /// <inheritdoc/>
    public override string ToString() => $"array<{Element}>";
}

/// <summary>A map (protocol: Map Type).</summary>
public sealed record DeltaMap(DeltaType Key, DeltaType Value, bool ValueContainsNull) : DeltaType
{
    /// <inheritdoc/>
    public override string ToString() => $"map<{Key},{Value}>";
}

/// <summary>Named fields within a column (protocol: Struct Type).</summary>
public sealed record DeltaStruct(IReadOnlyList<DeltaField> Fields) : DeltaType
{
    /// <inheritdoc/>
    public override string ToString() => $"struct<{string.Join(",", Fields.Select(f => $"{f.Name}:{f.Type}"))}>";
}
