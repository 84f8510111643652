using ParquetSharp;
using Tracklake.Landing.Columns;

namespace Tracklake.Landing.Parquet;

/// <summary>Hands the values of a buffer to a Parquet column writer, by arrays that are used again.</summary>
internal sealed class ColumnChunk
{
    private short[] levels = [];
    private ByteArray[] texts = [];
    private int[] integers = [];
    private long[] longs = [];
    private bool[] booleans = [];

    public void Write(ColumnWriter writer, ColumnBuffer column)
    {
        var present = LevelsOf(column);
        switch (column)
        {
            case TextBuffer text:
                ((ColumnWriter<ByteArray>)writer).WriteBatch(column.Count, present, default, PointersTo(text));
                break;
            case Int32Buffer int32:
                ((ColumnWriter<int>)writer).WriteBatch(
                    column.Count, present, default, Dense(int32, ref integers));
                break;
            case Int64Buffer int64:
                ((ColumnWriter<long>)writer).WriteBatch(column.Count, present, default, Dense(int64, ref longs));
                break;
            case BooleanBuffer boolean:
                ((ColumnWriter<bool>)writer).WriteBatch(column.Count, present, default, Dense(boolean, ref booleans));
                break;
            default:
                throw new NotSupportedException($"No Parquet values for {column.GetType().Name}.");
        }
    }

    private ReadOnlySpan<short> LevelsOf(ColumnBuffer column)
    {
        Fit(ref levels, column.Count);
        var target = levels.AsSpan(0, column.Count);
        if (column.Nulls == 0)
        {
            target.Fill(1);
            return target;
        }
        var present = column.Present;
        for (var row = 0; row < target.Length; row++)
            target[row] = present[row] ? (short)1 : (short)0;
        return target;
    }

    // Parquet takes the values that are there, one after the other.
    private static ReadOnlySpan<T> Dense<T>(FixedBuffer<T> column, ref T[] target)
        where T : unmanaged
    {
        if (column.Nulls == 0)
            return column.Values;
        Fit(ref target, column.Count);
        var present = column.Present;
        var values = column.Values;
        var count = 0;
        for (var row = 0; row < values.Length; row++)
        {
            if (present[row])
                target[count++] = values[row];
        }
        return target.AsSpan(0, count);
    }

    private unsafe ReadOnlySpan<ByteArray> PointersTo(TextBuffer column)
    {
        Fit(ref texts, column.Count);
        var present = column.Present;
        var starts = column.Starts;
        var lengths = column.Lengths;
        var count = 0;
        // The arena is allocated pinned, so its address holds after this statement.
        fixed (byte* arena = column.Arena)
        {
            for (var row = 0; row < starts.Length; row++)
            {
                if (present[row])
                    texts[count++] = new ByteArray((IntPtr)(arena + starts[row]), lengths[row]);
            }
        }
        return texts.AsSpan(0, count);
    }

    private static void Fit<T>(ref T[] array, int count)
    {
        if (array.Length < count)
            array = new T[Math.Max(count, array.Length * 2)];
    }
}
