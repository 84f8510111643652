DROP TABLE IF EXISTS gold.spotify_popularity_summary_next

-- One row a popularity category of tracks, the unknown among them.
CREATE TABLE gold.spotify_popularity_summary_next AS
SELECT
    CAST(popularity_category AS VARCHAR) AS popularity_category,
    CAST(track_count AS BIGINT) AS track_count,
    CAST(share_pct AS DECIMAL(18,2)) AS share_pct,
    CAST(avg_popularity AS DECIMAL(18,2)) AS avg_popularity,
    CAST(min_popularity AS INTEGER) AS min_popularity,
    CAST(max_popularity AS INTEGER) AS max_popularity
FROM (
    SELECT
        t.popularity_category,
        count(*) AS track_count,
        CAST(CAST(
            (count(*) * 20000 + max(n.all_tracks)) / NULLIF(max(n.all_tracks) * 2, 0) AS DECIMAL(18,0)
        ) * 0.01 AS DECIMAL(18,2)) AS share_pct,
        CAST(CAST(
            (sum(t.popularity) * 200 + count(t.popularity)) / NULLIF(count(t.popularity) * 2, 0) AS DECIMAL(18,0)
        ) * 0.01 AS DECIMAL(18,2)) AS avg_popularity,
        min(t.popularity) AS min_popularity,
        max(t.popularity) AS max_popularity
    FROM silver.spotify_tracks_silver AS t
    CROSS JOIN (
        SELECT
            count(*) AS all_tracks
        FROM silver.spotify_tracks_silver
    ) AS n
    GROUP BY t.popularity_category
) AS q

DROP TABLE IF EXISTS gold.spotify_popularity_summary

ALTER TABLE gold.spotify_popularity_summary_next RENAME TO gold.spotify_popularity_summary
