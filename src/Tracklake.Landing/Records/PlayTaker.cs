using System.Text;
using Tracklake.Landing.Json;
using Tracklake.Landing.Reading;
using Tracklake.Zones;

namespace Tracklake.Landing.Records;

/// <summary>Takes the plays of a streaming history.</summary>
internal sealed class PlayTaker(PartState part) : RecordTaker(part, ProcessedPlays.Table)
{
    private PlayFields play;
    private long playedAt;

    protected override void Read(ref JsonCursor reader, ReadOnlySpan<byte> bytes)
    {
        play = default;
        play.Read(ref reader, Part.Fields);
        var ts = Part.Fields.Bytes(bytes, play.Ts);
        if (play.Ts.IsNullOrEmpty)
            Part.Fields.Fail(FaultCodes.MissingField, "The play has no 'ts', the time at which it ended.");
        else if (!UtcInstant.TryParse(ts, out playedAt))
            Part.Fields.Fail(FaultCodes.BadTimestamp, $"'ts' is '{Shown(ts)}', which is not an ISO 8601 instant.");
    }

    protected override Fault? Judge() => play.MsPlayed is null
        ? new Fault(FaultCodes.MissingField, "The play has no 'ms_played', how long it lasted.")
        : null;

    protected override RecordHash Identify(RecordHash hash, ReadOnlySpan<byte> record, int index) => hash.Then(record);

    protected override void Add(ReadOnlySpan<byte> bytes, int start, int length, long offset, int index) =>
        Part.Tables.Plays.Add(
            play, playedAt, new RecordText(bytes, Part.Fields), Part.SourceOf(offset + start, length));

    private static string Shown(ReadOnlySpan<byte> text) =>
        Encoding.UTF8.GetString(text.Length <= 40 ? text : text[..40]);
}
