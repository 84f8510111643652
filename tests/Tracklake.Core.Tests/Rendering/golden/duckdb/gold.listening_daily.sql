CREATE OR REPLACE TABLE gold.listening_daily (
    played_on DATE NOT NULL,
    plays BIGINT NOT NULL,
    minutes DECIMAL(18,2) NOT NULL,
    other_plays BIGINT NOT NULL,
    other_minutes DECIMAL(18,2) NOT NULL,
    distinct_tracks BIGINT NOT NULL,
    distinct_artists BIGINT NOT NULL,
    skipped_plays BIGINT NOT NULL
);

COMMENT ON TABLE gold.listening_daily IS 'One row a day with plays; music and other content apart.';

INSERT INTO gold.listening_daily (
    played_on, plays, minutes, other_plays, other_minutes, distinct_tracks, distinct_artists,
    skipped_plays
)
SELECT
    played_on,
    count(CASE WHEN content_type = 'track' THEN 1 END) AS plays,
    CAST(CAST(
        (COALESCE(
            CAST(sum(CASE WHEN content_type = 'track' THEN ms_played ELSE CAST(0 AS BIGINT) END) AS BIGINT),
            CAST(0 AS BIGINT)
        ) + 300) // 600 AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS minutes,
    count(CASE WHEN NOT (content_type = 'track') THEN 1 END) AS other_plays,
    CAST(CAST(
        (COALESCE(
            CAST(sum(CASE WHEN content_type = 'track' THEN CAST(0 AS BIGINT) ELSE ms_played END) AS BIGINT),
            CAST(0 AS BIGINT)
        ) + 300) // 600 AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS other_minutes,
    count(DISTINCT CASE WHEN content_type = 'track' THEN content_key END) AS distinct_tracks,
    count(DISTINCT CASE WHEN content_type = 'track' THEN creator END) AS distinct_artists,
    count(CASE WHEN content_type = 'track' AND skipped THEN 1 END) AS skipped_plays
FROM silver.spotify_plays_silver
GROUP BY played_on;
