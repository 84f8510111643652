using System.Buffers.Binary;

namespace Tracklake.Delta;

/// <summary>Deleted rows, from 0, both ends included.</summary>
internal readonly record struct RowRange(long First, long Last);

/// <summary>Reads deletion vectors (protocol: Deletion Vectors, Deletion Vector Format). Everything is kept as ranges,
/// so a vector cannot grow beyond its own bytes, and every length is checked against them.</summary>
internal static class DeletionVectorReader
{
    private const int Magic = 1681511377;
    private const int NoRunCookie = 12346;
    private const int RunCookie = 12347;
    private const int EncodedUuidLength = 20;
    private const int ArrayLimit = 4096;
    private const int LargestVector = 1 << 30;

    /// <summary>The ranges in order; a FormatException says what is wrong with the vector.</summary>
    public static List<RowRange> Read(string table, DeletionVector vector)
    {
        var bytes = vector.StorageType switch
        {
            "i" => Base85.Decode(vector.PathOrInlineDv, vector.SizeInBytes),
            "u" or "p" => ReadFile(FilePath(table, vector), vector.Offset ?? 1, vector.SizeInBytes),
            _ => throw new FormatException($"the storage type '{vector.StorageType}' of a vector is not known"),
        };
        var ranges = Parse(bytes);
        var rows = ranges.Sum(r => r.Last - r.First + 1);
        return rows == vector.Cardinality
            ? ranges
            : throw new FormatException($"the vector holds {rows} rows, its descriptor says {vector.Cardinality}");
    }

    /// <summary>The file of a vector that is stored on disk.</summary>
    public static string FilePath(string table, DeletionVector vector)
    {
        if (vector.StorageType == "p")
            return LogPath.Resolve(table, vector.PathOrInlineDv)
                ?? throw new FormatException($"the vector's path {vector.PathOrInlineDv} leaves the table");
        var text = vector.PathOrInlineDv;
        if (text.Length < EncodedUuidLength) throw new FormatException($"the vector's name {text} is too short");
        var prefix = text[..^EncodedUuidLength];
        var id = new Guid(Base85.Decode(text[^EncodedUuidLength..], 16), bigEndian: true);
        var relative = prefix.Length == 0 ? $"deletion_vector_{id}.bin" : $"{prefix}/deletion_vector_{id}.bin";
        return LogPath.Resolve(table, Uri.EscapeDataString(relative))
            ?? throw new FormatException($"the vector's name {text} leaves the table");
    }

    private static byte[] ReadFile(string path, int offset, int size)
    {
        if (size is <= 0 or > LargestVector || offset < 0)
            throw new FormatException($"the vector's size {size} or offset {offset} is impossible");
        using var file = File.OpenRead(path);
        if (file.Length < (long)offset + size + 8)
            throw new FormatException($"the vector ends beyond the {file.Length} bytes of {path}");
        if (file.ReadByte() != 1) throw new FormatException($"{path} is of an unknown format");
        file.Position = offset;
        var frame = new byte[size + 8];
        file.ReadExactly(frame);
        if (BinaryPrimitives.ReadInt32BigEndian(frame) != size)
            throw new FormatException($"the vector's size in {path} is not the {size} of its descriptor");
        var data = frame.AsSpan(4, size);
        return BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4 + size)) == Crc32.Of(data)
            ? data.ToArray()
            : throw new FormatException($"the vector's checksum in {path} is wrong");
    }

    private static List<RowRange> Parse(byte[] bytes)
    {
        var reader = new Bytes(bytes);
        if (reader.Int32() != Magic) throw new FormatException("the vector does not start as one");
        var ranges = new List<RowRange>();
        var bitmaps = reader.Int64();
        long previous = -1;
        for (var i = 0L; i < bitmaps; i++)
        {
            long key = (uint)reader.Int32();
            if (key <= previous) throw new FormatException("the vector's keys are not in order");
            previous = key;
            ReadBitmap(reader, key << 32, ranges);
        }

        return ranges;
    }

    private static void ReadBitmap(Bytes reader, long high, List<RowRange> ranges)
    {
        var cookie = (uint)reader.Int32();
        int count;
        byte[]? runs = null;
        if ((cookie & 0xFFFF) == RunCookie)
        {
            count = (int)(cookie >> 16) + 1;
            runs = reader.Take((count + 7) / 8).ToArray();
        }
        else
        {
            count = cookie == NoRunCookie ? reader.Int32() : throw new FormatException("the vector's bitmap is not one");
            if (count is < 0 or > 65536) throw new FormatException($"the vector's bitmap has {count} containers");
        }

        var headers = reader.Take(count * 4).ToArray();
        if (runs is null || count >= 4) reader.Take(count * 4);
        for (var i = 0; i < count; i++)
        {
            var start = high | ((long)BinaryPrimitives.ReadUInt16LittleEndian(headers.AsSpan(i * 4)) << 16);
            var cardinality = BinaryPrimitives.ReadUInt16LittleEndian(headers.AsSpan((i * 4) + 2)) + 1;
            if (runs is not null && (runs[i / 8] >> (i % 8) & 1) == 1) ReadRuns(reader, start, ranges);
            else if (cardinality <= ArrayLimit) ReadArray(reader, start, cardinality, ranges);
            else ReadBits(reader, start, ranges);
        }
    }

    private static void ReadRuns(Bytes reader, long start, List<RowRange> ranges)
    {
        var runs = reader.UInt16();
        for (var i = 0; i < runs; i++)
        {
            long first = start + reader.UInt16();
            Add(ranges, first, first + reader.UInt16());
        }
    }

    private static void ReadArray(Bytes reader, long start, int cardinality, List<RowRange> ranges)
    {
        for (var i = 0; i < cardinality; i++)
        {
            var row = start + reader.UInt16();
            Add(ranges, row, row);
        }
    }

    private static void ReadBits(Bytes reader, long start, List<RowRange> ranges)
    {
        var bits = reader.Take(8192);
        for (var i = 0; i < 65536; i++)
        {
            if ((bits[i / 8] >> (i % 8) & 1) == 1) Add(ranges, start + i, start + i);
        }
    }

    private static void Add(List<RowRange> ranges, long first, long last)
    {
        if (ranges.Count > 0 && first <= ranges[^1].Last) throw new FormatException("the vector's rows are not in order");
        if (ranges.Count > 0 && ranges[^1].Last == first - 1) ranges[^1] = new RowRange(ranges[^1].First, last);
        else ranges.Add(new RowRange(first, last));
    }

    private sealed class Bytes(byte[] bytes)
    {
        private int _at;

        public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

        public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

        public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

        public ReadOnlySpan<byte> Take(int count)
        {
            if (bytes.Length - _at < count) throw new FormatException("the vector ends too early");
            _at += count;
            return bytes.AsSpan(_at - count, count);
        }
    }
}

/// <summary>CRC-32 as in gzip and in deletion vector files.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(i =>
    {
        var value = (uint)i;
        for (var bit = 0; bit < 8; bit++) value = (value & 1) == 1 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        return value;
    })];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes) crc = Table[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return ~crc;
    }
}

/// <summary>Z85 text, in which deletion vectors are named and inlined (protocol: Deletion Vector Descriptor Schema).
/// </summary>
internal static class Base85
{
    private const string Alphabet =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

    /// <summary>Decodes to <paramref name="length"/> bytes; the text may carry padding beyond them.</summary>
    public static byte[] Decode(string text, int length)
    {
        if (text.Length % 5 != 0 || length < 0 || length > text.Length / 5 * 4)
            throw new FormatException($"{text.Length} characters of Z85 cannot hold {length} bytes");
        var bytes = new byte[text.Length / 5 * 4];
        for (var i = 0; i < text.Length; i += 5)
        {
            var value = 0L;
            for (var j = 0; j < 5; j++)
            {
                var digit = Alphabet.IndexOf(text[i + j], StringComparison.Ordinal);
                value = digit < 0 ? throw new FormatException($"'{text[i + j]}' is not Z85") : (value * 85) + digit;
            }

            if (value > uint.MaxValue) throw new FormatException("a group of Z85 is too big");
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i / 5 * 4), (uint)value);
        }

        return bytes[..length];
    }
}
