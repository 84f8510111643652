CREATE OR REPLACE TABLE gold.release_trends (
    release_year INT COMMENT 'Year of release; null when unknown or before 1583.',
    album_count BIGINT NOT NULL COMMENT 'Number of releases of type album.',
    single_count BIGINT NOT NULL COMMENT 'Number of releases of type single.',
    compilation_count BIGINT NOT NULL COMMENT 'Number of releases of type compilation.',
    track_count BIGINT NOT NULL COMMENT 'Number of tracks on these releases that were received.',
    avg_duration_minutes DECIMAL(18,2) COMMENT 'Average length of these tracks in minutes.'
)
USING DELTA
COMMENT 'One row a year of release (null: unknown): what came out.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

INSERT INTO gold.release_trends (
    release_year, album_count, single_count, compilation_count, track_count, avg_duration_minutes
)
SELECT
    b.release_year,
    count(*) FILTER (WHERE b.album_type = 'album') AS album_count,
    count(*) FILTER (WHERE b.album_type = 'single') AS single_count,
    count(*) FILTER (WHERE b.album_type = 'compilation') AS compilation_count,
    COALESCE(sum(t.tracks), CAST(0 AS BIGINT)) AS track_count,
    CAST(CAST(
        (sum(t.length_ms) + COALESCE(sum(t.timed), CAST(0 AS BIGINT)) * 300) div NULLIF(COALESCE(sum(t.timed), CAST(0 AS BIGINT)) * 600, 0) AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS avg_duration_minutes
FROM silver.spotify_albums_silver AS b
LEFT JOIN (
    SELECT
        album_id,
        count(*) AS tracks,
        count(duration_ms) AS timed,
        sum(duration_ms) AS length_ms
    FROM silver.spotify_tracks_silver
    GROUP BY album_id
) AS t
    ON b.album_id = t.album_id
GROUP BY b.release_year
