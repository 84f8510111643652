-- A row for each album object in a response; one that full tracks repeat with the same bytes appears once a part.
CREATE TABLE IF NOT EXISTS processed.albums (
    album_id VARCHAR,
    album_name VARCHAR,
    album_type VARCHAR,
    total_tracks INTEGER,
    release_date VARCHAR,
    release_date_precision VARCHAR,
    label VARCHAR,
    popularity INTEGER,
    upc VARCHAR,
    observed_on DATE,
    _source_object VARCHAR,
    _source_offset BIGINT,
    _source_length BIGINT,
    _ingested_at TIMESTAMP(6)
)

CREATE EXTERNAL TABLE IF NOT EXISTS processed.albums (
    `album_id` string COMMENT 'The album\'s Spotify id.',
    `album_name` string COMMENT 'The album\'s name; Spotify serves some that are empty.',
    `album_type` string COMMENT 'album, single or compilation.',
    `total_tracks` int COMMENT 'Number of tracks according to the album object.',
    `release_date` string COMMENT 'The release date as served: YYYY, YYYY-MM or YYYY-MM-DD, sometimes 0000.',
    `release_date_precision` string COMMENT 'How much of the release date is known: year, month or day.',
    `label` string COMMENT 'The label; null where the API does not serve it.',
    `popularity` int COMMENT '0 to 100 on the day; null where the API does not serve it.',
    `upc` string COMMENT 'Universal Product Code; full objects only.',
    `observed_on` date COMMENT 'The day that the record speaks of.',
    `_source_object` string COMMENT 'Key of the raw object that holds the record\'s bytes.',
    `_source_offset` bigint COMMENT 'First byte of the record in the raw object, uncompressed.',
    `_source_length` bigint COMMENT 'Length of the record in bytes, uncompressed.',
    `_ingested_at` timestamp COMMENT 'When the source gave the record.'
)
COMMENT 'A row for each album object in a response; one that full tracks repeat with the same bytes appears once a part.'
STORED AS PARQUET
LOCATION 's3://bucket/spotify/processed/albums/'
