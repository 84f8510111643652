CREATE TABLE IF NOT EXISTS processed.pages (
    list_type VARCHAR NOT NULL,
    owner_id VARCHAR NOT NULL,
    page_offset INTEGER NOT NULL,
    page_items INTEGER NOT NULL,
    list_total INTEGER NOT NULL,
    is_last BOOLEAN NOT NULL,
    observed_on DATE NOT NULL,
    _source_object VARCHAR NOT NULL,
    _source_offset BIGINT NOT NULL,
    _source_length BIGINT NOT NULL,
    _ingested_at TIMESTAMPTZ NOT NULL
);

CREATE OR REPLACE VIEW processed.pages AS
SELECT
    list_type,
    owner_id,
    page_offset,
    page_items,
    list_total,
    is_last,
    observed_on,
    _source_object,
    _source_offset,
    _source_length,
    _ingested_at
FROM read_parquet('s3://bucket/spotify/processed/pages/**/*.parquet', hive_partitioning = false);
