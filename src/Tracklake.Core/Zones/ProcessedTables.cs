using Tracklake.Models;

namespace Tracklake.Zones;

/// <summary>The tables that landing writes, one Parquet file each for every raw part that has rows for it.</summary>
public static class ProcessedTables
{
    /// <summary>All of them, in the order in which they are written.</summary>
    public static IReadOnlyList<ProcessedTable> All { get; } =
    [
        ProcessedArtists.Table, ProcessedAlbums.Table, ProcessedTracks.Table, ProcessedCredits.Table,
        ProcessedPages.Table, ProcessedPlays.Table,
    ];
}

/// <summary>A table of the processed zone.</summary>
public abstract class ProcessedTable : Table
{
    /// <summary>The day that a record speaks of.</summary>
    public static readonly Column ObservedOn =
        Column.Date("observed_on", "The day that the record speaks of.").NotNull();

    /// <inheritdoc/>
    public sealed override Layer Layer => Layer.Processed;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Column> Columns => [.. RecordColumns, ObservedOn, .. Provenance.Columns];

    /// <summary>The columns that say what the record says, without day and provenance.</summary>
    protected abstract IReadOnlyList<Column> RecordColumns { get; }
}

/// <summary>A row for each artist object in a response. Artists that are merely credited are in credits.</summary>
public sealed class ProcessedArtists : ProcessedTable
{
    /// <summary>The artist's Spotify id.</summary>
    public static readonly Column ArtistId = Column.Text("artist_id", "The artist's Spotify id.").NotNull();

    /// <summary>The name.</summary>
    public static readonly Column ArtistName = Column.Text("artist_name", "The artist's name.").NotNull();

    /// <summary>Popularity where it is served.</summary>
    public static readonly Column Popularity =
        Column.Int32("popularity", "0 to 100 on the day; null where the API does not serve it.");

    /// <summary>Followers where they are served.</summary>
    public static readonly Column Followers =
        Column.Int64("followers", "Number of followers on the day; null where the API does not serve it.");

    /// <summary>Genres where they are served.</summary>
    public static readonly Column Genres =
        Column.Text("genres", "Genres joined by ' | ', in the API's order; null where the API does not serve them.");

    /// <summary>Whether the artist was asked for.</summary>
    public static readonly Column IsFollowed =
        Column.Boolean("is_followed", "Whether the artist was asked for by id, not merely found.").NotNull();

    /// <summary>The one instance.</summary>
    public static readonly ProcessedArtists Table = new();

    /// <inheritdoc/>
    public override string Name => "artists";

    /// <inheritdoc/>
    public override string Description => "A row for each artist object in a response.";

    /// <inheritdoc/>
    protected override IReadOnlyList<Column> RecordColumns =>
        [ArtistId, ArtistName, Popularity, Followers, Genres, IsFollowed];
}

/// <summary>A row for each album object in a response, those nested in full tracks included.</summary>
public sealed class ProcessedAlbums : ProcessedTable
{
    /// <summary>The album's Spotify id.</summary>
    public static readonly Column AlbumId = Column.Text("album_id", "The album's Spotify id.").NotNull();

    /// <summary>The name, which may be empty.</summary>
    public static readonly Column AlbumName =
        Column.Text("album_name", "The album's name; Spotify serves some that are empty.").NotNull();

    /// <summary>album, single or compilation.</summary>
    public static readonly Column AlbumType =
        Column.Text("album_type", "album, single or compilation.");

    /// <summary>Number of tracks according to the album.</summary>
    public static readonly Column TotalTracks =
        Column.Int32("total_tracks", "Number of tracks according to the album object.");

    /// <summary>The release date as served.</summary>
    public static readonly Column ReleaseDate =
        Column.Text("release_date", "The release date as served: YYYY, YYYY-MM or YYYY-MM-DD, sometimes 0000.");

    /// <summary>Its precision.</summary>
    public static readonly Column ReleaseDatePrecision =
        Column.Text("release_date_precision", "How much of the release date is known: year, month or day.");

    /// <summary>The label where it is served.</summary>
    public static readonly Column Label = Column.Text("label", "The label; null where the API does not serve it.");

    /// <summary>Popularity where it is served.</summary>
    public static readonly Column Popularity =
        Column.Int32("popularity", "0 to 100 on the day; null where the API does not serve it.");

    /// <summary>The Universal Product Code.</summary>
    public static readonly Column Upc = Column.Text("upc", "Universal Product Code; full objects only.");

    /// <summary>The one instance.</summary>
    public static readonly ProcessedAlbums Table = new();

    /// <inheritdoc/>
    public override string Name => "albums";

    /// <inheritdoc/>
    public override string Description =>
        "A row for each album object in a response; one that full tracks repeat with the same bytes appears once a part.";

    /// <inheritdoc/>
    protected override IReadOnlyList<Column> RecordColumns =>
        [AlbumId, AlbumName, AlbumType, TotalTracks, ReleaseDate, ReleaseDatePrecision, Label, Popularity, Upc];
}

/// <summary>A row for each track object in a response.</summary>
public sealed class ProcessedTracks : ProcessedTable
{
    /// <summary>The id, or the URI of a local track.</summary>
    public static readonly Column TrackId =
        Column.Text("track_id", "The track's Spotify id; the URI of a local track, which has none.").NotNull();

    /// <summary>The name.</summary>
    public static readonly Column TrackName = Column.Text("track_name", "The track's name.").NotNull();

    /// <summary>The album that it is on.</summary>
    public static readonly Column AlbumId = Column.Text("album_id", "The album that the track is on.");

    /// <summary>Which disc.</summary>
    public static readonly Column DiscNumber = Column.Int32("disc_number", "Which disc of the album, from 1.");

    /// <summary>Place on the disc.</summary>
    public static readonly Column TrackNumber = Column.Int32("track_number", "Place on the disc, from 1.");

    /// <summary>Length.</summary>
    public static readonly Column DurationMs = Column.Int32("duration_ms", "Length in milliseconds.");

    /// <summary>Whether the lyrics are explicit.</summary>
    public static readonly Column Explicit =
        Column.Boolean("explicit", "Whether the lyrics are explicit; null when unknown.");

    /// <summary>Whether it is a file of the user's own.</summary>
    public static readonly Column IsLocal = Column.Boolean("is_local", "Whether it is a file of the user's own.");

    /// <summary>Popularity where it is served.</summary>
    public static readonly Column Popularity =
        Column.Int32("popularity", "0 to 100 on the day; null where the API does not serve it.");

    /// <summary>The recording's code.</summary>
    public static readonly Column Isrc = Column
        .Text("isrc", "International Standard Recording Code, upper case without hyphens; full objects only.");

    /// <summary>Place in a ranked answer.</summary>
    public static readonly Column Rank = Column.Int32("rank", "Place in a ranked answer, from 1; else null.");

    /// <summary>What ranked it.</summary>
    public static readonly Column RankSource =
        Column.Text("rank_source", "What ranked it: top_tracks or search_relevance; the latter is not a popularity.");

    /// <summary>Whether the object was the full one.</summary>
    public static readonly Column IsFull =
        Column.Boolean("is_full", "Whether it was a full object (with its album) rather than a simplified one.").NotNull();

    /// <summary>The one instance.</summary>
    public static readonly ProcessedTracks Table = new();

    /// <inheritdoc/>
    public override string Name => "tracks";

    /// <inheritdoc/>
    public override string Description => "A row for each track object in a response.";

    /// <inheritdoc/>
    protected override IReadOnlyList<Column> RecordColumns =>
    [
        TrackId, TrackName, AlbumId, DiscNumber, TrackNumber, DurationMs, Explicit, IsLocal, Popularity, Isrc, Rank,
        RankSource, IsFull,
    ];
}

/// <summary>A row for each artist credited on a track or an album, in the order of the credits.</summary>
public sealed class ProcessedCredits : ProcessedTable
{
    /// <summary>What is credited.</summary>
    public static readonly Column OwnerType = Column.Text("owner_type", "What is credited: track or album.").NotNull();

    /// <summary>Its id.</summary>
    public static readonly Column OwnerId = Column.Text("owner_id", "The id of the track or album.").NotNull();

    /// <summary>Place among the credits.</summary>
    public static readonly Column Position = Column.Int32("position", "Place among the credits, from 1.").NotNull();

    /// <summary>The artist.</summary>
    public static readonly Column ArtistId = Column.Text("artist_id", "The artist's Spotify id.").NotNull();

    /// <summary>The name as credited.</summary>
    public static readonly Column ArtistName = Column.Text("artist_name", "The artist's name as credited.").NotNull();

    /// <summary>Whether the name may be several.</summary>
    public static readonly Column IsAmbiguous = Column.Boolean(
        "is_ambiguous", "Whether the name may be several artists' that a dataset joined with commas.").NotNull();

    /// <summary>The one instance.</summary>
    public static readonly ProcessedCredits Table = new();

    /// <inheritdoc/>
    public override string Name => "credits";

    /// <inheritdoc/>
    public override string Description => "A row for each artist credited on a track or an album, once a part.";

    /// <inheritdoc/>
    protected override IReadOnlyList<Column> RecordColumns =>
        [OwnerType, OwnerId, Position, ArtistId, ArtistName, IsAmbiguous];
}

/// <summary>A row for each page of a paged answer: what completeness is judged by.</summary>
public sealed class ProcessedPages : ProcessedTable
{
    /// <summary>What was paged through.</summary>
    public static readonly Column ListType =
        Column.Text("list_type", "What was paged through: artist_albums or album_tracks.").NotNull();

    /// <summary>Whose list.</summary>
    public static readonly Column OwnerId = Column.Text("owner_id", "The artist or album whose list it is.").NotNull();

    /// <summary>Items before this page.</summary>
    public static readonly Column PageOffset =
        Column.Int32("page_offset", "Number of items before this page.").NotNull();

    /// <summary>Items on the page.</summary>
    public static readonly Column PageItems =
        Column.Int32("page_items", "Number of items on this page, without null entries.").NotNull();

    /// <summary>Items in all.</summary>
    public static readonly Column ListTotal =
        Column.Int32("list_total", "Number of items in all, as the page says; it drifts from day to day.").NotNull();

    /// <summary>Whether it is the last.</summary>
    public static readonly Column IsLast =
        Column.Boolean("is_last", "Whether the page says that no other follows.").NotNull();

    /// <summary>The one instance.</summary>
    public static readonly ProcessedPages Table = new();

    /// <inheritdoc/>
    public override string Name => "pages";

    /// <inheritdoc/>
    public override string Description => "A row for each page of a paged answer; empty pages beyond the end have none.";

    /// <inheritdoc/>
    protected override IReadOnlyList<Column> RecordColumns =>
        [ListType, OwnerId, PageOffset, PageItems, ListTotal, IsLast];
}

/// <summary>A row for each play of a streaming history.</summary>
public sealed class ProcessedPlays : ProcessedTable
{
    /// <summary>When the play ended.</summary>
    public static readonly Column PlayedAt =
        Column.Timestamp("played_at", "When the play ended, UTC.").NotNull();

    /// <summary>How long it lasted.</summary>
    public static readonly Column MsPlayed = Column.Int64("ms_played", "How long it lasted, in milliseconds.").NotNull();

    /// <summary>track, episode, audiobook or unknown.</summary>
    public static readonly Column ContentType =
        Column.Text("content_type", "What was played: track, episode, audiobook or unknown.").NotNull();

    /// <summary>The URI that was played.</summary>
    public static readonly Column ContentUri =
        Column.Text("content_uri", "The Spotify URI of what was played; null when the export has none.");

    /// <summary>The title.</summary>
    public static readonly Column Title = Column.Text("title", "Name of the track, episode or chapter.");

    /// <summary>By whom.</summary>
    public static readonly Column Creator =
        Column.Text("creator", "Album artist of a track, show of an episode, title of an audiobook.");

    /// <summary>The album of a track.</summary>
    public static readonly Column AlbumName = Column.Text("album_name", "Name of the album; tracks only.");

    /// <summary>The platform's family.</summary>
    public static readonly Column Platform =
        Column.Text("platform", "Family of the device: android, ios, windows, macos, linux, web, cast or other.");

    /// <summary>The country.</summary>
    public static readonly Column Country = Column.Text("country", "ISO 3166-1 alpha-2 country of the connection.");

    /// <summary>Why it began.</summary>
    public static readonly Column ReasonStart = Column.Text("reason_start", "Why the play began.");

    /// <summary>Why it ended.</summary>
    public static readonly Column ReasonEnd = Column.Text("reason_end", "Why the play ended.");

    /// <summary>Shuffled.</summary>
    public static readonly Column Shuffle = Column.Boolean("shuffle", "Whether shuffle was on.");

    /// <summary>Skipped.</summary>
    public static readonly Column Skipped = Column.Boolean("skipped", "Whether the play was skipped; null when unknown.");

    /// <summary>Offline.</summary>
    public static readonly Column Offline = Column.Boolean("offline", "Whether the device was offline.");

    /// <summary>Private session.</summary>
    public static readonly Column Incognito = Column.Boolean("incognito", "Whether it was a private session.");

    /// <summary>The one instance.</summary>
    public static readonly ProcessedPlays Table = new();

    /// <inheritdoc/>
    public override string Name => "plays";

    /// <inheritdoc/>
    public override string Description => "A row for each play of a streaming history, overlaps within an import removed.";

    /// <inheritdoc/>
    protected override IReadOnlyList<Column> RecordColumns =>
    [
        PlayedAt, MsPlayed, ContentType, ContentUri, Title, Creator, AlbumName, Platform, Country, ReasonStart,
        ReasonEnd, Shuffle, Skipped, Offline, Incognito,
    ];
}
