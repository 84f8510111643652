CREATE TABLE IF NOT EXISTS processed.artists (
    artist_id STRING NOT NULL COMMENT 'The artist\'s Spotify id.',
    artist_name STRING NOT NULL COMMENT 'The artist\'s name.',
    popularity INT COMMENT '0 to 100 on the day; null where the API does not serve it.',
    followers BIGINT COMMENT 'Number of followers on the day; null where the API does not serve it.',
    genres STRING COMMENT 'Genres joined by \' | \', in the API\'s order; null where the API does not serve them.',
    is_followed BOOLEAN NOT NULL COMMENT 'Whether the artist was asked for by id, not merely found.',
    observed_on DATE NOT NULL COMMENT 'The day that the record speaks of.',
    _source_object STRING NOT NULL COMMENT 'Key of the raw object that holds the record\'s bytes.',
    _source_offset BIGINT NOT NULL COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT NOT NULL COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP NOT NULL COMMENT 'When the source gave the record.'
)
USING DELTA
COMMENT 'A row for each artist object in a response.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

CREATE TABLE IF NOT EXISTS processed.artists (
    artist_id STRING COMMENT 'The artist\'s Spotify id.',
    artist_name STRING COMMENT 'The artist\'s name.',
    popularity INT COMMENT '0 to 100 on the day; null where the API does not serve it.',
    followers BIGINT COMMENT 'Number of followers on the day; null where the API does not serve it.',
    genres STRING COMMENT 'Genres joined by \' | \', in the API\'s order; null where the API does not serve them.',
    is_followed BOOLEAN COMMENT 'Whether the artist was asked for by id, not merely found.',
    observed_on DATE COMMENT 'The day that the record speaks of.',
    _source_object STRING COMMENT 'Key of the raw object that holds the record\'s bytes.',
    _source_offset BIGINT COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP COMMENT 'When the source gave the record.'
)
USING PARQUET
OPTIONS (recursiveFileLookup 'true', pathGlobFilter '*.parquet')
LOCATION 's3://bucket/spotify/processed/artists'
COMMENT 'A row for each artist object in a response.'

REFRESH TABLE processed.artists
