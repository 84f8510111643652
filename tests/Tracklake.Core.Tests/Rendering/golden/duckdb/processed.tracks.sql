CREATE TABLE IF NOT EXISTS processed.tracks (
    track_id VARCHAR NOT NULL,
    track_name VARCHAR NOT NULL,
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
    is_full BOOLEAN NOT NULL,
    observed_on DATE NOT NULL,
    _source_object VARCHAR NOT NULL,
    _source_offset BIGINT NOT NULL,
    _source_length BIGINT NOT NULL,
    _ingested_at TIMESTAMPTZ NOT NULL
);

CREATE OR REPLACE VIEW processed.tracks AS
SELECT
    track_id,
    track_name,
    album_id,
    disc_number,
    track_number,
    duration_ms,
    explicit,
    is_local,
    popularity,
    isrc,
    rank,
    rank_source,
    is_full,
    observed_on,
    _source_object,
    _source_offset,
    _source_length,
    _ingested_at
FROM read_parquet('s3://bucket/spotify/processed/tracks/**/*.parquet', hive_partitioning = false);
