DROP TABLE IF EXISTS gold.release_trends_next

-- One row a year of release (null: unknown): what came out.
CREATE TABLE gold.release_trends_next AS
SELECT
    CAST(release_year AS INTEGER) AS release_year,
    CAST(album_count AS BIGINT) AS album_count,
    CAST(single_count AS BIGINT) AS single_count,
    CAST(compilation_count AS BIGINT) AS compilation_count,
    CAST(track_count AS BIGINT) AS track_count,
    CAST(avg_duration_minutes AS DECIMAL(18,2)) AS avg_duration_minutes
FROM (
    SELECT
        b.release_year,
        count(*) FILTER (WHERE b.album_type = 'album') AS album_count,
        count(*) FILTER (WHERE b.album_type = 'single') AS single_count,
        count(*) FILTER (WHERE b.album_type = 'compilation') AS compilation_count,
        COALESCE(sum(t.tracks), CAST(0 AS BIGINT)) AS track_count,
        CAST(CAST(
            (sum(t.length_ms) + COALESCE(sum(t.timed), CAST(0 AS BIGINT)) * 300) / NULLIF(COALESCE(sum(t.timed), CAST(0 AS BIGINT)) * 600, 0) AS DECIMAL(18,0)
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
) AS q

DROP TABLE IF EXISTS gold.release_trends

ALTER TABLE gold.release_trends_next RENAME TO gold.release_trends
