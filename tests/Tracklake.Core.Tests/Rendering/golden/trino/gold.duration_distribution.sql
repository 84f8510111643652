DROP TABLE IF EXISTS gold.duration_distribution_next

-- One row a half-minute of track length; tracks of unknown length have none.
CREATE TABLE gold.duration_distribution_next AS
SELECT
    CAST(from_seconds AS BIGINT) AS from_seconds,
    CAST(track_count AS BIGINT) AS track_count,
    CAST(explicit_tracks AS BIGINT) AS explicit_tracks
FROM (
    SELECT
        CAST(duration_ms AS BIGINT) / 30000 * 30 AS from_seconds,
        count(*) AS track_count,
        count(*) FILTER (WHERE explicit) AS explicit_tracks
    FROM silver.spotify_tracks_silver
    WHERE duration_ms IS NOT NULL
    GROUP BY CAST(duration_ms AS BIGINT) / 30000 * 30
) AS q

DROP TABLE IF EXISTS gold.duration_distribution

ALTER TABLE gold.duration_distribution_next RENAME TO gold.duration_distribution
