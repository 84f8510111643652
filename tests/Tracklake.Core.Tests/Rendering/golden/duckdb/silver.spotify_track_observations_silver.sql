CREATE OR REPLACE TABLE silver.spotify_track_observations_silver (
    track_id VARCHAR NOT NULL,
    observed_on DATE NOT NULL,
    popularity INTEGER,
    top_tracks_rank INTEGER
);

COMMENT ON TABLE silver.spotify_track_observations_silver IS 'One row a track a day on which it was seen: the history that Spotify itself does not keep.';

INSERT INTO silver.spotify_track_observations_silver (
    track_id, observed_on, popularity, top_tracks_rank
)
SELECT
    track_id,
    observed_on,
    max(popularity) AS popularity,
    min(CASE WHEN rank_source = 'top_tracks' THEN rank END) AS top_tracks_rank
FROM bronze.spotify_tracks_bronze
GROUP BY track_id, observed_on;
