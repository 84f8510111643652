DROP TABLE IF EXISTS silver.spotify_track_artists_silver_next

-- One row for each artist credited on a track, in the order of the credits; never two artists in one row.
CREATE TABLE silver.spotify_track_artists_silver_next AS
SELECT
    CAST(track_id AS VARCHAR) AS track_id,
    CAST(position AS INTEGER) AS position,
    CAST(artist_id AS VARCHAR) AS artist_id
FROM (
    SELECT
        track_id,
        position,
        artist_id
    FROM (
        SELECT
            track_id,
            position,
            artist_id,
            observed_on,
            _ingested_at,
            _source_object,
            _source_offset,
            dense_rank() OVER (
                PARTITION BY track_id
                ORDER BY
                    observed_on DESC NULLS LAST,
                    _ingested_at DESC NULLS LAST,
                    _source_object DESC NULLS LAST,
                    _source_offset DESC NULLS LAST
            ) AS _place
        FROM (
            SELECT
                owner_id AS track_id,
                position,
                artist_id,
                observed_on,
                _ingested_at,
                _source_object,
                _source_offset
            FROM bronze.spotify_credits_bronze
            WHERE owner_type = 'track'
        ) AS r
    ) AS p
    WHERE _place = 1
) AS q

DROP TABLE IF EXISTS silver.spotify_track_artists_silver

ALTER TABLE silver.spotify_track_artists_silver_next RENAME TO silver.spotify_track_artists_silver
