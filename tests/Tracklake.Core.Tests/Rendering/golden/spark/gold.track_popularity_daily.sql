CREATE OR REPLACE TABLE gold.track_popularity_daily (
    observed_on DATE NOT NULL COMMENT 'The day that the record speaks of.',
    track_id STRING NOT NULL COMMENT 'The track\'s Spotify id; the URI of a local track, which has none.',
    popularity INT COMMENT '0 to 100 on the day; null where the API does not serve it.',
    change_1d BIGINT COMMENT 'Popularity against the day before; null when it is not known then.',
    change_7d BIGINT COMMENT 'Popularity against 7 days before; null when it is not known then.'
)
USING DELTA
PARTITIONED BY (observed_on)
COMMENT 'One row a track a day on which its popularity was served, and its changes.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

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
    AND d.observed_on = date_add(o.observed_on, -1)
LEFT JOIN silver.spotify_track_observations_silver AS w
    ON w.track_id = o.track_id
    AND w.observed_on = date_add(o.observed_on, -7)
WHERE o.popularity IS NOT NULL
