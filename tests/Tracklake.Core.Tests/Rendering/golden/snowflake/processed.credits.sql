CREATE TABLE IF NOT EXISTS processed.credits (
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
    _ingested_at TIMESTAMP_NTZ NOT NULL COMMENT 'When the source gave the record.'
)
COMMENT = 'A row for each artist credited on a track or an album, once a part.';

COPY INTO processed.credits
FROM @processed.landed/credits/
FILE_FORMAT = (TYPE = PARQUET USE_LOGICAL_TYPE = TRUE)
PATTERN = '.*[.]parquet'
MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
ON_ERROR = ABORT_STATEMENT;
