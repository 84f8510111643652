using Tracklake.Landing.Columns;
using Tracklake.Landing.Json;
using Tracklake.Landing.Reading;
using Tracklake.Zones;

namespace Tracklake.Landing.Records;

/// <summary>What the answers around tracks say of them.</summary>
internal enum RankedBy
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>Place among an artist's top tracks.</summary>
    TopTracks,

    /// <summary>Place in a search for an artist; only hits of that artist count.</summary>
    SearchRelevance,
}

/// <summary>Takes track objects: tracks, their credits, and the albums nested in full ones.</summary>
internal sealed class TrackTaker(PartState part, AlbumTaker albums) : RecordTaker(part, ProcessedTracks.Table)
{
    private readonly LastAlbum last = new();
    private TrackFields track;

    /// <summary>What ranks the tracks of the answer.</summary>
    public RankedBy RankedBy { get; set; }

    /// <summary>Number of hits before those of the page.</summary>
    public int RankOffset { get; set; }

    /// <summary>The album that the answer is about, UTF-8; empty when it is about none.</summary>
    public byte[] Album { get; set; } = [];

    /// <summary>Forgets what the answer before said.</summary>
    public void Enter()
    {
        RankedBy = RankedBy.Nothing;
        RankOffset = 0;
        Album = [];
        last.Forget();
    }

    protected override void Read(ref JsonCursor reader, ReadOnlySpan<byte> bytes)
    {
        track = default;
        track.Read(ref reader, bytes, Part.Fields, Part.Credits, last);
    }

    protected override Fault? Judge() => track.Key.IsNullOrEmpty
        ? new Fault(FaultCodes.MissingId, "The track has neither 'id' nor 'uri'.")
        : null;

    protected override RecordHash Identify(RecordHash hash, ReadOnlySpan<byte> record, int index) =>
        hash.Then((int)RankedBy).Then(RankedBy == RankedBy.Nothing ? 0 : RankOffset + index).Then(Album).Then(record);

    protected override void Add(ReadOnlySpan<byte> bytes, int start, int length, long offset, int index)
    {
        var text = new RecordText(bytes, Part.Fields);
        var source = Part.SourceOf(offset + start, length);
        var credits = Part.Expect(Part.HashOfCredits("track"u8, text[track.Key], track.Artists, bytes));
        var takesAlbum = track is { HasAlbum: true, RepeatsAlbum: false };
        var nested = takesAlbum ? Part.Expect(albums.HashOfNested(track.Album, bytes)) : default;
        var album = track.HasAlbum && !track.Album.Key.IsNullOrEmpty ? text[track.Album.Key] : Album;
        Part.Tables.Tracks.Add(track, album, Rank(text, index), text, source);
        Part.AddCredits(credits, "track"u8, text[track.Key], track.Artists, bytes, source);
        if (!takesAlbum)
            return;
        albums.AddNested(nested, track.Album, bytes, offset);
        last.Keep(track.Album, bytes);
    }

    private Ranking Rank(RecordText text, int index) => RankedBy switch
    {
        RankedBy.TopTracks => new Ranking("top_tracks"u8, index + 1),
        RankedBy.SearchRelevance when IsBySubject(text) =>
            new Ranking("search_relevance"u8, RankOffset + index + 1),
        _ => default,
    };

    private bool IsBySubject(RecordText text)
    {
        foreach (var artist in Part.Credits.Of(track.Artists))
        {
            if (text[artist.Id].SequenceEqual(Part.Subject))
                return true;
        }
        return false;
    }
}
