using System.Buffers.Binary;
using System.Text;

namespace Tracklake.Parquet;

/// <summary>
/// An optional column of 64-bit integers that has the same value in every row. A chunk of it is a dictionary of that one
/// value and a single run of references to it, some 60 bytes for any number of rows (Parquet: Encodings, Dictionary
/// Encoding and RLE; parquet.thrift: PageHeader, ColumnMetaData).
/// </summary>
/// <param name="name">The column's name.</param>
/// <param name="value">Its value.</param>
public sealed class ConstantColumn(string name, long value)
{
    private const int Int64 = 2, Optional = 1, ConvertedInt64 = 18, NotCompressed = 0;
    private const int Plain = 0, RunLength = 3, RunLengthDictionary = 8;
    private const int DataPage = 0, DictionaryPage = 2;

    /// <summary>Writes the chunk of a row group.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="rows">Rows of the group.</param>
    public void Write(Stream target, long rows)
    {
        ArgumentNullException.ThrowIfNull(target);
        var (dictionary, data) = Pages(rows);
        target.Write(dictionary);
        target.Write(data);
    }

    /// <summary>The column as the schema lists it.</summary>
    internal ThriftStruct Element() => new ThriftStruct()
        .With(1, Int64)
        .With(3, Optional)
        .With(4, Encoding.UTF8.GetBytes(name))
        .With(6, ConvertedInt64)
        .With(10, new ThriftStruct().With(10, new ThriftStruct().With(1, ThriftType.Byte, 64L).With(2, true)));

    /// <summary>A chunk as its row group lists it.</summary>
    /// <param name="rows">Rows of the group.</param>
    /// <param name="offset">Where in the file it starts.</param>
    internal ThriftStruct Chunk(long rows, long offset)
    {
        var (dictionary, data) = Pages(rows);
        long size = dictionary.Length + data.Length;
        return new ThriftStruct()
            .With(2, 0L)
            .With(3, new ThriftStruct()
                .With(1, Int64)
                .With(2, ThriftType.Int32, [(long)Plain, (long)RunLength, (long)RunLengthDictionary])
                .With(3, ThriftType.Binary, [Encoding.UTF8.GetBytes(name)])
                .With(4, NotCompressed)
                .With(5, rows)
                .With(6, size)
                .With(7, size)
                .With(9, offset + dictionary.Length)
                .With(11, offset)
                .With(12, new ThriftStruct().With(3, 0L).With(5, Bytes()).With(6, Bytes()).With(7, true).With(8, true)));
    }

    private (byte[] Dictionary, byte[] Data) Pages(long rows)
    {
        var count = rows is >= 0 and <= int.MaxValue
            ? (int)rows
            : throw new InvalidDataException($"A row group of {rows} rows cannot get another column: a page has fewer.");
        var dictionary = Page(DictionaryPage, Bytes(), 7, new ThriftStruct().With(1, 1).With(2, Plain));
        using var body = new MemoryStream();
        // All rows have a value: one run of the level 1. Then its bit width, and one run of the first entry.
        var levels = Run(count, 1);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, levels.Length);
        body.Write(length);
        body.Write(levels);
        body.WriteByte(1);
        body.Write(Run(count, 0));
        var header = new ThriftStruct().With(1, count).With(2, RunLengthDictionary).With(3, RunLength).With(4, RunLength);
        return (dictionary, Page(DataPage, body.ToArray(), 5, header));
    }

    private static byte[] Page(int type, byte[] body, short headerId, ThriftStruct header) =>
    [
        .. CompactThrift.Write(new ThriftStruct().With(1, type).With(2, body.Length).With(3, body.Length).With(headerId, header)),
        .. body,
    ];

    private static byte[] Run(int count, byte of)
    {
        using var run = new MemoryStream();
        CompactThrift.WriteVarint(run, (ulong)count << 1);
        run.WriteByte(of);
        return run.ToArray();
    }

    private byte[] Bytes()
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }
}
