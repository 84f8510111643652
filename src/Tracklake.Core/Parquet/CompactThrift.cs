using System.Buffers.Binary;

namespace Tracklake.Parquet;

/// <summary>
/// Thrift's compact protocol, as far as Parquet uses it (Thrift: Compact protocol encoding; Parquet: File format,
/// Metadata). Maps, sets and UUIDs, which Parquet has none of, are refused.
/// </summary>
internal static class CompactThrift
{
    private const int DeepestNesting = 32;

    /// <summary>Reads a struct from the beginning of the bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such struct.</exception>
    public static ThriftStruct Read(ReadOnlySpan<byte> bytes) => new Reader(bytes).ReadStruct(0);

    /// <summary>Writes a struct.</summary>
    public static byte[] Write(ThriftStruct value)
    {
        using var buffer = new MemoryStream();
        WriteStruct(buffer, value);
        return buffer.ToArray();
    }

    private static void WriteStruct(Stream target, ThriftStruct value)
    {
        var last = 0;
        foreach (var field in value.Fields)
        {
            var step = field.Id - last;
            if (step is > 0 and <= 15)
            {
                target.WriteByte((byte)((step << 4) | (int)field.Type));
            }
            else
            {
                target.WriteByte((byte)field.Type);
                WriteNumber(target, field.Id);
            }
            last = field.Id;
            // The type of a field says already whether it is true.
            if (field.Value is not bool)
                WriteValue(target, field.Type, field.Value);
        }
        target.WriteByte(0);
    }

    private static void WriteValue(Stream target, ThriftType type, object value)
    {
        switch (value)
        {
            case bool truth:
                target.WriteByte((byte)(truth ? ThriftType.True : ThriftType.False));
                break;
            case long number when type == ThriftType.Byte:
                target.WriteByte((byte)number);
                break;
            case long number:
                WriteNumber(target, number);
                break;
            case double real:
                Span<byte> bits = stackalloc byte[8];
                BinaryPrimitives.WriteDoubleLittleEndian(bits, real);
                target.Write(bits);
                break;
            case byte[] bytes:
                WriteVarint(target, (ulong)bytes.Length);
                target.Write(bytes);
                break;
            case ThriftList list:
                WriteList(target, list);
                break;
            case ThriftStruct inner:
                WriteStruct(target, inner);
                break;
            default:
                throw new NotSupportedException($"No Thrift value of {value.GetType()}.");
        }
    }

    private static void WriteList(Stream target, ThriftList list)
    {
        var count = list.Items.Count;
        target.WriteByte((byte)(((count < 15 ? count : 15) << 4) | (int)list.Type));
        if (count >= 15)
            WriteVarint(target, (ulong)count);
        foreach (var item in list.Items)
            WriteValue(target, list.Type, item);
    }

    // Small numbers of either sign take few bytes.
    private static void WriteNumber(Stream target, long number) =>
        WriteVarint(target, (ulong)((number << 1) ^ (number >> 63)));

    /// <summary>Writes a number without sign, seven bits a byte, the lowest first.</summary>
    public static void WriteVarint(Stream target, ulong number)
    {
        while (number >= 0x80)
        {
            target.WriteByte((byte)(number | 0x80));
            number >>= 7;
        }
        target.WriteByte((byte)number);
    }

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _at;

        public ThriftStruct ReadStruct(int depth)
        {
            var value = new ThriftStruct();
            short id = 0;
            while (true)
            {
                var head = ReadByte();
                if (head == 0)
                    return value;
                id = (short)(head >> 4 is > 0 and var step ? id + step : ReadNumber());
                var type = (ThriftType)(head & 15);
                value.With(id, type, type is ThriftType.True or ThriftType.False ? type == ThriftType.True : ReadValue(type, depth));
            }
        }

        private object ReadValue(ThriftType type, int depth)
        {
            if (depth > DeepestNesting)
                throw new InvalidDataException("A Parquet footer is nested deeper than any writer nests it.");
            switch (type)
            {
                case ThriftType.True or ThriftType.False:
                    return ReadByte() == (byte)ThriftType.True;
                case ThriftType.Byte:
                    return (long)(sbyte)ReadByte();
                case ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64:
                    return ReadNumber();
                case ThriftType.Double:
                    return BinaryPrimitives.ReadDoubleLittleEndian(Take(8));
                case ThriftType.Binary:
                    return Take(ReadCount()).ToArray();
                case ThriftType.List:
                    return ReadList(depth + 1);
                case ThriftType.Struct:
                    return ReadStruct(depth + 1);
                default:
                    throw new InvalidDataException($"A Parquet footer has a field of the type {(int)type}, which none should have.");
            }
        }

        private ThriftList ReadList(int depth)
        {
            var head = ReadByte();
            var count = head >> 4 == 15 ? ReadCount() : head >> 4;
            var type = (ThriftType)(head & 15);
            var items = new List<object>(Math.Min(count, _bytes.Length - _at));
            for (var i = 0; i < count; i++)
                items.Add(ReadValue(type, depth));
            return new ThriftList(type, items);
        }

        private int ReadCount() => ReadVarint() is <= int.MaxValue and var count
            ? (int)count
            : throw new InvalidDataException("A Parquet footer says a length that no footer has.");

        private long ReadNumber()
        {
            var coded = ReadVarint();
            return (long)(coded >> 1) ^ -(long)(coded & 1);
        }

        private ulong ReadVarint()
        {
            var number = 0UL;
            for (var shift = 0; shift < 64; shift += 7)
            {
                var next = ReadByte();
                number |= (ulong)(next & 0x7F) << shift;
                if (next < 0x80)
                    return number;
            }
            throw new InvalidDataException("A Parquet footer has a number of more than 64 bits.");
        }

        private byte ReadByte() => Take(1)[0];

        private ReadOnlySpan<byte> Take(int count)
        {
            if (count > _bytes.Length - _at)
                throw new InvalidDataException("A Parquet footer ends in the middle.");
            _at += count;
            return _bytes.Slice(_at - count, count);
        }
    }
}
