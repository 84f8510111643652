CREATE OR REPLACE TABLE gold.duration_distribution (
    from_seconds BIGINT NOT NULL,
    track_count BIGINT NOT NULL,
    explicit_tracks BIGINT NOT NULL
);

COMMENT ON TABLE gold.duration_distribution IS 'One row a half-minute of track length; tracks of unknown length have none.';

INSERT INTO gold.duration_distribution (
    from_seconds, track_count, explicit_tracks
)
SELECT
    CAST(duration_ms AS BIGINT) // 30000 * 30 AS from_seconds,
    count(*) AS track_count,
    count(CASE WHEN explicit THEN 1 END) AS explicit_tracks
FROM silver.spotify_tracks_silver
WHERE duration_ms IS NOT NULL
GROUP BY CAST(duration_ms AS BIGINT) // 30000 * 30;
