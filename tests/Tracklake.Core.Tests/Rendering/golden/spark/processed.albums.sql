CREATE TABLE IF NOT EXISTS processed.albums (
    album_id STRING NOT NULL COMMENT 'The album\'s Spotify id.',
    album_name STRING NOT NULL COMMENT 'The album\'s name; Spotify serves some that are empty.',
    album_type STRING COMMENT 'album, single or compilation.',
    total_tracks INT COMMENT 'Number of tracks according to the album object.',
    release_date STRING COMMENT 'The release date as served: YYYY, YYYY-MM or YYYY-MM-DD, sometimes 0000.',
    release_date_precision STRING COMMENT 'How much of the release date is known: year, month or day.',
    label STRING COMMENT 'The label; null where the API does not serve it.',
    popularity INT COMMENT '0 to 100 on the day; null where the API does not serve it.',
    upc STRING COMMENT 'Universal Product Code; full objects only.',
    observed_on DATE NOT NULL COMMENT 'The day that the record speaks of.',
    _source_object STRING NOT NULL COMMENT 'Key of the raw object that holds the record\'s bytes.',
    _source_offset BIGINT NOT NULL COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT NOT NULL COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP NOT NULL COMMENT 'When the source gave the record.'
)
USING DELTA
COMMENT 'A row for each album object in a response; one that full tracks repeat with the same bytes appears once a part.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

CREATE TABLE IF NOT EXISTS processed.albums (
    album_id STRING COMMENT 'The album\'s Spotify id.',
    album_name STRING COMMENT 'The album\'s name; Spotify serves some that are empty.',
    album_type STRING COMMENT 'album, single or compilation.',
    total_tracks INT COMMENT 'Number of tracks according to the album object.',
    release_date STRING COMMENT 'The release date as served: YYYY, YYYY-MM or YYYY-MM-DD, sometimes 0000.',
    release_date_precision STRING COMMENT 'How much of the release date is known: year, month or day.',
    label STRING COMMENT 'The label; null where the API does not serve it.',
    popularity INT COMMENT '0 to 100 on the day; null where the API does not serve it.',
    upc STRING COMMENT 'Universal Product Code; full objects only.',
    observed_on DATE COMMENT 'The day that the record speaks of.',
    _source_object STRING COMMENT 'Key of the raw object that holds the record\'s bytes.',
    _source_offset BIGINT COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP COMMENT 'When the source gave the record.'
)
USING PARQUET
OPTIONS (recursiveFileLookup 'true', pathGlobFilter '*.parquet')
LOCATION 's3://bucket/spotify/processed/albums'
COMMENT 'A row for each album object in a response; one that full tracks repeat with the same bytes appears once a part.'

REFRESH TABLE processed.albums
