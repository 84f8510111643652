CREATE TABLE IF NOT EXISTS processed.pages (
    list_type STRING NOT NULL COMMENT 'What was paged through: artist_albums or album_tracks.',
    owner_id STRING NOT NULL COMMENT 'The artist or album whose list it is.',
    page_offset INT NOT NULL COMMENT 'Number of items before this page.',
    page_items INT NOT NULL COMMENT 'Number of items on this page, without null entries.',
    list_total INT NOT NULL COMMENT 'Number of items in all, as the page says; it drifts from day to day.',
    is_last BOOLEAN NOT NULL COMMENT 'Whether the page says that no other follows.',
    observed_on DATE NOT NULL COMMENT 'The day that the record speaks of.',
    _source_object STRING NOT NULL COMMENT 'Key of the raw object that holds the record\'s bytes.',
    _source_offset BIGINT NOT NULL COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT NOT NULL COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP NOT NULL COMMENT 'When the source gave the record.'
)
USING DELTA
COMMENT 'A row for each page of a paged answer; empty pages beyond the end have none.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

CREATE TABLE IF NOT EXISTS processed.pages (
    list_type STRING COMMENT 'What was paged through: artist_albums or album_tracks.',
    owner_id STRING COMMENT 'The artist or album whose list it is.',
    page_offset INT COMMENT 'Number of items before this page.',
    page_items INT COMMENT 'Number of items on this page, without null entries.',
    list_total INT COMMENT 'Number of items in all, as the page says; it drifts from day to day.',
    is_last BOOLEAN COMMENT 'Whether the page says that no other follows.',
    observed_on DATE COMMENT 'The day that the record speaks of.',
    _source_object STRING COMMENT 'Key of the raw object that holds the record\'s bytes.',
    _source_offset BIGINT COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP COMMENT 'When the source gave the record.'
)
USING PARQUET
OPTIONS (recursiveFileLookup 'true', pathGlobFilter '*.parquet')
LOCATION 's3://bucket/spotify/processed/pages'
COMMENT 'A row for each page of a paged answer; empty pages beyond the end have none.'

REFRESH TABLE processed.pages
