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
WITH (
    external_location = 's3://bucket/spotify/processed/albums/',
    format = 'PARQUET'
)
