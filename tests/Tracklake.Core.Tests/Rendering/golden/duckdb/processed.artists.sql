CREATE TABLE IF NOT EXISTS processed.artists (
    artist_id VARCHAR NOT NULL,
    artist_name VARCHAR NOT NULL,
    popularity INTEGER,
    followers BIGINT,
    genres VARCHAR,
    is_followed BOOLEAN NOT NULL,
    observed_on DATE NOT NULL,
    _source_object VARCHAR NOT NULL,
    _source_offset BIGINT NOT NULL,
    _source_length BIGINT NOT NULL,
    _ingested_at TIMESTAMPTZ NOT NULL
);

CREATE OR REPLACE VIEW processed.artists AS
SELECT
    artist_id,
    artist_name,
    popularity,
    followers,
    genres,
    is_followed,
    observed_on,
    _source_object,
    _source_offset,
    _source_length,
    _ingested_at
FROM read_parquet('s3://bucket/spotify/processed/artists/**/*.parquet', hive_partitioning = false);
