-- A row for each artist credited on a track or an album, once a part.
CREATE TABLE IF NOT EXISTS processed.credits (
    owner_type VARCHAR,
    owner_id VARCHAR,
    position INTEGER,
    artist_id VARCHAR,
    artist_name VARCHAR,
    is_ambiguous BOOLEAN,
    observed_on DATE,
    _source_object VARCHAR,
    _source_offset BIGINT,
    _source_length BIGINT,
    _ingested_at TIMESTAMP(6)
)

-- A row for each artist credited on a track or an album, once a part.
CREATE TABLE IF NOT EXISTS processed.credits (
    owner_type VARCHAR,
    owner_id VARCHAR,
    position INTEGER,
    artist_id VARCHAR,
    artist_name VARCHAR,
    is_ambiguous BOOLEAN,
    observed_on DATE,
    _source_object VARCHAR,
    _source_offset BIGINT,
    _source_length BIGINT,
    _ingested_at TIMESTAMP(6)
)
WITH (
    external_location = 's3://bucket/spotify/processed/credits/',
    format = 'PARQUET'
)
