-- A row for each page of a paged answer; empty pages beyond the end have none.
CREATE TABLE IF NOT EXISTS processed.pages (
    list_type VARCHAR,
    owner_id VARCHAR,
    page_offset INTEGER,
    page_items INTEGER,
    list_total INTEGER,
    is_last BOOLEAN,
    observed_on DATE,
    _source_object VARCHAR,
    _source_offset BIGINT,
    _source_length BIGINT,
    _ingested_at TIMESTAMP(6)
)

CREATE EXTERNAL TABLE IF NOT EXISTS processed.pages (
    `list_type` string COMMENT 'What was paged through: artist_albums or album_tracks.',
    `owner_id` string COMMENT 'The artist or album whose list it is.',
    `page_offset` int COMMENT 'Number of items before this page.',
    `page_items` int COMMENT 'Number of items on this page, without null entries.',
    `list_total` int COMMENT 'Number of items in all, as the page says; it drifts from day to day.',
    `is_last` boolean COMMENT 'Whether the page says that no other follows.',
    `observed_on` date COMMENT 'The day that the record speaks of.',
    `_source_object` string COMMENT 'Key of the raw object that holds the record\'s bytes.',
    `_source_offset` bigint COMMENT 'First byte of the record in the raw object, uncompressed.',
    `_source_length` bigint COMMENT 'Length of the record in bytes, uncompressed.',
    `_ingested_at` timestamp COMMENT 'When the source gave the record.'
)
COMMENT 'A row for each page of a paged answer; empty pages beyond the end have none.'
STORED AS PARQUET
LOCATION 's3://bucket/spotify/processed/pages/'
