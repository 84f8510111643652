-- A row for each track object in a response.
CREATE TABLE IF NOT EXISTS processed.tracks (
    track_id VARCHAR,
    track_name VARCHAR,
    album_id VARCHAR,
    disc_number INTEGER,
    track_number INTEGER,
    duration_ms INTEGER,
    explicit BOOLEAN,
    is_local BOOLEAN,
    popularity INTEGER,
    isrc VARCHAR,
    rank INTEGER,
    rank_source VARCHAR,
    is_full BOOLEAN,
    observed_on DATE,
    _source_object VARCHAR,
    _source_offset BIGINT,
    _source_length BIGINT,
    _ingested_at TIMESTAMP(6)
)

-- A row for each track object in a response.
CREATE TABLE IF NOT EXISTS processed.tracks (
    track_id VARCHAR,
    track_name VARCHAR,
    album_id VARCHAR,
    disc_number INTEGER,
    track_number INTEGER,
    duration_ms INTEGER,
    explicit BOOLEAN,
    is_local BOOLEAN,
    popularity INTEGER,
    isrc VARCHAR,
    rank INTEGER,
    rank_source VARCHAR,
    is_full BOOLEAN,
    observed_on DATE,
    _source_object VARCHAR,
    _source_offset BIGINT,
    _source_length BIGINT,
    _ingested_at TIMESTAMP(6)
)
WITH (
    external_location = 's3://bucket/spotify/processed/tracks/',
    format = 'PARQUET'
)
