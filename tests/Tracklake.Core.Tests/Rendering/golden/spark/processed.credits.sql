CREATE TABLE IF NOT EXISTS processed.credits (
    owner_type STRING NOT NULL COMMENT 'What is credited: track or album.',
    owner_id STRING NOT NULL COMMENT 'The id of the track or album.',
    position INT NOT NULL COMMENT 'Place among the credits, from 1.',
    artist_id STRING NOT NULL COMMENT 'The artist\'s Spotify id.',
    artist_name STRING NOT NULL COMMENT 'The artist\'s name as credited.',
    is_ambiguous BOOLEAN NOT NULL COMMENT 'Whether the name may be several artists\' that a dataset joined with commas.',
    observed_on DATE NOT NULL COMMENT 'The day that the record speaks of.',
    _source_object STRING NOT NULL COMMENT 'Key of the raw object that holds the record\'s bytes.',
    _source_offset BIGINT NOT NULL COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT NOT NULL COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP NOT NULL COMMENT 'When the source gave the record.'
)
USING DELTA
COMMENT 'A row for each artist credited on a track or an album, once a part.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

CREATE TABLE IF NOT EXISTS processed.credits (
    owner_type STRING COMMENT 'What is credited: track or album.',
    owner_id STRING COMMENT 'The id of the track or album.',
    position INT COMMENT 'Place among the credits, from 1.',
    artist_id STRING COMMENT 'The artist\'s Spotify id.',
    artist_name STRING COMMENT 'The artist\'s name as credited.',
    is_ambiguous BOOLEAN COMMENT 'Whether the name may be several artists\' that a dataset joined with commas.',
    observed_on DATE COMMENT 'The day that the record speaks of.',
    _source_object STRING COMMENT 'Key of the raw object that holds the record\'s bytes.',
    _source_offset BIGINT COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP COMMENT 'When the source gave the record.'
)
USING PARQUET
OPTIONS (recursiveFileLookup 'true', pathGlobFilter '*.parquet')
LOCATION 's3://bucket/spotify/processed/credits'
COMMENT 'A row for each artist credited on a track or an album, once a part.'

REFRESH TABLE processed.credits
