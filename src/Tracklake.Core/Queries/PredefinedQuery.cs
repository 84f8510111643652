using Tracklake.Models;
using Tracklake.Zones;
using static Tracklake.Models.Sql;

namespace Tracklake.Queries;

/// <summary>
/// A query that every run asks of the transformed zone, over the partitions that the run brought: what a query service
/// (DuckDB here, Athena on AWS) answers straight from the files.
/// </summary>
/// <param name="Name">Lower snake_case; the folder of its results.</param>
/// <param name="Description">What it answers.</param>
/// <param name="Query">The query, over transformed tables.</param>
public sealed record PredefinedQuery(string Name, string Description, Query Query)
{
    /// <summary>The ten artists with the most tracks.</summary>
    public static readonly PredefinedQuery TopArtists = new(
        "top_artists", "The ten artists with the most tracks in the newest files.", OfTopArtists());

    /// <summary>Tracks by popularity category.</summary>
    public static readonly PredefinedQuery PopularitySummary = new(
        "popularity_summary", "Tracks by popularity category in the newest files.", OfPopularity());

    /// <summary>Rows by table.</summary>
    public static readonly PredefinedQuery RowCounts = new(
        "row_counts", "Rows of each table in the newest files.", OfRowCounts());

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PredefinedQuery> All { get; } = [TopArtists, PopularitySummary, RowCounts];

    private static Select OfTopArtists()
    {
        var tracks = Column.Int64("total_tracks", "Number of tracks.").NotNull();
        var rank = Column.Int64("artist_rank", "Place, from 1.").NotNull();
        var id = ProcessedCredits.ArtistId;
        var name = ProcessedCredits.ArtistName;
        var counted = Query.From(TransformedTable.Credits)
            .Where(((Expr)ProcessedCredits.OwnerType).Eq("track"))
            .GroupBy(id)
            .Select(id.Is(id), name.Is(Min(name)), tracks.Is(CountDistinct(ProcessedCredits.OwnerId)))
            .As("c");
        var ranked = Query.From(counted)
            .Select(rank.Is(RowNumber([], Desc(tracks), Asc(id))), id.Is(id), name.Is(name), tracks.Is(tracks))
            .As("r");
        return Query.From(ranked).Where((Expr)rank <= 10).Select(rank.Is(rank), id.Is(id), name.Is(name), tracks.Is(tracks));
    }

    private static Select OfPopularity()
    {
        var tracks = Column.Int64("track_count", "Number of tracks.").NotNull();
        var category = DerivedColumns.PopularityCategory;
        return Query.From(TransformedTable.Tracks).GroupBy(category).Select(
            category.Is(category), tracks.Is(CountDistinct(ProcessedTracks.TrackId)));
    }

    private static UnionAll OfRowCounts()
    {
        var table = Column.Text("table_name", "The table.").NotNull();
        var rows = Column.Int64("row_count", "Number of rows.").NotNull();
        return UnionAll.Of([.. TransformedTable.All.Select(t =>
            (Query)Query.From(t).Select(table.Is(t.Name), rows.Is(Count())))]);
    }
}

/// <summary>What a query service answered.</summary>
/// <param name="Query">The query's name.</param>
/// <param name="Rows">The rows, values as text; null is null.</param>
/// <param name="BytesScanned">Compressed bytes of the columns that the query reads.</param>
/// <param name="Refused">Why it was not run; null when it was.</param>
public sealed record QueryAnswer(string Query, IReadOnlyList<string?[]> Rows, long BytesScanned, string? Refused);

/// <summary>Runs queries straight over files, within a limit of bytes scanned.</summary>
public interface IQueryService : IDisposable
{
    /// <summary>Runs a query over files; refuses it, without reading, when it would scan more than the limit.</summary>
    /// <param name="query">The query.</param>
    /// <param name="files">The files of the transformed zone that it is run over.</param>
    /// <param name="scanLimitBytes">The most that it may scan.</param>
    QueryAnswer Run(PredefinedQuery query, IReadOnlyList<LandedFile> files, long scanLimitBytes);
}
