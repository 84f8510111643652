DROP TABLE IF EXISTS gold.track_popularity_daily_next

-- One row a track a day on which its popularity was served, and its changes.
CREATE TABLE gold.track_popularity_daily_next AS
SELECT
    CAST(observed_on AS DATE) AS observed_on,
    CAST(track_id AS VARCHAR) AS track_id,
    CAST(popularity AS INTEGER) AS popularity,
    CAST(change_1d AS BIGINT) AS change_1d,
    CAST(change_7d AS BIGINT) AS change_7d
FROM (
    SELECT
        o.observed_on,
        o.track_id,
        o.popularity,
        CAST(o.popularity AS BIGINT) - d.popularity AS change_1d,
        CAST(o.popularity AS BIGINT) - w.popularity AS change_7d
    FROM silver.spotify_track_observations_silver AS o
    LEFT JOIN silver.spotify_track_observations_silver AS d
        ON d.track_id = o.track_id
        AND d.observed_on = date_add('day', -1, o.observed_on)
    LEFT JOIN silver.spotify_track_observations_silver AS w
        ON w.track_id = o.track_id
        AND w.observed_on = date_add('day', -7, o.observed_on)
    WHERE o.popularity IS NOT NULL
) AS q

DROP TABLE IF EXISTS gold.track_popularity_daily

ALTER TABLE gold.track_popularity_daily_next RENAME TO gold.track_popularity_daily
