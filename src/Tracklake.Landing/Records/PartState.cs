using System.Text;
using Tracklake.Landing.Columns;
using Tracklake.Landing.Json;
using Tracklake.Landing.Reading;
using Tracklake.Raw;
using Tracklake.Zones;

namespace Tracklake.Landing.Records;

/// <summary>What the takers of records share while a part is read.</summary>
internal sealed class PartState(string rawObject, TableSet tables)
{
    private readonly byte[] objectName = Encoding.UTF8.GetBytes(rawObject);
    private readonly SeenSet seen = new();
    private int observedOn;
    private long ingestedAt;

    public TableSet Tables { get; set; } = tables;

    public FieldReader Fields { get; } = new();

    public CreditList Credits { get; } = new();

    public RecordCounts Counts { get; } = new(rawObject);

    public RawEntry Entry { get; private set; } = null!;

    /// <summary>The id that the request was about, UTF-8; empty when the entry names none.</summary>
    public byte[] Subject { get; private set; } = [];

    public void Enter(RawEntry entry)
    {
        Entry = entry;
        Subject = Encoding.UTF8.GetBytes(entry.Subject ?? "");
        observedOn = entry.ObservedOn.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        // A track has credits beside itself.
        seen.Reserve((entry.Lines ?? 0) * (entry.Kind == RawKind.TrackLines ? 2 : 1));
        ingestedAt = (entry.FetchedAt.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
    }

    /// <summary>Forgets the record before.</summary>
    public void Begin()
    {
        Fields.Begin();
        Credits.Begin();
    }

    public RecordSource SourceOf(long offset, long length) => new(objectName, observedOn, ingestedAt, offset, length);

    /// <summary>
    /// The beginning of a record's hash: the same bytes on another day, or in another table, are another record.
    /// </summary>
    public RecordHash HashFor(ProcessedTable table) => default(RecordHash).Then(table.Name.Length).Then(table.Name[0])
        .Then(observedOn);

    /// <summary>Whether the part has not had it yet.</summary>
    public bool IsNew(RecordHash hash) => seen.Add(hash);

    /// <summary>Says that <see cref="IsNew"/> will be asked soon.</summary>
    public RecordHash Expect(RecordHash hash)
    {
        seen.Expect(hash);
        return hash;
    }

    /// <summary>The hash of the credits of a track or album.</summary>
    public RecordHash HashOfCredits(
        ReadOnlySpan<byte> type, ReadOnlySpan<byte> owner, CreditRange range, ReadOnlySpan<byte> bytes) =>
        HashFor(ProcessedCredits.Table).Then(type).Then(owner).Then(bytes.Slice(range.Start, range.Length));

    /// <summary>Adds the credits of a track or album unless the part has the same ones for it already.</summary>
    public void AddCredits(
        RecordHash hash, ReadOnlySpan<byte> type, ReadOnlySpan<byte> owner, CreditRange range,
        ReadOnlySpan<byte> bytes, in RecordSource source)
    {
        if (range.Count == 0 || !IsNew(hash))
            return;
        Counts[ProcessedCredits.Table].Records += range.Count;
        Tables.Credits.Add(type, owner, Credits.Of(range), new RecordText(bytes, Fields), source);
    }
}
