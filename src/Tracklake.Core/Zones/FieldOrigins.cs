using Tracklake.Models;
using Tracklake.Raw;

namespace Tracklake.Zones;

/// <summary>
/// The one declaration of which field of which body feeds which processed column: where the lineage of every number
/// ends.
/// Landing reads the fields by hand-written code for speed; its tests change every field of every kind of body and
/// compare what changes with what is declared here, both ways.
/// </summary>
public static class FieldOrigins
{
    private const string Subject = "<subject>";
    private const string Kind = "<kind>";
    private const string Place = "<place in the list>";

    /// <summary>The fields that feed the columns of a table, in the order of the columns.</summary>
    public static IReadOnlyList<FieldOrigin> Of(ProcessedTable table)
    {
        var origins = table switch
        {
            ProcessedArtists => RecordPlaces.Artists.SelectMany(OfArtist),
            ProcessedAlbums => RecordPlaces.Albums.SelectMany(OfAlbum),
            ProcessedTracks => RecordPlaces.Tracks.SelectMany(OfTrack),
            ProcessedCredits => RecordPlaces.Tracks.SelectMany(t => OfCredits(t, "track"))
                .Concat(RecordPlaces.Albums.SelectMany(a => OfCredits(a, "album"))),
            ProcessedPages => RecordPlaces.Pages.SelectMany(OfPage),
            ProcessedPlays => RecordPlaces.Plays.SelectMany(OfPlay),
            _ => throw new ModelException($"Nothing is declared of where {table} takes its columns from."),
        };
        var all = origins.ToList();
        var envelope = all.Select(o => o.Kind).Distinct().SelectMany(OfEnvelope);
        return [.. all.Concat(envelope).OrderBy(o => table.Columns.TakeWhile(c => c.Name != o.Column.Name).Count())];
    }

    /// <summary>The fields that feed one column.</summary>
    public static IReadOnlyList<FieldOrigin> Of(ProcessedTable table, string column) =>
        [.. Of(table).Where(o => o.Column.Name == column)];

    private static IEnumerable<FieldOrigin> OfEnvelope(RawKind kind) =>
    [
        new(ProcessedTable.ObservedOn, kind, "<observed on>", "the day that the body speaks of"),
        new(Provenance.SourceObject, kind, "<object>", "the raw object that holds the body"),
        new(Provenance.SourceOffset, kind, "<offset>", "where the record begins"),
        new(Provenance.SourceLength, kind, "<length>", "how long the record is"),
        new(Provenance.IngestedAt, kind, "<fetched at>", "when the source answered"),
    ];

    private static IEnumerable<FieldOrigin> OfArtist(RecordPlace at) =>
    [
        .. Id(ProcessedArtists.ArtistId, at.Kind, at.Path),
        new(ProcessedArtists.ArtistName, at.Kind, at.At("name"), ""),
        new(ProcessedArtists.Popularity, at.Kind, at.At("popularity"), ""),
        new(ProcessedArtists.Followers, at.Kind, at.At("followers.total"), ""),
        new(ProcessedArtists.Genres, at.Kind, at.At("genres[]"), "joined by ' | '"),
        new(ProcessedArtists.IsFollowed, at.Kind, Kind, "true where the artist was asked for by id"),
    ];

    private static IEnumerable<FieldOrigin> OfAlbum(RecordPlace at) =>
    [
        .. Id(ProcessedAlbums.AlbumId, at.Kind, at.Path),
        new(ProcessedAlbums.AlbumName, at.Kind, at.At("name"), ""),
        new(ProcessedAlbums.AlbumType, at.Kind, at.At("album_type"), ""),
        new(ProcessedAlbums.TotalTracks, at.Kind, at.At("total_tracks"), ""),
        new(ProcessedAlbums.ReleaseDate, at.Kind, at.At("release_date"), ""),
        new(ProcessedAlbums.ReleaseDatePrecision, at.Kind, at.At("release_date_precision"), ""),
        new(ProcessedAlbums.Label, at.Kind, at.At("label"), ""),
        new(ProcessedAlbums.Popularity, at.Kind, at.At("popularity"), ""),
        new(ProcessedAlbums.Upc, at.Kind, at.At("external_ids.upc"), ""),
    ];

    private static IEnumerable<FieldOrigin> OfTrack(RecordPlace at)
    {
        FieldOrigin From(Column column, string field, string how = "") => new(column, at.Kind, at.At(field), how);
        IEnumerable<FieldOrigin> album = at switch
        {
            { Parent: { } parent } => Id(ProcessedTracks.AlbumId, at.Kind, parent),
            { Kind: RawKind.AlbumTracksPage } => PageOwner(ProcessedTracks.AlbumId, at.Kind, ""),
            _ => Id(ProcessedTracks.AlbumId, at.Kind, at.At("album")),
        };
        IEnumerable<FieldOrigin> rank = at.Kind switch
        {
            RawKind.TopTracks =>
            [
                new(ProcessedTracks.Rank, at.Kind, Place, "from 1"),
                new(ProcessedTracks.RankSource, at.Kind, Kind, "top_tracks"),
            ],
            RawKind.Search => OfHit(at),
            _ => [],
        };
        return
        [
            .. Id(ProcessedTracks.TrackId, at.Kind, at.Path), From(ProcessedTracks.TrackName, "name"), .. album,
            From(ProcessedTracks.DiscNumber, "disc_number"), From(ProcessedTracks.TrackNumber, "track_number"),
            From(ProcessedTracks.DurationMs, "duration_ms"), From(ProcessedTracks.Explicit, "explicit"),
            From(ProcessedTracks.IsLocal, "is_local"), From(ProcessedTracks.Popularity, "popularity"),
            From(ProcessedTracks.Isrc, "external_ids.isrc", "in upper case, without hyphens and blanks"), .. rank,
            RecordPlaces.HasAlbum(at)
                ? From(ProcessedTracks.IsFull, "album", "true where it is there")
                : new(ProcessedTracks.IsFull, at.Kind, Kind, "false: no album is served there"),
        ];
    }

    /// <summary>A hit is ranked where an artist was searched for and the hit is by that artist.</summary>
    private static IEnumerable<FieldOrigin> OfHit(RecordPlace at)
    {
        foreach (var column in (Column[])[ProcessedTracks.Rank, ProcessedTracks.RankSource])
        {
            yield return new(column, at.Kind, Subject, "ranked where a hit is by the artist that was searched for");
            yield return new(column, at.Kind, at.At("artists[].id"), "ranked where it is that artist");
        }
        yield return new(ProcessedTracks.Rank, at.Kind, Place, "from 1, after the hits of the pages before");
        yield return new(ProcessedTracks.Rank, at.Kind, "tracks.offset", "number of hits of the pages before");
    }

    private static IEnumerable<FieldOrigin> OfCredits(RecordPlace owner, string type)
    {
        var artist = owner.At("artists[]");
        return
        [
            new(ProcessedCredits.OwnerType, owner.Kind, Kind, type),
            .. Id(ProcessedCredits.OwnerId, owner.Kind, owner.Path),
            new(ProcessedCredits.Position, owner.Kind, Place, "from 1"),
            .. Id(ProcessedCredits.ArtistId, owner.Kind, artist),
            new(ProcessedCredits.ArtistId, owner.Kind, RecordPlace.In(artist, "name"), "after 'local:'")
            {
                IsFallback = true,
            },
            new(ProcessedCredits.ArtistName, owner.Kind, RecordPlace.In(artist, "name"), ""),
            new(ProcessedCredits.IsAmbiguous, owner.Kind, RecordPlace.In(artist, "is_ambiguous"), "else false"),
        ];
    }

    private static IEnumerable<FieldOrigin> OfPage(RecordPlace at) =>
    [
        new(
            ProcessedPages.ListType, at.Kind, Kind,
            at.Kind == RawKind.ArtistAlbumsPage ? "artist_albums" : "album_tracks"),
        .. at.Parent is { } parent
            ? Id(ProcessedPages.OwnerId, at.Kind, parent)
            : PageOwner(ProcessedPages.OwnerId, at.Kind, at.Path),
        new(ProcessedPages.PageOffset, at.Kind, at.At("offset"), "0 where it is not there"),
        new(ProcessedPages.PageItems, at.Kind, at.At("items[]"), "the entries that are not null, counted"),
        new(ProcessedPages.ListTotal, at.Kind, at.At("total"), ""),
        new(ProcessedPages.IsLast, at.Kind, at.At("next"), "true where it is null"),
    ];

    private static IEnumerable<FieldOrigin> OfPlay(RecordPlace at)
    {
        FieldOrigin From(Column column, string field, string how = "") => new(column, at.Kind, at.At(field), how);
        return
        [
            From(ProcessedPlays.PlayedAt, "ts", "as an instant in UTC"), From(ProcessedPlays.MsPlayed, "ms_played"),
            From(ProcessedPlays.ContentType, "content_type", "'unknown' where it is not there"),
            From(ProcessedPlays.ContentUri, "uri"), From(ProcessedPlays.Title, "title"),
            From(ProcessedPlays.Creator, "creator"), From(ProcessedPlays.AlbumName, "album"),
            From(ProcessedPlays.Platform, "platform"), From(ProcessedPlays.Country, "country"),
            From(ProcessedPlays.ReasonStart, "reason_start"), From(ProcessedPlays.ReasonEnd, "reason_end"),
            From(ProcessedPlays.Shuffle, "shuffle"), From(ProcessedPlays.Skipped, "skipped"),
            From(ProcessedPlays.Offline, "offline"), From(ProcessedPlays.Incognito, "incognito"),
        ];
    }

    /// <summary>The id; where there is none the URI.</summary>
    private static IEnumerable<FieldOrigin> Id(Column column, RawKind kind, string path) =>
    [
        new(column, kind, RecordPlace.In(path, "id"), ""),
        new(column, kind, RecordPlace.In(path, "uri"), "where there is no id") { IsFallback = true },
    ];

    /// <summary>What the request was about; where nothing says so, the id in the page's own address.</summary>
    private static IEnumerable<FieldOrigin> PageOwner(Column column, RawKind kind, string path) =>
    [
        new(column, kind, Subject, "what was asked for"),
        new(column, kind, RecordPlace.In(path, "href"), "its id, where the request is not known") { IsFallback = true },
    ];
}
