CREATE OR REPLACE TABLE gold.track_popularity_daily (
    observed_on DATE NOT NULL,
    track_id VARCHAR NOT NULL,
    popularity INTEGER,
    change_1d BIGINT,
    change_7d BIGINT
);

COMMENT ON TABLE gold.track_popularity_daily IS 'One row a track a day on which its popularity was served, and its changes.';

INSERT INTO gold.track_popularity_daily (
    observed_on, track_id, popularity, change_1d, change_7d
)
SELECT
    o.observed_on,
    o.track_id,
    o.popularity,
    CAST(o.popularity AS BIGINT) - d.popularity AS change_1d,
    CAST(o.popularity AS BIGINT) - w.popularity AS change_7d
FROM silver.spotify_track_observations_silver AS o
LEFT JOIN silver.spotify_track_observations_silver AS d
    ON d.track_id = o.track_id
    AND d.observed_on = CAST(o.observed_on + -1 AS DATE)
LEFT JOIN silver.spotify_track_observations_silver AS w
    ON w.track_id = o.track_id
    AND w.observed_on = CAST(o.observed_on + -7 AS DATE)
WHERE o.popularity IS NOT NULL;
