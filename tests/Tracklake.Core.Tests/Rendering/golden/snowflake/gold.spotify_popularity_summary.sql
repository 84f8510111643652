CREATE OR REPLACE TABLE gold.spotify_popularity_summary (
    popularity_category VARCHAR NOT NULL COMMENT 'High (70 to 100), Medium (40 to 69), Low (0 to 39) or Unknown.',
    track_count BIGINT NOT NULL COMMENT 'Number of tracks.',
    share_pct NUMBER(18,2) COMMENT 'Percent of all tracks.',
    avg_popularity NUMBER(18,2) COMMENT 'Average popularity; null for the unknown.',
    min_popularity INTEGER COMMENT 'Least popularity; null for the unknown.',
    max_popularity INTEGER COMMENT 'Greatest popularity; null for the unknown.'
)
COPY GRANTS
COMMENT = 'One row a popularity category of tracks, the unknown among them.';

INSERT INTO gold.spotify_popularity_summary (
    popularity_category, track_count, share_pct, avg_popularity, min_popularity, max_popularity
)
SELECT
    t.popularity_category,
    COUNT(*) AS track_count,
    CAST(CAST(
        CAST(
            (COUNT(*) * 20000 + MAX(n.all_tracks) - MOD(COUNT(*) * 20000 + MAX(n.all_tracks), NULLIF(MAX(n.all_tracks) * 2, 0)))
            / NULLIF(MAX(n.all_tracks) * 2, 0) AS BIGINT
        ) AS NUMBER(18,0)
    ) * 0.01 AS NUMBER(18,2)) AS share_pct,
    CAST(CAST(
        CAST(
            (SUM(t.popularity) * 200 + COUNT(t.popularity) - MOD(SUM(t.popularity) * 200 + COUNT(t.popularity), NULLIF(COUNT(t.popularity) * 2, 0)))
            / NULLIF(COUNT(t.popularity) * 2, 0) AS BIGINT
        ) AS NUMBER(18,0)
    ) * 0.01 AS NUMBER(18,2)) AS avg_popularity,
    MIN(t.popularity) AS min_popularity,
    MAX(t.popularity) AS max_popularity
FROM silver.spotify_tracks_silver AS t
CROSS JOIN (
    SELECT
        COUNT(*) AS all_tracks
    FROM silver.spotify_tracks_silver
) AS n
GROUP BY t.popularity_category;
