CREATE TABLE IF NOT EXISTS processed.pages (
    list_type VARCHAR NOT NULL COMMENT 'What was paged through: artist_albums or album_tracks.',
    owner_id VARCHAR NOT NULL COMMENT 'The artist or album whose list it is.',
    page_offset INTEGER NOT NULL COMMENT 'Number of items before this page.',
    page_items INTEGER NOT NULL COMMENT 'Number of items on this page, without null entries.',
    list_total INTEGER NOT NULL COMMENT 'Number of items in all, as the page says; it drifts from day to day.',
    is_last BOOLEAN NOT NULL COMMENT 'Whether the page says that no other follows.',
    observed_on DATE NOT NULL COMMENT 'The day that the record speaks of.',
    _source_object VARCHAR NOT NULL COMMENT 'Key of the raw object that holds the record''s bytes.',
    _source_offset BIGINT NOT NULL COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT NOT NULL COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP_NTZ NOT NULL COMMENT 'When the source gave the record.'
)
COMMENT = 'A row for each page of a paged answer; empty pages beyond the end have none.';

COPY INTO processed.pages
FROM @processed.landed/pages/
FILE_FORMAT = (TYPE = PARQUET USE_LOGICAL_TYPE = TRUE)
PATTERN = '.*[.]parquet'
MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
ON_ERROR = ABORT_STATEMENT;
