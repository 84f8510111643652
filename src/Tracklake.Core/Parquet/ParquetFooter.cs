using System.Buffers.Binary;
using System.Text;

namespace Tracklake.Parquet;

/// <summary>
/// The footer of a Parquet file (Parquet: File format; parquet.thrift: FileMetaData), to make another file of the same
/// column chunks and more, without decoding one of them. The numbers of fields are those of parquet.thrift.
/// </summary>
public sealed class ParquetFooter
{
    private const int TailBytes = 8;
    private const short Schema = 2, Rows = 3, RowGroups = 4, KeyValues = 5, ColumnOrders = 7, Encryption = 8;
    private const short NumChildren = 5;
    private const short Columns = 1, TotalBytes = 2, RowsOfGroup = 3, GroupOffset = 5, CompressedBytes = 6;
    private const short ChunkOffset = 2, MetaData = 3, OffsetIndex = 4, ColumnIndexLength = 7;
    private const short Uncompressed = 6, Compressed = 7, DataPage = 9, IndexPage = 10, DictionaryPage = 11;
    private const short BloomFilter = 14, BloomFilterLength = 15;

    private readonly ThriftStruct _file;

    private ParquetFooter(ThriftStruct file, long start)
    {
        (_file, Start) = (file, start);
        if (_file.Has(Encryption))
            throw new InvalidDataException("The Parquet file is encrypted: its columns cannot be taken as they are.");
    }

    /// <summary>Where in the file the footer starts, in bytes: what is before it are column chunks and their indexes.
    /// </summary>
    public long Start { get; }

    /// <summary>Rows of each row group.</summary>
    public IReadOnlyList<long> RowsOfGroups => [.. Groups.Select(g => g.Number(RowsOfGroup) ?? 0)];

    /// <summary>Whether each chunk of each row group has a page index.</summary>
    internal IEnumerable<bool> HasIndexes => Groups.SelectMany(ChunksOf).Select(c => c.Has(OffsetIndex));

    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    private IReadOnlyList<ThriftStruct> Groups => _file.Structs(RowGroups);

    /// <summary>Reads the footer of a file, or of the end of one.</summary>
    /// <exception cref="InvalidDataException">It is no Parquet file, or its footer is damaged or encrypted.</exception>
    public static ParquetFooter Read(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        Span<byte> tail = stackalloc byte[TailBytes];
        if (file.Length < TailBytes)
            throw NoParquet();
        file.Position = file.Length - TailBytes;
        file.ReadExactly(tail);
        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (!tail[4..].SequenceEqual(Magic) || length < 0 || length > file.Length - TailBytes)
            throw NoParquet();
        var bytes = new byte[length];
        file.Position = file.Length - TailBytes - length;
        file.ReadExactly(bytes);
        return new ParquetFooter(CompactThrift.Read(bytes), file.Length - TailBytes - length);
    }

    /// <summary>Copies a file and gives it one more column of one value, behind the others.</summary>
    /// <exception cref="InvalidDataException">The file is no Parquet file, or its footer is damaged or encrypted.</exception>
    public static void CopyWith(Stream file, ConstantColumn column, Stream target)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(target);
        var footer = Read(file);
        file.Position = 0;
        var buffer = new byte[1 << 20];
        for (var left = footer.Start; left > 0;)
        {
            var read = file.Read(buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)));
            if (read == 0)
                throw new EndOfStreamException("The Parquet file became shorter while it was copied.");
            target.Write(buffer.AsSpan(0, read));
            left -= read;
        }
        var offsets = new List<long>();
        foreach (var rows in footer.RowsOfGroups)
        {
            offsets.Add(target.Position);
            column.Write(target, rows);
        }
        // A reader that finds an index of one column expects those of all, and the new one has none.
        footer.Move([.. offsets.Select(_ => 0L)]);
        footer.Add(column, offsets);
        footer.Write(target);
    }

    /// <summary>Writes the footer with its length and the magic number: the end of a file.</summary>
    public void Write(Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var bytes = CompactThrift.Write(_file);
        target.Write(bytes);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        target.Write(length);
        target.Write(Magic);
    }

    /// <summary>Says where the chunks of each row group are in another file. Their indexes and filters are left behind:
    /// readers do without.</summary>
    /// <param name="by">Bytes that each row group moved by.</param>
    public void Move(IReadOnlyList<long> by)
    {
        foreach (var (group, bytes) in Groups.Zip(by))
        {
            group.Add(GroupOffset, bytes);
            foreach (var chunk in ChunksOf(group))
                MoveChunk(chunk, bytes);
        }
    }

    /// <summary>Adds the columns of another file, whose row groups have the same rows, behind the own ones. Where its
    /// chunks are must be said already (<see cref="Move"/>).</summary>
    /// <exception cref="ArgumentException">The row groups do not have the same numbers of rows.</exception>
    public void Add(ParquetFooter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!RowsOfGroups.SequenceEqual(other.RowsOfGroups))
            throw new ArgumentException("Both files must have the same rows in each row group.", nameof(other));
        Add([.. other._file.Structs(Schema).Skip(1)], [.. other.Groups.Select(ChunksOf)]);
    }

    /// <summary>Adds a column of one value, whose chunks the caller has put at the given places.</summary>
    public void Add(ConstantColumn column, IReadOnlyList<long> offsets)
    {
        ArgumentNullException.ThrowIfNull(column);
        Add([column.Element()], [.. RowsOfGroups.Zip(offsets, (rows, at) => (IReadOnlyList<ThriftStruct>)[column.Chunk(rows, at)])]);
    }

    private void Add(List<ThriftStruct> elements, List<IReadOnlyList<ThriftStruct>> chunks)
    {
        if (_file.Structs(Schema) is not [var root, ..])
            throw new InvalidDataException("The Parquet file has no schema.");
        // Elements stand in depth-first order; each is a child of the root but for those that are within another.
        var within = elements.Sum(e => e.Number(NumChildren) ?? 0);
        root.Add(NumChildren, elements.Count - within);
        _file.List(Schema).AddRange(elements);
        foreach (var (group, added) in Groups.Zip(chunks))
        {
            group.List(Columns).AddRange(added);
            group.Add(TotalBytes, added.Sum(c => c.Struct(MetaData).Number(Uncompressed) ?? 0));
            group.Add(CompressedBytes, added.Sum(c => c.Struct(MetaData).Number(Compressed) ?? 0));
        }
        // One for each column that is no group; all that there is today is the order of the type.
        if (_file.Has(ColumnOrders))
        {
            var leaves = elements.Where(e => e.Number(NumChildren) is null or 0);
            _file.List(ColumnOrders).AddRange(leaves.Select(_ => new ThriftStruct().With(1, new ThriftStruct())));
        }
        // What Arrow says there of the columns would no longer be true.
        if (_file.Has(KeyValues))
            _file.List(KeyValues).RemoveAll(e => e is ThriftStruct entry && IsArrowSchema(entry));
    }

    private static IReadOnlyList<ThriftStruct> ChunksOf(ThriftStruct group) => group.Structs(Columns);

    private static void MoveChunk(ThriftStruct chunk, long by)
    {
        for (var id = OffsetIndex; id <= ColumnIndexLength; id++)
            chunk.Remove(id);
        // Some writers say 0, which is what the format asks for today.
        if (chunk.Number(ChunkOffset) > 0)
            chunk.Add(ChunkOffset, by);
        var data = chunk.Struct(MetaData);
        foreach (var id in (short[])[DataPage, IndexPage, DictionaryPage])
        {
            if (data.Number(id) > 0)
                data.Add(id, by);
        }
        data.Remove(BloomFilter);
        data.Remove(BloomFilterLength);
    }

    private static bool IsArrowSchema(ThriftStruct entry) =>
        entry.Fields.Any(f => f is { Id: 1, Value: byte[] key } && key.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes("ARROW:schema")));

    private static InvalidDataException NoParquet() => new("The file is no Parquet file: it does not end as one.");
}
