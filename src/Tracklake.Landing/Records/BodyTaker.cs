using Tracklake.Landing.Json;
using Tracklake.Landing.Reading;
using Tracklake.Raw;
using Tracklake.Zones;

namespace Tracklake.Landing.Records;

/// <summary>Takes the bodies of a part, each as its kind asks for.</summary>
internal sealed class BodyTaker
{
    private readonly PartState part;
    private readonly ArtistTaker artists;
    private readonly AlbumTaker albums;
    private readonly TrackTaker tracks;
    private readonly PlayTaker plays;
    private readonly PageTaker pages;

    private const int BytesBetweenChecks = 1 << 20;

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    public BodyTaker(PartState part)
    {
        this.part = part;
        artists = new ArtistTaker(part);
        albums = new AlbumTaker(part);
        tracks = new TrackTaker(part, albums);
        plays = new PlayTaker(part);
        pages = new PageTaker(part);
        albums.OnTracks = (album, page, offset) => TakeTracksPage(page, offset, album);
    }

    /// <summary>Prepares for a body.</summary>
    public void Enter(RawEntry entry)
    {
        part.Enter(entry);
        tracks.Enter();
        artists.Followed = entry.Kind is RawKind.Artist or RawKind.Artists;
    }

    /// <summary>Takes lines until a table has as many rows as a row group may have.</summary>
    /// <returns>False when the body has no more.</returns>
    public bool TakeLines(LineReader lines, int rowLimit, long textLimit, CancellationToken cancellationToken)
    {
        RecordTaker taker = part.Entry.Kind == RawKind.TrackLines ? tracks : plays;
        var tables = part.Tables;
        var taken = 0L;
        while (lines.Next(out var line, out var offset, out var length))
        {
            if (line.IsEmpty)
                taker.RejectTooLong(offset, length);
            else
                taker.Take(line, offset);
            if (tables.Tracks.Count >= rowLimit || tables.Credits.Count >= rowLimit
                || tables.Plays.Count >= rowLimit || tables.Albums.Count >= rowLimit)
            {
                return true;
            }
            taken += length;
            if (taken >= BytesBetweenChecks)
            {
                taken = 0;
                cancellationToken.ThrowIfCancellationRequested();
                if (tables.All.Any(t => t.TextBytes >= textLimit))
                    return true;
            }
        }
        return false;
    }

    /// <summary>Takes a response body.</summary>
    public void Take(ReadOnlySpan<byte> body, long offset)
    {
        var trimmed = (body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body).TrimStart(Blanks);
        offset += body.Length - trimmed.Length;
        body = trimmed.TrimEnd(Blanks);
        switch (part.Entry.Kind)
        {
            case RawKind.Artist:
                artists.Take(body, offset);
                break;
            case RawKind.Album:
                albums.Take(body, offset);
                break;
            case RawKind.Track:
                tracks.Take(body, offset);
                break;
            case RawKind.ArtistAlbumsPage:
                TakeAlbumsPage(body, offset);
                break;
            case RawKind.AlbumTracksPage:
                TakeTracksPage(body, offset, part.Subject);
                break;
            case RawKind.Artists or RawKind.Albums or RawKind.Tracks or RawKind.TopTracks or RawKind.Search:
                TakeLists(body, offset);
                break;
            default:
                throw new NotSupportedException($"Landing knows no bodies of kind {part.Entry.Kind}.");
        }
    }

    private void TakeAlbumsPage(ReadOnlySpan<byte> body, long offset)
    {
        if (!TryReadPage(body, offset, ProcessedAlbums.Table, out var page))
            return;
        var fault = part.Fields.Fault;
        var owner = part.Subject.Length > 0 ? part.Subject : OwnerIn(page, body, "/artists/", "/albums");
        if (owner.Length == 0)
        {
            Reject(ProcessedAlbums.Table, body, offset, new Fault(
                FaultCodes.MissingId, "Neither the request nor 'href' names the artist of this page of albums."));
            return;
        }
        var items = albums.TakeItems(body, page.ItemsStart, page.ItemsLength, offset);
        pages.Take("artist_albums"u8, owner, page, fault, items, body, offset);
    }

    private void TakeTracksPage(ReadOnlySpan<byte> body, long offset, byte[] album)
    {
        if (!TryReadPage(body, offset, ProcessedTracks.Table, out var page))
            return;
        var fault = part.Fields.Fault;
        if (album.Length == 0)
            album = OwnerIn(page, body, "/albums/", "/tracks");
        if (album.Length == 0)
        {
            Reject(ProcessedTracks.Table, body, offset, new Fault(
                FaultCodes.MissingId, "Neither the request nor 'href' names the album of this page of tracks."));
            return;
        }
        tracks.Album = album;
        var items = tracks.TakeItems(body, page.ItemsStart, page.ItemsLength, offset);
        pages.Take("album_tracks"u8, album, page, fault, items, body, offset);
    }

    private void TakeLists(ReadOnlySpan<byte> body, long offset)
    {
        var kind = part.Entry.Kind;
        var main = kind switch
        {
            RawKind.Artists => ProcessedArtists.Table,
            RawKind.Albums => ProcessedAlbums.Table,
            _ => (ProcessedTable)ProcessedTracks.Table,
        };
        part.Begin();
        var outline = new BodyOutline();
        var fault = MalformedJson.Guard(ref outline, body, part.Fields);
        var isSearch = kind == RawKind.Search;
        var takesTracks = outline.Tracks.IsPresent && (isSearch || kind is RawKind.Tracks or RawKind.TopTracks);
        var takesArtists = outline.Artists.IsPresent && (isSearch || kind == RawKind.Artists);
        var takesAlbums = outline.Albums.IsPresent && (isSearch || kind == RawKind.Albums);
        if (fault is null && !takesTracks && !takesArtists && !takesAlbums)
        {
            var wanted = isSearch ? "tracks', 'artists' or 'albums" : main.Name;
            fault = new Fault(FaultCodes.WrongShape, $"The body has no list '{wanted}'.");
        }
        if (fault is not null)
        {
            Reject(main, body, offset, fault);
            return;
        }
        if (takesTracks)
        {
            tracks.RankedBy = kind == RawKind.TopTracks ? RankedBy.TopTracks
                : isSearch && part.Subject.Length > 0 ? RankedBy.SearchRelevance
                : RankedBy.Nothing;
            tracks.RankOffset = outline.Tracks.Offset;
            tracks.TakeItems(body, outline.Tracks.Start, outline.Tracks.Length, offset);
            tracks.Enter();
        }
        if (takesArtists)
            artists.TakeItems(body, outline.Artists.Start, outline.Artists.Length, offset);
        if (takesAlbums)
            albums.TakeItems(body, outline.Albums.Start, outline.Albums.Length, offset);
    }

    // Reads to the page's end: its items are taken only when all of it is well-formed.
    private bool TryReadPage(ReadOnlySpan<byte> body, long offset, ProcessedTable table, out PageFields page)
    {
        part.Begin();
        page = default;
        var fault = MalformedJson.Guard(ref page, body, part.Fields);
        if (fault is null && !page.HasItems)
            fault = new Fault(FaultCodes.WrongShape, "The page has no list 'items'.");
        if (fault is null)
            return true;
        Reject(table, body, offset, fault);
        return false;
    }

    private void Reject(ProcessedTable table, ReadOnlySpan<byte> body, long offset, Fault fault)
    {
        part.Counts[table].Records++;
        part.Counts.Reject(table, offset, body.Length, fault);
    }

    private byte[] OwnerIn(in PageFields page, ReadOnlySpan<byte> body, string before, string after) =>
        PageTaker.OwnerIn(new RecordText(body, part.Fields)[page.Href], before, after);
}
