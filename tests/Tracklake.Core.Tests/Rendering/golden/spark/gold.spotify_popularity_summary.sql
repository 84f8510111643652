CREATE OR REPLACE TABLE gold.spotify_popularity_summary (
    popularity_category STRING NOT NULL COMMENT 'High (70 to 100), Medium (40 to 69), Low (0 to 39) or Unknown.',
    track_count BIGINT NOT NULL COMMENT 'Number of tracks.',
    share_pct DECIMAL(18,2) COMMENT 'Percent of all tracks.',
    avg_popularity DECIMAL(18,2) COMMENT 'Average popularity; null for the unknown.',
    min_popularity INT COMMENT 'Least popularity; null for the unknown.',
    max_popularity INT COMMENT 'Greatest popularity; null for the unknown.'
)
USING DELTA
COMMENT 'One row a popularity category of tracks, the unknown among them.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

INSERT INTO gold.spotify_popularity_summary (
    popularity_category, track_count, share_pct, avg_popularity, min_popularity, max_popularity
)
SELECT
    t.popularity_category,
    count(*) AS track_count,
    CAST(CAST(
        (count(*) * 20000 + max(n.all_tracks)) div NULLIF(max(n.all_tracks) * 2, 0) AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS share_pct,
    CAST(CAST(
        (sum(t.popularity) * 200 + count(t.popularity)) div NULLIF(count(t.popularity) * 2, 0) AS DECIMAL(18,0)
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
