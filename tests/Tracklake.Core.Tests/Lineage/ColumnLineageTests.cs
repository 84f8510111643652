using Tracklake.Lineage;
using Tracklake.Models;
using Tracklake.Zones;

namespace Tracklake.Core.Tests.Lineage;

/// <summary>Hand-written lineage of columns of every model, against what is derived from the definitions.</summary>
public sealed class ColumnLineageTests
{
    private static readonly ColumnLineage Lineage = ColumnLineage.OfAllModels;

    [Theory]
    // Bronze, and what a run adds to it.
    [InlineData("bronze.spotify_tracks_bronze.popularity", "copied processed.tracks.popularity")]
    [InlineData("bronze.spotify_tracks_bronze._run_id", "")]
    // Folds: the newest, the least, ever; a union of two tables; a derived column through the fold.
    [InlineData(
        "silver.spotify_tracks_silver.popularity",
        "aggregated bronze.spotify_tracks_bronze.popularity: newest popularity")]
    [InlineData(
        "silver.spotify_tracks_silver.first_observed_on",
        "aggregated bronze.spotify_tracks_bronze.observed_on: least observed_on")]
    [InlineData(
        "silver.spotify_artists_silver.artist_name",
        "aggregated bronze.spotify_artists_bronze.artist_name: newest artist_name; "
        + "aggregated bronze.spotify_credits_bronze.artist_name: newest artist_name")]
    [InlineData(
        "silver.spotify_artists_silver.is_ambiguous",
        "aggregated bronze.spotify_credits_bronze.is_ambiguous: ever is_ambiguous")]
    [InlineData(
        "silver.spotify_albums_silver.release_year",
        "aggregated bronze.spotify_albums_bronze.release_date: year_of(parse_partial_date(release_date))")]
    // A key; nested groups; the newest record; the rows of a group.
    [InlineData("silver.spotify_tracks_silver.track_id", "copied bronze.spotify_tracks_bronze.track_id")]
    [InlineData(
        "silver.spotify_lists_silver.items_received",
        "aggregated bronze.spotify_pages_bronze.page_items: newest items_received")]
    [InlineData(
        "silver.spotify_lists_silver.items_missing",
        "aggregated bronze.spotify_pages_bronze.is_last: case when not end_reached and (list_total > items_received) "
        + "then (list_total - items_received) else 0 end; "
        + "aggregated bronze.spotify_pages_bronze.list_total: case when not end_reached and (list_total > items_received) "
        + "then (list_total - items_received) else 0 end; "
        + "aggregated bronze.spotify_pages_bronze.page_items: case when not end_reached and (list_total > items_received) "
        + "then (list_total - items_received) else 0 end")]
    [InlineData("silver.spotify_track_artists_silver.artist_id", "copied bronze.spotify_credits_bronze.artist_id")]
    [InlineData(
        "silver.spotify_plays_silver.content_key",
        "computed bronze.spotify_plays_bronze.content_uri: coalesce(content_uri, md5(concat(lower(coalesce(title, '')), '|', "
        + "lower(coalesce(creator, ''))))); "
        + "computed bronze.spotify_plays_bronze.creator: coalesce(content_uri, md5(concat(lower(coalesce(title, '')), '|', "
        + "lower(coalesce(creator, ''))))); "
        + "computed bronze.spotify_plays_bronze.title: coalesce(content_uri, md5(concat(lower(coalesce(title, '')), '|', "
        + "lower(coalesce(creator, '')))))")]
    [InlineData(
        "silver.spotify_track_observations_silver.top_tracks_rank",
        "aggregated bronze.spotify_tracks_bronze.rank: min(case when rank_source = 'top_tracks' then rank end); "
        + "aggregated bronze.spotify_tracks_bronze.rank_source: min(case when rank_source = 'top_tracks' then rank end)")]
    // A shared query, a union of it, a join of texts.
    [InlineData(
        "silver.spotify_recordings_silver.first_released_on",
        "aggregated silver.spotify_albums_silver.released_on: min(first_released_on)")]
    [InlineData(
        "silver.spotify_recordings_silver.artists",
        "aggregated silver.spotify_artists_silver.artist_name: coalesce(artists, concat(artist_name, "
        + "coalesce(concat(', ', artist_name), '')))")]
    // Gold: ratios, counts of rows, subqueries, self-joins, windows.
    [InlineData(
        "gold.artist_stats.avg_popularity",
        "aggregated silver.spotify_tracks_silver.popularity: round(sum(popularity) / count(popularity), 2)")]
    [InlineData(
        "gold.artist_stats.total_tracks",
        "aggregated silver.spotify_albums_silver.*: count(*); aggregated silver.spotify_artists_silver.*: count(*); "
        + "aggregated silver.spotify_track_artists_silver.*: count(*); aggregated silver.spotify_tracks_silver.*: count(*)")]
    [InlineData(
        "gold.artist_stats.short_tracks",
        "aggregated silver.spotify_albums_silver.*: count(* where length_category = 'Short'); "
        + "aggregated silver.spotify_artists_silver.*: count(* where length_category = 'Short'); "
        + "aggregated silver.spotify_track_artists_silver.*: count(* where length_category = 'Short'); "
        + "aggregated silver.spotify_tracks_silver.*: count(* where length_category = 'Short'); "
        + "aggregated silver.spotify_tracks_silver.length_category: count(* where length_category = 'Short')")]
    [InlineData(
        "gold.spotify_tracks_gold.album_id",
        "computed silver.spotify_tracks_silver.album_id: coalesce(album_id, 'unknown')")]
    [InlineData(
        "gold.spotify_popularity_summary.share_pct",
        "aggregated silver.spotify_tracks_silver.*: round((count(*) * 100) / max(all_tracks), 2)")]
    [InlineData(
        "gold.duration_distribution.from_seconds",
        "computed silver.spotify_tracks_silver.duration_ms: div(duration_ms, 30000) * 30")]
    [InlineData(
        "gold.explicit_share.explicit_tracks",
        "aggregated silver.spotify_tracks_silver.*: count(* where explicit); "
        + "aggregated silver.spotify_tracks_silver.explicit: count(* where explicit)")]
    [InlineData(
        "gold.release_trends.avg_duration_minutes",
        "aggregated silver.spotify_tracks_silver.duration_ms: round(sum(length_ms) / (coalesce(sum(timed), 0) * 60000), 2)")]
    [InlineData(
        "gold.track_popularity_daily.change_7d",
        "computed silver.spotify_track_observations_silver.popularity: popularity - popularity")]
    [InlineData("gold.track_movers.track_name", "copied silver.spotify_tracks_silver.track_name")]
    [InlineData(
        "gold.track_movers.direction",
        "computed gold.track_popularity_daily.change_7d: case when change_7d > 0 then 'up' else 'down' end")]
    [InlineData(
        "gold.listening_daily.distinct_artists",
        "aggregated silver.spotify_plays_silver.content_type: count(distinct creator where content_type = 'track'); "
        + "aggregated silver.spotify_plays_silver.creator: count(distinct creator where content_type = 'track')")]
    [InlineData(
        "gold.listening_top_artists.minutes",
        "aggregated silver.spotify_plays_silver.ms_played: round(length_ms / 60000, 2)")]
    [InlineData("gold.layer_row_counts.row_count", "copied meta.table_counts.row_count")]
    public void A_value_is_made_of(string column, string expected) => Assert.Equal(expected, Said(column, direct: true));

    [Theory]
    [InlineData(
        "silver.spotify_tracks_silver.*", "groups bronze.spotify_tracks_bronze.track_id; rows bronze.spotify_tracks_bronze.*")]
    [InlineData(
        "silver.spotify_track_artists_silver.*",
        "filters bronze.spotify_credits_bronze.owner_type; groups bronze.spotify_credits_bronze.owner_id; "
        + "orders bronze.spotify_credits_bronze._ingested_at; orders bronze.spotify_credits_bronze._source_object; "
        + "orders bronze.spotify_credits_bronze._source_offset; orders bronze.spotify_credits_bronze.observed_on; "
        + "rows bronze.spotify_credits_bronze.*")]
    [InlineData(
        "gold.track_popularity_daily.*",
        "filters silver.spotify_track_observations_silver.popularity; "
        + "joins silver.spotify_track_observations_silver.observed_on; "
        + "joins silver.spotify_track_observations_silver.track_id; rows silver.spotify_track_observations_silver.*")]
    [InlineData(
        "gold.duration_distribution.*",
        "filters silver.spotify_tracks_silver.duration_ms; groups silver.spotify_tracks_silver.duration_ms; "
        + "rows silver.spotify_tracks_silver.*")]
    [InlineData(
        "gold.track_movers.*",
        "filters gold.track_popularity_daily.change_7d; filters gold.track_popularity_daily.track_id; "
        + "joins gold.track_popularity_daily.observed_on; joins gold.track_popularity_daily.track_id; "
        + "joins silver.spotify_tracks_silver.track_id; rows gold.track_popularity_daily.*; rows silver.spotify_tracks_silver.*")]
    public void Which_rows_there_are_is_decided_by(string rows, string expected) =>
        Assert.Equal(expected, Said(rows, direct: false));

    [Fact]
    public void Every_column_of_every_model_ends_in_processed_columns_or_what_the_run_says()
    {
        foreach (var model in AllModels.InOrder)
        {
            // The number of the run is the run's, and the names of tables are the models' own.
            foreach (var column in model.Columns.Where(c => c.Name is not ("_run_id" or "layer" or "table_name")))
            {
                var all = Lineage.AllUpstream(new ColumnAddress(model, column.Name));
                Assert.Contains(all, a => a.Table is ProcessedTable);
            }
        }
    }

    [Fact]
    public void What_follows_from_a_column_is_what_names_it_as_its_origin()
    {
        foreach (var model in AllModels.InOrder)
        {
            foreach (var edge in model.Columns.SelectMany(c => Lineage.Upstream(new ColumnAddress(model, c.Name))))
                Assert.Contains(edge, Lineage.Downstream(edge.From));
        }
    }

    [Fact]
    public void A_tree_leads_from_gold_to_the_field_of_the_response()
    {
        var tree = LineageTree.Upstream(Lineage, Address("gold.artist_stats.avg_popularity"));

        var path = new List<string> { tree.Name };
        while (tree.Nodes.Count > 0)
        {
            tree = tree.Nodes[0];
            path.Add(tree.Name);
        }
        Assert.Equal(
            [
                "gold.artist_stats.avg_popularity", "silver.spotify_tracks_silver.popularity",
                "bronze.spotify_tracks_bronze.popularity", "processed.tracks.popularity", "popularity of GET /v1/tracks/{id}",
            ],
            path);
    }

    private static string Said(string column, bool direct) => string.Join("; ", Lineage.Upstream(Address(column))
        .Where(e => e.How.IsDirect() == direct)
        .Select(e => $"{e.How.ToString().ToLowerInvariant()} {e.From}{(e.Expression.Length > 0 ? ": " : "")}{e.Expression}")
        .Order(StringComparer.Ordinal));

    private static ColumnAddress Address(string name)
    {
        var parts = name.Split('.');
        var table = AllModels.Find($"{parts[0]}.{parts[1]}")!;
        return parts[2] == ColumnAddress.RowsMark ? ColumnAddress.RowsOf(table) : new ColumnAddress(table, parts[2]);
    }
}
