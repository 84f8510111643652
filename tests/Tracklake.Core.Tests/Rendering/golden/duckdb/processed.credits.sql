CREATE TABLE IF NOT EXISTS processed.credits (
    owner_type VARCHAR NOT NULL,
    owner_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    artist_id VARCHAR NOT NULL,
    artist_name VARCHAR NOT NULL,
    is_ambiguous BOOLEAN NOT NULL,
    observed_on DATE NOT NULL,
    _source_object VARCHAR NOT NULL,
    _source_offset BIGINT NOT NULL,
    _source_length BIGINT NOT NULL,
    _ingested_at TIMESTAMPTZ NOT NULL
);

CREATE OR REPLACE VIEW processed.credits AS
SELECT
    owner_type,
    owner_id,
    position,
    artist_id,
    artist_name,
    is_ambiguous,
    observed_on,
    _source_object,
    _source_offset,
    _source_length,
    _ingested_at
FROM read_parquet('s3://bucket/spotify/processed/credits/**/*.parquet', hive_partitioning = false);
