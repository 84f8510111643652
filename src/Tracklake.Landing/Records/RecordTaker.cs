using System.Text.Json;
using System.Text.Unicode;
using Tracklake.Landing.Json;
using Tracklake.Landing.Reading;
using Tracklake.Landing.Text;
using Tracklake.Zones;

namespace Tracklake.Landing.Records;

/// <summary>
/// Takes the records of one table: reads each whole before any row of it is added, so that a record is taken or set
/// aside, never half of both.
/// </summary>
internal abstract class RecordTaker(PartState part, ProcessedTable table)
{
    protected PartState Part { get; } = part;

    protected ProcessedTable Table { get; } = table;

    private Tally Tally => Part.Counts[Table];

    /// <summary>Takes one record that is all of the bytes: a line, or the body of a single object.</summary>
    public void Take(ReadOnlySpan<byte> bytes, long offset)
    {
        Tally.Records++;
        Part.Begin();
        if (!Utf8.IsValid(bytes))
        {
            Reject(offset, bytes.Length, BadUtf8(bytes));
            return;
        }
        var hash = Part.Expect(Identify(Part.HashFor(Table), bytes, 0));
        try
        {
            var reader = new JsonCursor(bytes);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                var fault = NotAnObject(reader.TokenType);
                reader.Skip();
                reader.Read();
                Reject(offset, bytes.Length, fault);
                return;
            }
            Read(ref reader, bytes);
            // Anything after the object makes the reader throw.
            reader.Read();
        }
        catch (JsonException e)
        {
            Reject(offset, bytes.Length, MalformedJson.Describe(e));
            return;
        }
        AcceptOrReject(hash, bytes, 0, bytes.Length, offset, 0);
    }

    /// <summary>Takes the records of an array that is known to be well-formed.</summary>
    /// <param name="body">The body that holds the array.</param>
    /// <param name="start">Where the array starts in it.</param>
    /// <param name="length">Length of the array.</param>
    /// <param name="offset">The offset of the body in the raw object.</param>
    /// <returns>Number of entries that are not null.</returns>
    public int TakeItems(ReadOnlySpan<byte> body, int start, int length, long offset)
    {
        var array = body.Slice(start, length);
        var validUtf8 = Utf8.IsValid(array);
        var filled = 0;
        var reader = new JsonCursor(array);
        reader.Read();
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            Tally.Records++;
            Part.Begin();
            var itemStart = reader.TokenStartIndex;
            var fault = default(Fault);
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                Read(ref reader, array);
            }
            else
            {
                fault = NotAnObject(reader.TokenType);
                reader.Skip();
            }
            var itemLength = reader.BytesConsumed - itemStart;
            var item = array.Slice(itemStart, itemLength);
            if (!validUtf8 && !Utf8.IsValid(item))
                fault = BadUtf8(item);
            if (fault?.Code != FaultCodes.NullEntry)
                filled++;
            if (fault is not null)
            {
                Reject(offset + start + itemStart, itemLength, fault);
                continue;
            }
            var hash = Identify(Part.HashFor(Table), item, index);
            AcceptOrReject(hash, array, itemStart, itemLength, offset + start, index);
        }
        return filled;
    }

    /// <summary>Counts and rejects a line that is too long to be read.</summary>
    public void RejectTooLong(long offset, long length)
    {
        Tally.Records++;
        Reject(offset, length, new Fault(
            FaultCodes.TooLong, $"The line has {length} bytes; records of up to {LineReader.LongestLine} are taken."));
    }

    /// <summary>Reads the object at which the reader stands, to its end.</summary>
    protected abstract void Read(ref JsonCursor reader, ReadOnlySpan<byte> bytes);

    /// <summary>What makes the record unusable although every field could be read; null when nothing does.</summary>
    protected abstract Fault? Judge();

    /// <summary>What identifies the record as the same one, beside day and table.</summary>
    protected abstract RecordHash Identify(RecordHash hash, ReadOnlySpan<byte> record, int index);

    /// <summary>Adds the rows of the record.</summary>
    /// <param name="bytes">The bytes that were read.</param>
    /// <param name="start">Where the record starts in them.</param>
    /// <param name="length">Its length.</param>
    /// <param name="offset">The offset of the bytes in the raw object.</param>
    /// <param name="index">Place in the array, from 0.</param>
    protected abstract void Add(ReadOnlySpan<byte> bytes, int start, int length, long offset, int index);

    /// <summary>What is taken from within the record whether it is new or not.</summary>
    protected virtual void TakeNested(ReadOnlySpan<byte> bytes, long offset)
    {
    }

    private void AcceptOrReject(
        RecordHash hash, ReadOnlySpan<byte> bytes, int start, int length, long offset, int index)
    {
        if ((Part.Fields.Fault ?? Judge()) is { } fault)
        {
            Reject(offset + start, length, fault);
            return;
        }
        if (Part.IsNew(hash))
            Add(bytes, start, length, offset, index);
        else
            Tally.Duplicates++;
        TakeNested(bytes, offset);
    }

    private void Reject(long offset, long length, Fault fault) => Part.Counts.Reject(Table, offset, length, fault);

    private Fault NotAnObject(JsonTokenType token) => token == JsonTokenType.Null
        ? new Fault(FaultCodes.NullEntry, $"The entry is null where an object of {Table.Name} is expected.")
        : new Fault(
            FaultCodes.WrongType,
            $"The entry is {JsonKinds.Name(token)} where an object of {Table.Name} is expected.");

    private static Fault BadUtf8(ReadOnlySpan<byte> bytes)
    {
        var index = BadBytes.IndexIn(bytes);
        return new Fault(
            FaultCodes.BadUtf8, $"Byte 0x{bytes[index]:X2} at {index} of the record is not UTF-8.");
    }
}
