using Tracklake.Landing.Columns;
using Tracklake.Landing.Json;
using Tracklake.Landing.Reading;
using Tracklake.Zones;

namespace Tracklake.Landing.Records;

/// <summary>Takes a page of tracks that stands within an album.</summary>
/// <param name="album">The album's id, UTF-8.</param>
/// <param name="page">The paging object.</param>
/// <param name="offset">Its offset in the raw object.</param>
internal delegate void TracksPageTaker(byte[] album, ReadOnlySpan<byte> page, long offset);

/// <summary>Takes album objects with their credits; the tracks within one are taken after it, by its page.</summary>
internal sealed class AlbumTaker(PartState part) : RecordTaker(part, ProcessedAlbums.Table)
{
    private AlbumFields album;

    /// <summary>Takes the page of tracks within an album.</summary>
    public TracksPageTaker? OnTracks { get; set; }

    /// <summary>The hash of the album within a full track.</summary>
    public RecordHash HashOfNested(in AlbumFields nested, ReadOnlySpan<byte> bytes) =>
        Identify(Part.HashFor(Table), bytes.Slice(nested.Start, nested.Length), 0);

    /// <summary>Adds the album within a full track unless the part has the same one already.</summary>
    public void AddNested(RecordHash hash, in AlbumFields nested, ReadOnlySpan<byte> bytes, long offset)
    {
        // The album of a local track has neither id nor uri: there is nothing to add then.
        if (nested.Key.IsNullOrEmpty)
            return;
        if (!Part.IsNew(hash))
            return;
        Part.Counts[Table].Records++;
        AddRows(nested, bytes, Part.SourceOf(offset + nested.Start, nested.Length));
    }

    protected override void Read(ref JsonCursor reader, ReadOnlySpan<byte> bytes)
    {
        album = default;
        album.Read(ref reader, bytes, Part.Fields, Part.Credits);
    }

    protected override Fault? Judge() => album.Key.IsNullOrEmpty
        ? new Fault(FaultCodes.MissingId, "The album has neither 'id' nor 'uri'.")
        : null;

    protected override RecordHash Identify(RecordHash hash, ReadOnlySpan<byte> record, int index) => hash.Then(record);

    protected override void Add(ReadOnlySpan<byte> bytes, int start, int length, long offset, int index) =>
        AddRows(album, bytes, Part.SourceOf(offset + start, length));

    protected override void TakeNested(ReadOnlySpan<byte> bytes, long offset)
    {
        if (album.TracksLength > 0)
        {
            // A copy of the id: taking the tracks overwrites what was read of the album.
            OnTracks?.Invoke(
                new RecordText(bytes, Part.Fields)[album.Key].ToArray(),
                bytes.Slice(album.TracksStart, album.TracksLength), offset + album.TracksStart);
        }
    }

    private void AddRows(
        in AlbumFields fields, ReadOnlySpan<byte> bytes, in RecordSource source)
    {
        var text = new RecordText(bytes, Part.Fields);
        Part.Tables.Albums.Add(fields, text, source);
        var hash = Part.HashOfCredits("album"u8, text[fields.Key], fields.Artists, bytes);
        Part.AddCredits(hash, "album"u8, text[fields.Key], fields.Artists, bytes, source);
    }
}
