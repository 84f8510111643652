-- A row for each artist object in a response.
CREATE TABLE IF NOT EXISTS processed.artists (
    artist_id VARCHAR,
    artist_name VARCHAR,
    popularity INTEGER,
    followers BIGINT,
    genres VARCHAR,
    is_followed BOOLEAN,
    observed_on DATE,
    _source_object VARCHAR,
    _source_offset BIGINT,
    _source_length BIGINT,
    _ingested_at TIMESTAMP(6)
)

CREATE EXTERNAL TABLE IF NOT EXISTS processed.artists (
    `artist_id` string COMMENT 'The artist\'s Spotify id.',
    `artist_name` string COMMENT 'The artist\'s name.',
    `popularity` int COMMENT '0 to 100 on the day; null where the API does not serve it.',
    `followers` bigint COMMENT 'Number of followers on the day; null where the API does not serve it.',
    `genres` string COMMENT 'Genres joined by \' | \', in the API\'s order; null where the API does not serve them.',
    `is_followed` boolean COMMENT 'Whether the artist was asked for by id, not merely found.',
    `observed_on` date COMMENT 'The day that the record speaks of.',
    `_source_object` string COMMENT 'Key of the raw object that holds the record\'s bytes.',
    `_source_offset` bigint COMMENT 'First byte of the record in the raw object, uncompressed.',
    `_source_length` bigint COMMENT 'Length of the record in bytes, uncompressed.',
    `_ingested_at` timestamp COMMENT 'When the source gave the record.'
)
COMMENT 'A row for each artist object in a response.'
STORED AS PARQUET
LOCATION 's3://bucket/spotify/processed/artists/'
