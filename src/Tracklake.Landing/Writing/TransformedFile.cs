using Tracklake.Landing.Columns;
using Tracklake.Landing.Parquet;
using Tracklake.Models;
using Tracklake.Parquet;

namespace Tracklake.Landing.Writing;

/// <summary>
/// The transformed file of a table that has derived columns. Each row group holds the column chunks of the processed file
/// as they were encoded for that one, and those of the derived columns behind them: no value is encoded twice.
/// </summary>
internal sealed class TransformedFile : IDisposable
{
    private readonly CountingStream file;
    private readonly ChunkStream processed;
    private readonly ChunkStream derived;
    private readonly ParquetTable table;

    public TransformedFile(
        Stream target, IReadOnlyList<Column> derivedColumns, LandingOptions options, ColumnChunk chunk)
    {
        file = new CountingStream(target);
        processed = new ChunkStream(file, isFirst: true);
        derived = new ChunkStream(file, isFirst: false);
        table = new ParquetTable(derived, derivedColumns, [], options, chunk);
    }

    /// <summary>Gets the bytes of the processed file, whole.</summary>
    public Stream Processed => processed;

    /// <summary>Bytes so far.</summary>
    public long Length => file.Length;

    /// <summary>Rows of the derived columns.</summary>
    public long Rows => table.Rows;

    /// <summary>Says that the processed file's next row group follows.</summary>
    public void BeginRowGroup() => processed.BeginRowGroup();

    /// <summary>Writes the derived columns of the row group that the processed file has just got.</summary>
    public void WriteRowGroup(IReadOnlyList<ColumnBuffer> columns)
    {
        derived.BeginRowGroup();
        table.WriteRowGroup(columns);
    }

    /// <summary>Says that the processed file's footer follows.</summary>
    public void BeginFooter() => processed.BeginFooter();

    /// <summary>Writes the footer, when the processed file has its own.</summary>
    public void Close()
    {
        derived.BeginFooter();
        table.Close();
        var footer = processed.Footer();
        footer.Add(derived.Footer());
        footer.Write(file);
    }

    public void Dispose()
    {
        table.Dispose();
        processed.Dispose();
        derived.Dispose();
    }

    /// <summary>What a writer takes for a file of its own: the row groups go into a shared one, the footer is kept.</summary>
    private sealed class ChunkStream(CountingStream file, bool isFirst) : Stream
    {
        private const int MagicLength = 4;
        private readonly List<long> moved = [];
        private MemoryStream? footer;
        private long position;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => position;

        public override long Position
        {
            get => position;
            set => throw new NotSupportedException("A file is written from its beginning to its end.");
        }

        public void BeginRowGroup() => moved.Add(file.Position - position);

        public void BeginFooter() => footer = new MemoryStream();

        public ParquetFooter Footer()
        {
            var read = ParquetFooter.Read(footer!);
            read.Move(moved);
            return read;
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            // Two writers begin a file with the magic number, of which one is enough.
            var skipped = isFirst ? 0 : (int)Math.Clamp(MagicLength - position, 0, buffer.Length);
            position += buffer.Length;
            if (footer is null)
                file.Write(buffer[skipped..]);
            else
                footer.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
            // The object store flushes the whole object, durably, when it is complete.
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            footer?.Dispose();
            base.Dispose(disposing);
        }
    }
}
