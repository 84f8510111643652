DROP TABLE IF EXISTS gold.listening_daily_next

-- One row a day with plays; music and other content apart.
CREATE TABLE gold.listening_daily_next AS
SELECT
    CAST(played_on AS DATE) AS played_on,
    CAST(plays AS BIGINT) AS plays,
    CAST(minutes AS DECIMAL(18,2)) AS minutes,
    CAST(other_plays AS BIGINT) AS other_plays,
    CAST(other_minutes AS DECIMAL(18,2)) AS other_minutes,
    CAST(distinct_tracks AS BIGINT) AS distinct_tracks,
    CAST(distinct_artists AS BIGINT) AS distinct_artists,
    CAST(skipped_plays AS BIGINT) AS skipped_plays
FROM (
    SELECT
        played_on,
        count(*) FILTER (WHERE content_type = 'track') AS plays,
        CAST(CAST(
            (COALESCE(
                sum(CASE WHEN content_type = 'track' THEN ms_played ELSE CAST(0 AS BIGINT) END),
                CAST(0 AS BIGINT)
            ) + 300) / 600 AS DECIMAL(18,0)
        ) * 0.01 AS DECIMAL(18,2)) AS minutes,
        count(*) FILTER (WHERE NOT (content_type = 'track')) AS other_plays,
        CAST(CAST(
            (COALESCE(
                sum(CASE WHEN content_type = 'track' THEN CAST(0 AS BIGINT) ELSE ms_played END),
                CAST(0 AS BIGINT)
            ) + 300) / 600 AS DECIMAL(18,0)
        ) * 0.01 AS DECIMAL(18,2)) AS other_minutes,
        count(DISTINCT content_key) FILTER (WHERE content_type = 'track') AS distinct_tracks,
        count(DISTINCT creator) FILTER (WHERE content_type = 'track') AS distinct_artists,
        count(*) FILTER (WHERE content_type = 'track' AND skipped) AS skipped_plays
    FROM silver.spotify_plays_silver
    GROUP BY played_on
) AS q

DROP TABLE IF EXISTS gold.listening_daily

ALTER TABLE gold.listening_daily_next RENAME TO gold.listening_daily
