CREATE TABLE IF NOT EXISTS processed.artists (
    artist_id VARCHAR NOT NULL COMMENT 'The artist''s Spotify id.',
    artist_name VARCHAR NOT NULL COMMENT 'The artist''s name.',
    popularity INTEGER COMMENT '0 to 100 on the day; null where the API does not serve it.',
    followers BIGINT COMMENT 'Number of followers on the day; null where the API does not serve it.',
    genres VARCHAR COMMENT 'Genres joined by '' | '', in the API''s order; null where the API does not serve them.',
    is_followed BOOLEAN NOT NULL COMMENT 'Whether the artist was asked for by id, not merely found.',
    observed_on DATE NOT NULL COMMENT 'The day that the record speaks of.',
    _source_object VARCHAR NOT NULL COMMENT 'Key of the raw object that holds the record''s bytes.',
    _source_offset BIGINT NOT NULL COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT NOT NULL COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP_NTZ NOT NULL COMMENT 'When the source gave the record.'
)
COMMENT = 'A row for each artist object in a response.';

COPY INTO processed.artists
FROM @processed.landed/artists/
FILE_FORMAT = (TYPE = PARQUET USE_LOGICAL_TYPE = TRUE)
PATTERN = '.*[.]parquet'
MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
ON_ERROR = ABORT_STATEMENT;
