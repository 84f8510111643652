CREATE OR REPLACE TABLE silver.spotify_track_artists_silver (
    track_id STRING NOT NULL COMMENT 'The track\'s Spotify id; the URI of a local track, which has none.',
    position INT NOT NULL COMMENT 'Place among the credits, from 1.',
    artist_id STRING NOT NULL COMMENT 'The artist\'s Spotify id.'
)
USING DELTA
COMMENT 'One row for each artist credited on a track, in the order of the credits; never two artists in one row.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

INSERT INTO silver.spotify_track_artists_silver (
    track_id, position, artist_id
)
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
        CAST(dense_rank() OVER (
            PARTITION BY track_id
            ORDER BY
                observed_on DESC NULLS LAST,
                _ingested_at DESC NULLS LAST,
                _source_object DESC NULLS LAST,
                _source_offset DESC NULLS LAST
        ) AS BIGINT) AS _place
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
