using Tracklake.Landing.Json;
using Tracklake.Landing.Reading;
using Tracklake.Zones;

namespace Tracklake.Landing.Records;

/// <summary>Takes artist objects.</summary>
internal sealed class ArtistTaker(PartState part) : RecordTaker(part, ProcessedArtists.Table)
{
    private ArtistFields artist;

    /// <summary>Whether the artists of the answer were asked for by id.</summary>
    public bool Followed { get; set; }

    protected override void Read(ref JsonCursor reader, ReadOnlySpan<byte> bytes)
    {
        artist = default;
        artist.Read(ref reader, bytes, Part.Fields);
    }

    protected override Fault? Judge() => artist.Key.IsNullOrEmpty
        ? new Fault(FaultCodes.MissingId, "The artist has neither 'id' nor 'uri'.")
        : null;

    protected override RecordHash Identify(RecordHash hash, ReadOnlySpan<byte> record, int index) =>
        hash.Then(Followed ? 1 : 0).Then(record);

    protected override void Add(ReadOnlySpan<byte> bytes, int start, int length, long offset, int index) =>
        Part.Tables.Artists.Add(
            artist, Followed, new RecordText(bytes, Part.Fields), Part.SourceOf(offset + start, length));
}
