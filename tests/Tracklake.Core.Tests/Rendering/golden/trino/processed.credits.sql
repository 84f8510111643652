-- A row for each artist credited on a track or an album, once a part.
CREATE TABLE IF NOT EXISTS processed.credits (
    owner_type VARCHAR,
    owner_id VARCHAR,
    position INTEGER,
    artist_id VARCHAR,
    artist_name VARCHAR,
    is_ambiguous BOOLEAN,
    observed_on DATE,
    _source_object VARCHAR,
    _source_offset BIGINT,
    _source_length BIGINT,
    _ingested_at TIMESTAMP(6)
)

CREATE EXTERNAL TABLE IF NOT EXISTS processed.credits (
    `owner_type` string COMMENT 'What is credited: track or album.',
    `owner_id` string COMMENT 'The id of the track or album.',
    `position` int COMMENT 'Place among the credits, from 1.',
    `artist_id` string COMMENT 'The artist\'s Spotify id.',
    `artist_name` string COMMENT 'The artist\'s name as credited.',
    `is_ambiguous` boolean COMMENT 'Whether the name may be several artists\' that a dataset joined with commas.',
    `observed_on` date COMMENT 'The day that the record speaks of.',
    `_source_object` string COMMENT 'Key of the raw object that holds the record\'s bytes.',
    `_source_offset` bigint COMMENT 'First byte of the record in the raw object, uncompressed.',
    `_source_length` bigint COMMENT 'Length of the record in bytes, uncompressed.',
    `_ingested_at` timestamp COMMENT 'When the source gave the record.'
)
COMMENT 'A row for each artist credited on a track or an album, once a part.'
STORED AS PARQUET
LOCATION 's3://bucket/spotify/processed/credits/'
