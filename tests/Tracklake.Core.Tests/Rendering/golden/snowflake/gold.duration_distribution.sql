CREATE OR REPLACE TABLE gold.duration_distribution (
    from_seconds BIGINT NOT NULL COMMENT 'Least length of the bucket in seconds; it spans 30 s, its end excluded.',
    track_count BIGINT NOT NULL COMMENT 'Number of tracks.',
    explicit_tracks BIGINT NOT NULL COMMENT 'Number of explicit tracks.'
)
COPY GRANTS
COMMENT = 'One row a half-minute of track length; tracks of unknown length have none.';

INSERT INTO gold.duration_distribution (
    from_seconds, track_count, explicit_tracks
)
SELECT
    CAST(
        (CAST(duration_ms AS BIGINT) - MOD(CAST(duration_ms AS BIGINT), 30000))
        / 30000 AS BIGINT
    ) * 30 AS from_seconds,
    COUNT(*) AS track_count,
    COUNT(CASE WHEN explicit THEN 1 END) AS explicit_tracks
FROM silver.spotify_tracks_silver
WHERE duration_ms IS NOT NULL
GROUP BY CAST(
    (CAST(duration_ms AS BIGINT) - MOD(CAST(duration_ms AS BIGINT), 30000))
    / 30000 AS BIGINT
) * 30;
