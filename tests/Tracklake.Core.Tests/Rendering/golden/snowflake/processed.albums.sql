CREATE TABLE IF NOT EXISTS processed.albums (
    album_id VARCHAR NOT NULL COMMENT 'The album''s Spotify id.',
    album_name VARCHAR NOT NULL COMMENT 'The album''s name; Spotify serves some that are empty.',
    album_type VARCHAR COMMENT 'album, single or compilation.',
    total_tracks INTEGER COMMENT 'Number of tracks according to the album object.',
    release_date VARCHAR COMMENT 'The release date as served: YYYY, YYYY-MM or YYYY-MM-DD, sometimes 0000.',
    release_date_precision VARCHAR COMMENT 'How much of the release date is known: year, month or day.',
    label VARCHAR COMMENT 'The label; null where the API does not serve it.',
    popularity INTEGER COMMENT '0 to 100 on the day; null where the API does not serve it.',
    upc VARCHAR COMMENT 'Universal Product Code; full objects only.',
    observed_on DATE NOT NULL COMMENT 'The day that the record speaks of.',
    _source_object VARCHAR NOT NULL COMMENT 'Key of the raw object that holds the record''s bytes.',
    _source_offset BIGINT NOT NULL COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT NOT NULL COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP_NTZ NOT NULL COMMENT 'When the source gave the record.'
)
COMMENT = 'A row for each album object in a response; one that full tracks repeat with the same bytes appears once a part.';

COPY INTO processed.albums
FROM @processed.landed/albums/
FILE_FORMAT = (TYPE = PARQUET USE_LOGICAL_TYPE = TRUE)
PATTERN = '.*[.]parquet'
MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
ON_ERROR = ABORT_STATEMENT;
