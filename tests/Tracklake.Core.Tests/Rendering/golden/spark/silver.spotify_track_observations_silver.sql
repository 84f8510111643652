CREATE OR REPLACE TABLE silver.spotify_track_observations_silver (
    track_id STRING NOT NULL COMMENT 'The track\'s Spotify id; the URI of a local track, which has none.',
    observed_on DATE NOT NULL COMMENT 'The day that the record speaks of.',
    popularity INT COMMENT '0 to 100 on the day; null where the API does not serve it.',
    top_tracks_rank INT COMMENT 'Best place among an artist\'s top tracks on the day, from 1; else null.'
)
USING DELTA
PARTITIONED BY (observed_on)
COMMENT 'One row a track a day on which it was seen: the history that Spotify itself does not keep.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

INSERT INTO silver.spotify_track_observations_silver (
    track_id, observed_on, popularity, top_tracks_rank
)
SELECT
    track_id,
    observed_on,
    max(popularity) AS popularity,
    min(CASE WHEN rank_source = 'top_tracks' THEN rank END) AS top_tracks_rank
FROM bronze.spotify_tracks_bronze
GROUP BY track_id, observed_on
