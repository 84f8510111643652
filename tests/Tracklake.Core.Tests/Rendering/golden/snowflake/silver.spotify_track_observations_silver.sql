CREATE OR REPLACE TABLE silver.spotify_track_observations_silver (
    track_id VARCHAR NOT NULL COMMENT 'The track''s Spotify id; the URI of a local track, which has none.',
    observed_on DATE NOT NULL COMMENT 'The day that the record speaks of.',
    popularity INTEGER COMMENT '0 to 100 on the day; null where the API does not serve it.',
    top_tracks_rank INTEGER COMMENT 'Best place among an artist''s top tracks on the day, from 1; else null.'
)
COPY GRANTS
COMMENT = 'One row a track a day on which it was seen: the history that Spotify itself does not keep.';

INSERT INTO silver.spotify_track_observations_silver (
    track_id, observed_on, popularity, top_tracks_rank
)
SELECT
    track_id,
    observed_on,
    MAX(popularity) AS popularity,
    MIN(CASE WHEN rank_source = 'top_tracks' THEN rank END) AS top_tracks_rank
FROM bronze.spotify_tracks_bronze
GROUP BY track_id, observed_on;
