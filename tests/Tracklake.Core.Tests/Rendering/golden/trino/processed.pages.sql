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
WITH (
    external_location = 's3://bucket/spotify/processed/pages/',
    format = 'PARQUET'
)
