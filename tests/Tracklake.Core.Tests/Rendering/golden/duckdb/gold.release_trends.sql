CREATE OR REPLACE TABLE gold.release_trends (
    release_year INTEGER,
    album_count BIGINT NOT NULL,
    single_count BIGINT NOT NULL,
    compilation_count BIGINT NOT NULL,
    track_count BIGINT NOT NULL,
    avg_duration_minutes DECIMAL(18,2)
);

COMMENT ON TABLE gold.release_trends IS 'One row a year of release (null: unknown): what came out.';

INSERT INTO gold.release_trends (
    release_year, album_count, single_count, compilation_count, track_count, avg_duration_minutes
)
SELECT
    b.release_year,
    count(CASE WHEN b.album_type = 'album' THEN 1 END) AS album_count,
    count(CASE WHEN b.album_type = 'single' THEN 1 END) AS single_count,
    count(CASE WHEN b.album_type = 'compilation' THEN 1 END) AS compilation_count,
    COALESCE(CAST(sum(t.tracks) AS BIGINT), CAST(0 AS BIGINT)) AS track_count,
    CAST(CAST(
        (CAST(sum(t.length_ms) AS BIGINT) + COALESCE(CAST(sum(t.timed) AS BIGINT), CAST(0 AS BIGINT)) * 300) // NULLIF(COALESCE(CAST(sum(t.timed) AS BIGINT), CAST(0 AS BIGINT)) * 600, 0) AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS avg_duration_minutes
FROM silver.spotify_albums_silver AS b
LEFT JOIN (
    SELECT
        album_id,
        count(*) AS tracks,
        count(duration_ms) AS timed,
        CAST(sum(duration_ms) AS BIGINT) AS length_ms
    FROM silver.spotify_tracks_silver
    GROUP BY album_id
) AS t
    ON b.album_id = t.album_id
GROUP BY b.release_year;
