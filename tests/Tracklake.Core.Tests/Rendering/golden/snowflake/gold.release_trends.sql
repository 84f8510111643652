CREATE OR REPLACE TABLE gold.release_trends (
    release_year INTEGER COMMENT 'Year of release; null when unknown or before 1583.',
    album_count BIGINT NOT NULL COMMENT 'Number of releases of type album.',
    single_count BIGINT NOT NULL COMMENT 'Number of releases of type single.',
    compilation_count BIGINT NOT NULL COMMENT 'Number of releases of type compilation.',
    track_count BIGINT NOT NULL COMMENT 'Number of tracks on these releases that were received.',
    avg_duration_minutes NUMBER(18,2) COMMENT 'Average length of these tracks in minutes.'
)
COPY GRANTS
COMMENT = 'One row a year of release (null: unknown): what came out.';

INSERT INTO gold.release_trends (
    release_year, album_count, single_count, compilation_count, track_count, avg_duration_minutes
)
SELECT
    b.release_year,
    COUNT(CASE WHEN b.album_type = 'album' THEN 1 END) AS album_count,
    COUNT(CASE WHEN b.album_type = 'single' THEN 1 END) AS single_count,
    COUNT(CASE WHEN b.album_type = 'compilation' THEN 1 END) AS compilation_count,
    COALESCE(SUM(t.tracks), CAST(0 AS BIGINT)) AS track_count,
    CAST(CAST(
        CAST(
            (SUM(t.length_ms) + COALESCE(SUM(t.timed), CAST(0 AS BIGINT)) * 300 - MOD(SUM(t.length_ms) + COALESCE(SUM(t.timed), CAST(0 AS BIGINT)) * 300, NULLIF(COALESCE(SUM(t.timed), CAST(0 AS BIGINT)) * 600, 0)))
            / NULLIF(COALESCE(SUM(t.timed), CAST(0 AS BIGINT)) * 600, 0) AS BIGINT
        ) AS NUMBER(18,0)
    ) * 0.01 AS NUMBER(18,2)) AS avg_duration_minutes
FROM silver.spotify_albums_silver AS b
LEFT JOIN (
    SELECT
        album_id,
        COUNT(*) AS tracks,
        COUNT(duration_ms) AS timed,
        SUM(duration_ms) AS length_ms
    FROM silver.spotify_tracks_silver
    GROUP BY album_id
) AS t
    ON b.album_id = t.album_id
GROUP BY b.release_year;
