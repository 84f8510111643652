using Tracklake.Models;
using Tracklake.Models.Rendering;
using Tracklake.Models.Silver;
using Tracklake.Quality;
using Tracklake.Zones;
using static Tracklake.Models.Sql;

namespace Tracklake.DuckDb.Quality;

/// <summary>Finds the lists of which not all pages were received, with the names of their owners.</summary>
/// <param name="session">Where the silver tables are views under their qualified names.</param>
internal sealed class CompletenessQuery(DuckDbSession session)
{
    private static readonly Column OwnerName = Column.Text("owner_name", "Name of the artist or album.");
    private static readonly Column Received = Column.Int64("received", "Items received.");
    private static readonly Column Total = Column.Int64("total", "Items that there are.");

    private static readonly Expr Missing = new ColumnRef("l", ListsSilver.ItemsMissing);

    public IEnumerable<CheckResult> Run()
    {
        var renderer = new DuckDbRenderer();
        var totals = session.Rows(renderer.Render(Totals()))
            .Select(r => new ListTotals((string)r[0]!, (long)r[1]!, (long)r[2]!))
            .OrderBy(t => t.ListType, StringComparer.Ordinal)
            .ToList();
        var truncated = session.Rows(renderer.Render(Truncated()))
            .Select(r => new TruncatedList((string)r[0]!, (string)r[1]!, (string?)r[2], (long)r[3]!, (long)r[4]!))
            .ToList();
        return Completeness.Report(totals, truncated);
    }

    private static Select Totals() => Query.From(ListsSilver.Table, "l").GroupBy(L(ProcessedPages.ListType)).Select(
        ProcessedPages.ListType.Is(L(ProcessedPages.ListType)),
        Received.Is(Sum(L(ListsSilver.ItemsReceived))),
        Total.Is(Sum(L(ListsSilver.ItemsReceived) + Missing)));

    private static Select Truncated() => Query.From(ListsSilver.Table, "l")
        .LeftJoin(
            new TableSource(AlbumsSilver.Table, "b"),
            L(ProcessedPages.ListType).Eq("album_tracks")
            & L(ProcessedPages.OwnerId).Eq(new ColumnRef("b", AlbumsSilver.AlbumId)))
        .LeftJoin(
            new TableSource(ArtistsSilver.Table, "a"),
            L(ProcessedPages.ListType).Eq("artist_albums")
            & L(ProcessedPages.OwnerId).Eq(new ColumnRef("a", ProcessedArtists.ArtistId)))
        .Where(Missing > 0)
        .Select(
            ProcessedPages.ListType.Is(L(ProcessedPages.ListType)),
            ProcessedPages.OwnerId.Is(L(ProcessedPages.OwnerId)),
            OwnerName.Is(Coalesce(
                new ColumnRef("b", ProcessedAlbums.AlbumName), new ColumnRef("a", ProcessedArtists.ArtistName))),
            Received.Is(L(ListsSilver.ItemsReceived)),
            Total.Is(L(ListsSilver.ItemsReceived) + Missing));

    private static ColumnRef L(Column column) => new("l", column);
}
