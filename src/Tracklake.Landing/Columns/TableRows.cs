using Tracklake.Models;
using Tracklake.Zones;

namespace Tracklake.Landing.Columns;

/// <summary>Where a record's bytes are, as the provenance columns say it.</summary>
/// <param name="Object">Key of the raw object, UTF-8.</param>
/// <param name="ObservedOn">Days since 1970-01-01.</param>
/// <param name="IngestedAt">Microseconds since 1970-01-01 UTC.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Number of bytes.</param>
internal readonly record struct RecordSource(
    ReadOnlyMemory<byte> Object, int ObservedOn, long IngestedAt, long Offset, long Length);

/// <summary>The rows of one processed table that wait to be written, column by column.</summary>
internal abstract class TableRows
{
    private readonly Int32Buffer observedOn;
    private readonly TextBuffer sourceObject;
    private readonly Int64Buffer sourceOffset;
    private readonly Int64Buffer sourceLength;
    private readonly Int64Buffer ingestedAt;

    protected TableRows(ProcessedTable table)
    {
        Table = table;
        Columns = [.. table.Columns.Select(ColumnBuffer.For)];
        observedOn = (Int32Buffer)Of(ProcessedTable.ObservedOn);
        sourceObject = Text(Provenance.SourceObject);
        sourceOffset = Int64(Provenance.SourceOffset);
        sourceLength = Int64(Provenance.SourceLength);
        ingestedAt = Int64(Provenance.IngestedAt);
    }

    public ProcessedTable Table { get; }

    /// <summary>The buffers, in the order of the table's columns.</summary>
    public IReadOnlyList<ColumnBuffer> Columns { get; }

    public int Count => observedOn.Count;

    /// <summary>Bytes of text that wait: what bounds memory beside the number of rows.</summary>
    public long TextBytes
    {
        get
        {
            var sum = 0L;
            foreach (var column in Columns)
                sum += column is TextBuffer text ? text.Bytes : 0;
            return sum;
        }
    }

    public void Clear()
    {
        foreach (var column in Columns)
            column.Clear();
    }

    public ColumnBuffer Of(Column column) => Columns.First(c => c.Column.Name == column.Name);

    protected TextBuffer Text(Column column) => (TextBuffer)Of(column);

    protected Int32Buffer Int32(Column column) => (Int32Buffer)Of(column);

    protected Int64Buffer Int64(Column column) => (Int64Buffer)Of(column);

    protected BooleanBuffer Boolean(Column column) => (BooleanBuffer)Of(column);

    protected void AddSource(in RecordSource source)
    {
        observedOn.Add(source.ObservedOn);
        sourceObject.AddRepeated(source.Object.Span);
        sourceOffset.Add(source.Offset);
        sourceLength.Add(source.Length);
        ingestedAt.Add(source.IngestedAt);
    }
}
