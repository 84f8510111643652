CREATE TABLE IF NOT EXISTS bronze.spotify_credits_bronze (
    owner_type VARCHAR NOT NULL COMMENT 'What is credited: track or album.',
    owner_id VARCHAR NOT NULL COMMENT 'The id of the track or album.',
    position INTEGER NOT NULL COMMENT 'Place among the credits, from 1.',
    artist_id VARCHAR NOT NULL COMMENT 'The artist''s Spotify id.',
    artist_name VARCHAR NOT NULL COMMENT 'The artist''s name as credited.',
    is_ambiguous BOOLEAN NOT NULL COMMENT 'Whether the name may be several artists'' that a dataset joined with commas.',
    observed_on DATE NOT NULL COMMENT 'The day that the record speaks of.',
    _source_object VARCHAR NOT NULL COMMENT 'Key of the raw object that holds the record''s bytes.',
    _source_offset BIGINT NOT NULL COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT NOT NULL COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP_NTZ NOT NULL COMMENT 'When the source gave the record.',
    _run_id BIGINT NOT NULL COMMENT 'Number of the run that added the row.'
)
COMMENT = 'A row for each artist credited on a track or an album, once a part, as it was received, with the place of its bytes in raw.';

INSERT INTO bronze.spotify_credits_bronze (
    owner_type, owner_id, position, artist_id, artist_name, is_ambiguous, observed_on,
    _source_object, _source_offset, _source_length, _ingested_at, _run_id
)
SELECT
    p.owner_type,
    p.owner_id,
    p.position,
    p.artist_id,
    p.artist_name,
    p.is_ambiguous,
    p.observed_on,
    p._source_object,
    p._source_offset,
    p._source_length,
    p._ingested_at,
    r._run_id
FROM processed.credits AS p
LEFT JOIN (
    SELECT
        _source_object
    FROM bronze.spotify_credits_bronze
    GROUP BY _source_object
) AS b
    ON b._source_object = p._source_object
CROSS JOIN (
    SELECT
        COALESCE(MAX(_run_id), CAST(0 AS BIGINT)) + 1 AS _run_id
    FROM bronze.spotify_credits_bronze
) AS r
WHERE b._source_object IS NULL;
