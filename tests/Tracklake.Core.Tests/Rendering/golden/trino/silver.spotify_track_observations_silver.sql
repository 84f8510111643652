DROP TABLE IF EXISTS silver.spotify_track_observations_silver_next

-- One row a track a day on which it was seen: the history that Spotify itself does not keep.
CREATE TABLE silver.spotify_track_observations_silver_next AS
SELECT
    CAST(track_id AS VARCHAR) AS track_id,
    CAST(observed_on AS DATE) AS observed_on,
    CAST(popularity AS INTEGER) AS popularity,
    CAST(top_tracks_rank AS INTEGER) AS top_tracks_rank
FROM (
    SELECT
        track_id,
        observed_on,
        max(popularity) AS popularity,
        min(CASE WHEN rank_source = 'top_tracks' THEN rank END) AS top_tracks_rank
    FROM bronze.spotify_tracks_bronze
    GROUP BY track_id, observed_on
) AS q

DROP TABLE IF EXISTS silver.spotify_track_observations_silver

ALTER TABLE silver.spotify_track_observations_silver_next RENAME TO silver.spotify_track_observations_silver
