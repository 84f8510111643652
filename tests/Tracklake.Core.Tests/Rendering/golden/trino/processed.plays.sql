-- A row for each play of a streaming history, overlaps within an import removed.
CREATE TABLE IF NOT EXISTS processed.plays (
    played_at TIMESTAMP(6),
    ms_played BIGINT,
    content_type VARCHAR,
    content_uri VARCHAR,
    title VARCHAR,
    creator VARCHAR,
    album_name VARCHAR,
    platform VARCHAR,
    country VARCHAR,
    reason_start VARCHAR,
    reason_end VARCHAR,
    shuffle BOOLEAN,
    skipped BOOLEAN,
    offline BOOLEAN,
    incognito BOOLEAN,
    observed_on DATE,
    _source_object VARCHAR,
    _source_offset BIGINT,
    _source_length BIGINT,
    _ingested_at TIMESTAMP(6)
)

-- A row for each play of a streaming history, overlaps within an import removed.
CREATE TABLE IF NOT EXISTS processed.plays (
    played_at TIMESTAMP(6),
    ms_played BIGINT,
    content_type VARCHAR,
    content_uri VARCHAR,
    title VARCHAR,
    creator VARCHAR,
    album_name VARCHAR,
    platform VARCHAR,
    country VARCHAR,
    reason_start VARCHAR,
    reason_end VARCHAR,
    shuffle BOOLEAN,
    skipped BOOLEAN,
    offline BOOLEAN,
    incognito BOOLEAN,
    observed_on DATE,
    _source_object VARCHAR,
    _source_offset BIGINT,
    _source_length BIGINT,
    _ingested_at TIMESTAMP(6)
)
WITH (
    external_location = 's3://bucket/spotify/processed/plays/',
    format = 'PARQUET'
)
