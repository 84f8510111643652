CREATE OR REPLACE TABLE gold.listening_daily (
    played_on DATE NOT NULL COMMENT 'The UTC day on which the play ended.',
    plays BIGINT NOT NULL COMMENT 'Number of plays of tracks.',
    minutes NUMBER(18,2) NOT NULL COMMENT 'Minutes of tracks played.',
    other_plays BIGINT NOT NULL COMMENT 'Number of plays of podcasts, audiobooks and unknown content.',
    other_minutes NUMBER(18,2) NOT NULL COMMENT 'Minutes of podcasts, audiobooks and unknown content.',
    distinct_tracks BIGINT NOT NULL COMMENT 'Number of different tracks.',
    distinct_artists BIGINT NOT NULL COMMENT 'Number of different album artists by name.',
    skipped_plays BIGINT NOT NULL COMMENT 'Number of plays of tracks that were skipped.'
)
COPY GRANTS
COMMENT = 'One row a day with plays; music and other content apart.';

INSERT INTO gold.listening_daily (
    played_on, plays, minutes, other_plays, other_minutes, distinct_tracks, distinct_artists,
    skipped_plays
)
SELECT
    played_on,
    COUNT(CASE WHEN content_type = 'track' THEN 1 END) AS plays,
    CAST(CAST(
        CAST(
            (COALESCE(
                SUM(CASE WHEN content_type = 'track' THEN ms_played ELSE CAST(0 AS BIGINT) END),
                CAST(0 AS BIGINT)
            ) + 300 - MOD(COALESCE(
                SUM(CASE WHEN content_type = 'track' THEN ms_played ELSE CAST(0 AS BIGINT) END),
                CAST(0 AS BIGINT)
            ) + 300, 600))
            / 600 AS BIGINT
        ) AS NUMBER(18,0)
    ) * 0.01 AS NUMBER(18,2)) AS minutes,
    COUNT(CASE WHEN NOT (content_type = 'track') THEN 1 END) AS other_plays,
    CAST(CAST(
        CAST(
            (COALESCE(
                SUM(CASE WHEN content_type = 'track' THEN CAST(0 AS BIGINT) ELSE ms_played END),
                CAST(0 AS BIGINT)
            ) + 300 - MOD(COALESCE(
                SUM(CASE WHEN content_type = 'track' THEN CAST(0 AS BIGINT) ELSE ms_played END),
                CAST(0 AS BIGINT)
            ) + 300, 600))
            / 600 AS BIGINT
        ) AS NUMBER(18,0)
    ) * 0.01 AS NUMBER(18,2)) AS other_minutes,
    COUNT(DISTINCT CASE WHEN content_type = 'track' THEN content_key END) AS distinct_tracks,
    COUNT(DISTINCT CASE WHEN content_type = 'track' THEN creator END) AS distinct_artists,
    COUNT(CASE WHEN content_type = 'track' AND skipped THEN 1 END) AS skipped_plays
FROM silver.spotify_plays_silver
GROUP BY played_on;
