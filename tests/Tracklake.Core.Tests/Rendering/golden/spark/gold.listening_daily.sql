CREATE OR REPLACE TABLE gold.listening_daily (
    played_on DATE NOT NULL COMMENT 'The UTC day on which the play ended.',
    plays BIGINT NOT NULL COMMENT 'Number of plays of tracks.',
    minutes DECIMAL(18,2) NOT NULL COMMENT 'Minutes of tracks played.',
    other_plays BIGINT NOT NULL COMMENT 'Number of plays of podcasts, audiobooks and unknown content.',
    other_minutes DECIMAL(18,2) NOT NULL COMMENT 'Minutes of podcasts, audiobooks and unknown content.',
    distinct_tracks BIGINT NOT NULL COMMENT 'Number of different tracks.',
    distinct_artists BIGINT NOT NULL COMMENT 'Number of different album artists by name.',
    skipped_plays BIGINT NOT NULL COMMENT 'Number of plays of tracks that were skipped.'
)
USING DELTA
COMMENT 'One row a day with plays; music and other content apart.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

INSERT INTO gold.listening_daily (
    played_on, plays, minutes, other_plays, other_minutes, distinct_tracks, distinct_artists,
    skipped_plays
)
SELECT
    played_on,
    count(*) FILTER (WHERE content_type = 'track') AS plays,
    CAST(CAST(
        (COALESCE(
            sum(CASE WHEN content_type = 'track' THEN ms_played ELSE CAST(0 AS BIGINT) END),
            CAST(0 AS BIGINT)
        ) + 300) div 600 AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS minutes,
    count(*) FILTER (WHERE NOT (content_type = 'track')) AS other_plays,
    CAST(CAST(
        (COALESCE(
            sum(CASE WHEN content_type = 'track' THEN CAST(0 AS BIGINT) ELSE ms_played END),
            CAST(0 AS BIGINT)
        ) + 300) div 600 AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS other_minutes,
    count(DISTINCT content_key) FILTER (WHERE content_type = 'track') AS distinct_tracks,
    count(DISTINCT creator) FILTER (WHERE content_type = 'track') AS distinct_artists,
    count(*) FILTER (WHERE content_type = 'track' AND skipped) AS skipped_plays
FROM silver.spotify_plays_silver
GROUP BY played_on
