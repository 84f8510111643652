CREATE TABLE IF NOT EXISTS processed.albums (
    album_id VARCHAR NOT NULL,
    album_name VARCHAR NOT NULL,
    album_type VARCHAR,
    total_tracks INTEGER,
    release_date VARCHAR,
    release_date_precision VARCHAR,
    label VARCHAR,
    popularity INTEGER,
    upc VARCHAR,
    observed_on DATE NOT NULL,
    _source_object VARCHAR NOT NULL,
    _source_offset BIGINT NOT NULL,
    _source_length BIGINT NOT NULL,
    _ingested_at TIMESTAMPTZ NOT NULL
);

CREATE OR REPLACE VIEW processed.albums AS
SELECT
    album_id,
    album_name,
    album_type,
    total_tracks,
    release_date,
    release_date_precision,
    label,
    popularity,
    upc,
    observed_on,
    _source_object,
    _source_offset,
    _source_length,
    _ingested_at
FROM read_parquet('s3://bucket/spotify/processed/albums/**/*.parquet', hive_partitioning = false);
