using System.Text.Json.Serialization;

namespace Tracklake.Raw;

/// <summary>What a stored body holds, found by its shape, never by its file name.</summary>
public enum RawKind
{
    /// <summary>One artist object, as GET /artists/{id} answers: an artist that somebody asked for by id.</summary>
    Artist,

    /// <summary><c>{"artists":[..]}</c>, entries may be null.</summary>
    Artists,

    /// <summary>One full album object with its first page of tracks, as GET /albums/{id} answers.</summary>
    Album,

    /// <summary><c>{"albums":[..]}</c>, entries may be null.</summary>
    Albums,

    /// <summary>A page of an artist's albums; <see cref="RawEntry.Subject"/> is the artist.</summary>
    ArtistAlbumsPage,

    /// <summary>A page of an album's tracks; <see cref="RawEntry.Subject"/> is the album.</summary>
    AlbumTracksPage,

    /// <summary>One full track object, as GET /tracks/{id} answers.</summary>
    Track,

    /// <summary><c>{"tracks":[..]}</c>, entries may be null.</summary>
    Tracks,

    /// <summary><c>{"tracks":[..]}</c> of one artist's top tracks; <see cref="RawEntry.Subject"/> is the artist.</summary>
    TopTracks,

    /// <summary>Search results: pages of tracks, artists, albums by name; <see cref="RawEntry.Subject"/> the artist
    /// that was searched for, if one was.</summary>
    Search,

    /// <summary>Newline-delimited full track objects (the records themselves, one a line); a dataset's rows are mapped
    /// to this shape when they are imported.</summary>
    TrackLines,

    /// <summary>Newline-delimited plays of an extended streaming history, personal fields already dropped.</summary>
    PlayLines,
}

/// <summary>
/// One stored body of a raw part: where it came from and where its bytes are. A line of the part's index object.
/// </summary>
public sealed record RawEntry
{
    /// <summary>What the body holds.</summary>
    public required RawKind Kind { get; init; }

    /// <summary>First byte of the body within the part's bodies object, uncompressed.</summary>
    public required long Offset { get; init; }

    /// <summary>Length of the body in bytes, uncompressed.</summary>
    public required long Length { get; init; }

    /// <summary>SHA-256 of the body as it was received, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The day that the body speaks of ("as of").</summary>
    public required DateOnly ObservedOn { get; init; }

    /// <summary>When the source answered, or when the file was taken in; UTC.</summary>
    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>The id of the artist or album that the request was about, where the body itself does not say.</summary>
    public string? Subject { get; init; }

    /// <summary>The request, <c>GET https://..</c> without credentials; null for imported files.</summary>
    public string? Request { get; init; }

    /// <summary>HTTP status; null for imported files.</summary>
    public int? Status { get; init; }

    /// <summary>The response headers worth keeping (Date, ETag, Cache-Control, Retry-After, Content-Type).</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>The path of an imported file, relative to what was imported.</summary>
    public string? Origin { get; init; }

    /// <summary>Number of lines of a newline-delimited body, where the importer counted them.</summary>
    public long? Lines { get; init; }
}

/// <summary>A part of a raw batch: one bodies object and its index.</summary>
/// <param name="Bodies">Key of the object with the verbatim bodies, each followed by a line feed; <c>.gz</c> at
/// the end of the key says that the whole object is compressed.</param>
/// <param name="Index">Key of the object with one <see cref="RawEntry"/> a line, in order of offset.</param>
/// <param name="Entries">Number of bodies.</param>
/// <param name="Bytes">Uncompressed bytes of the bodies object.</param>
public sealed record RawPart(string Bodies, string Index, int Entries, long Bytes);

/// <summary>
/// What one source gave for one data interval, or one import: complete and never changed once its manifest is there.
/// </summary>
public sealed record RawBatch
{
    /// <summary>The source: <c>demo</c>, <c>spotify</c>, <c>responses</c>, <c>history</c> or <c>dataset</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The data interval (<c>2026-11-09</c>), or <c>import-</c> and the first digits of a content hash.</summary>
    public required string Name { get; init; }

    /// <summary>The day that the batch speaks of; of a history the last day of its plays.</summary>
    public required DateOnly ObservedOn { get; init; }

    /// <summary>The parts, in order.</summary>
    public required IReadOnlyList<RawPart> Parts { get; init; }

    /// <summary>What the source can and cannot serve, in words for the summary ("popularity is not served").</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Bodies that were set aside before landing (unreadable files, unknown shapes), with the reason.</summary>
    public IReadOnlyList<Rejection> Rejected { get; init; } = [];

    /// <summary>Of an import whose settings decide what is made of the files: a name of the files alone. A later import of
    /// the same files with other settings takes this one's place while it is in no release.</summary>
    public string? Content { get; init; }

    /// <summary>Number of things given to an importer that it knew already (the same bytes under another name).</summary>
    public long Duplicates { get; init; }

    /// <summary>The key of the batch's manifest, written last.</summary>
    [JsonIgnore]
    public string ManifestKey => RawKeys.Manifest(Source, Name);
}

/// <summary>Something from outside that could not be used: where it is, and why not.</summary>
/// <param name="Object">The raw object, or the path of an imported file that could not even be stored.</param>
/// <param name="Offset">First byte, uncompressed; 0 for a whole file.</param>
/// <param name="Length">Number of bytes; null when unknown.</param>
/// <param name="Reason">A sentence for a person: what is wrong and with which field or byte.</param>
/// <param name="Code">A short stable name of the reason: <c>malformed-json</c>, <c>missing-id</c>, ..</param>
/// <param name="Content">The bytes as text, shortened past 4,096 characters; null where they stay in the raw object, or
/// where showing them could show something personal.</param>
public sealed record Rejection(
    string Object, long Offset, long? Length, string Code, string Reason, string? Content = null);
