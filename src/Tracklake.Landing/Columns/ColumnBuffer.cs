using System.Runtime.InteropServices;
using Tracklake.Landing.Reading;
using Tracklake.Models;

namespace Tracklake.Landing.Columns;

/// <summary>The values of one column of the rows that wait to be written, in arrays that are used again.</summary>
internal abstract class ColumnBuffer(Column column)
{
    private const int FirstCapacity = 1024;

    private bool[] present = new bool[FirstCapacity];

    public Column Column { get; } = column;

    public int Count { get; private set; }

    public int Nulls { get; private set; }

    /// <summary>Whether each row has a value.</summary>
    public ReadOnlySpan<bool> Present => present.AsSpan(0, Count);

    protected int Capacity => present.Length;

    public static ColumnBuffer For(Column column) => column.Type.Kind switch
    {
        TypeKind.Boolean => new BooleanBuffer(column),
        TypeKind.Int32 or TypeKind.Date => new Int32Buffer(column),
        TypeKind.Int64 or TypeKind.Timestamp => new Int64Buffer(column),
        TypeKind.Decimal when column.Type.Precision <= 18 => new Int64Buffer(column),
        TypeKind.Text => new TextBuffer(column),
        _ => throw new NotSupportedException($"Landing has no buffer for '{column.Name}' of type {column.Type}."),
    };

    public void AddNull()
    {
        if (!Column.Nullable)
            throw new InvalidOperationException($"The column '{Column.Name}' cannot be null.");
        SetEmpty(Next(false));
        Nulls++;
    }

    /// <summary>A hash of a value that is there: equal values have equal hashes, on every machine.</summary>
    public abstract ulong HashOf(int row);

    public virtual void Clear()
    {
        Count = 0;
        Nulls = 0;
    }

    /// <summary>Makes room for one more row and says which it is.</summary>
    protected int Next(bool hasValue)
    {
        if (Count == present.Length)
        {
            Array.Resize(ref present, Count * 2);
            Resize(present.Length);
        }
        present[Count] = hasValue;
        return Count++;
    }

    /// <summary>Sets the value that stands for null, so that no old one shines through.</summary>
    protected abstract void SetEmpty(int row);

    protected abstract void Resize(int capacity);
}

/// <summary>A column whose values have a fixed size.</summary>
internal abstract class FixedBuffer<T> : ColumnBuffer
    where T : unmanaged
{
    private T[] values;

    protected FixedBuffer(Column column)
        : base(column) => values = new T[Capacity];

    public ReadOnlySpan<T> Values => values.AsSpan(0, Count);

    public void Add(T value)
    {
        var row = Next(true);
        values[row] = value;
    }

    public void Add(T? value)
    {
        if (value is { } present)
            Add(present);
        else
            AddNull();
    }

    public sealed override ulong HashOf(int row) => default(RecordHash).Then(MemoryMarshal.AsBytes(values.AsSpan(row, 1))).Low;

    protected sealed override void SetEmpty(int row) => values[row] = default;

    protected sealed override void Resize(int capacity) => Array.Resize(ref values, capacity);
}

/// <summary>Integers, and dates as days since 1970-01-01.</summary>
internal sealed class Int32Buffer(Column column) : FixedBuffer<int>(column);

/// <summary>Large integers, instants in microseconds since 1970-01-01, and unscaled decimals.</summary>
internal sealed class Int64Buffer(Column column) : FixedBuffer<long>(column);

/// <summary>Truth values.</summary>
internal sealed class BooleanBuffer(Column column) : FixedBuffer<bool>(column);
