using Tracklake.Landing.Json;
using Tracklake.Zones;

namespace Tracklake.Landing.Columns;

/// <summary>What ranked a track, and where.</summary>
/// <param name="source"><c>top_tracks</c> or <c>search_relevance</c>, UTF-8; empty when nothing did.</param>
/// <param name="place">From 1.</param>
internal readonly ref struct Ranking(ReadOnlySpan<byte> source, int place)
{
    public ReadOnlySpan<byte> Source { get; } = source;

    public int Place { get; } = place;
}

/// <summary>Rows of the tracks table.</summary>
internal sealed class TrackRows : TableRows
{
    private readonly TextBuffer trackId;
    private readonly TextBuffer trackName;
    private readonly TextBuffer albumId;
    private readonly Int32Buffer discNumber;
    private readonly Int32Buffer trackNumber;
    private readonly Int32Buffer durationMs;
    private readonly BooleanBuffer isExplicit;
    private readonly BooleanBuffer isLocal;
    private readonly Int32Buffer popularity;
    private readonly TextBuffer isrc;
    private readonly Int32Buffer rank;
    private readonly TextBuffer rankSource;
    private readonly BooleanBuffer isFull;

    public TrackRows()
        : base(ProcessedTracks.Table)
    {
        trackId = Text(ProcessedTracks.TrackId);
        trackName = Text(ProcessedTracks.TrackName);
        albumId = Text(ProcessedTracks.AlbumId);
        discNumber = Int32(ProcessedTracks.DiscNumber);
        trackNumber = Int32(ProcessedTracks.TrackNumber);
        durationMs = Int32(ProcessedTracks.DurationMs);
        isExplicit = Boolean(ProcessedTracks.Explicit);
        isLocal = Boolean(ProcessedTracks.IsLocal);
        popularity = Int32(ProcessedTracks.Popularity);
        isrc = Text(ProcessedTracks.Isrc);
        rank = Int32(ProcessedTracks.Rank);
        rankSource = Text(ProcessedTracks.RankSource);
        isFull = Boolean(ProcessedTracks.IsFull);
    }

    public void Add(
        in TrackFields track, ReadOnlySpan<byte> album, Ranking ranking, RecordText text, in RecordSource source)
    {
        trackId.Add(text[track.Key]);
        trackName.Add(text[track.Name]);
        if (album.IsEmpty)
            albumId.AddNull();
        else
            albumId.AddRepeated(album);
        discNumber.Add(track.DiscNumber);
        trackNumber.Add(track.TrackNumber);
        durationMs.Add(track.DurationMs);
        isExplicit.Add(track.Explicit);
        isLocal.Add(track.IsLocal);
        popularity.Add(track.Popularity);
        AddIsrc(text[track.Isrc]);
        if (ranking.Source.IsEmpty)
        {
            rank.AddNull();
            rankSource.AddNull();
        }
        else
        {
            rank.Add(ranking.Place);
            rankSource.AddRepeated(ranking.Source);
        }
        isFull.Add(track.HasAlbum);
        AddSource(source);
    }

    // Upper case without hyphens and blanks: the same code is written "us-rc1-13-01695" by some.
    private void AddIsrc(ReadOnlySpan<byte> code)
    {
        if (code.Length > 64)
        {
            isrc.Add(code);
            return;
        }
        Span<byte> tidy = stackalloc byte[64];
        var length = 0;
        foreach (var b in code)
        {
            if (b is not ((byte)'-' or (byte)' '))
                tidy[length++] = b is >= (byte)'a' and <= (byte)'z' ? (byte)(b - 32) : b;
        }
        if (length == 0)
            isrc.AddNull();
        else
            isrc.Add(tidy[..length]);
    }
}
