CREATE OR REPLACE TABLE gold.spotify_popularity_summary (
    popularity_category VARCHAR NOT NULL,
    track_count BIGINT NOT NULL,
    share_pct DECIMAL(18,2),
    avg_popularity DECIMAL(18,2),
    min_popularity INTEGER,
    max_popularity INTEGER
);

COMMENT ON TABLE gold.spotify_popularity_summary IS 'One row a popularity category of tracks, the unknown among them.';

INSERT INTO gold.spotify_popularity_summary (
    popularity_category, track_count, share_pct, avg_popularity, min_popularity, max_popularity
)
SELECT
    t.popularity_category,
    count(*) AS track_count,
    CAST(CAST(
        (count(*) * 20000 + max(n.all_tracks)) // NULLIF(max(n.all_tracks) * 2, 0) AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS share_pct,
    CAST(CAST(
        (CAST(sum(t.popularity) AS BIGINT) * 200 + count(t.popularity)) // NULLIF(count(t.popularity) * 2, 0) AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS avg_popularity,
    min(t.popularity) AS min_popularity,
    max(t.popularity) AS max_popularity
FROM silver.spotify_tracks_silver AS t
CROSS JOIN (
    SELECT
        count(*) AS all_tracks
    FROM silver.spotify_tracks_silver
) AS n
GROUP BY t.popularity_category;
