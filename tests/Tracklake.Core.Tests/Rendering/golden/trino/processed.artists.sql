-- A row for each artist object in a response.
CREATE TABLE IF NOT EXISTS processed.artists (
    artist_id VARCHAR,
    artist_name VARCHAR,
    popularity INTEGER,
    followers BIGINT,
    genres VARCHAR,
    is_followed BOOLEAN,
    observed_on DATE,
    _source_object VARCHAR,
    _source_offset BIGINT,
    _source_length BIGINT,
    _ingested_at TIMESTAMP(6)
)

-- A row for each artist object in a response.
CREATE TABLE IF NOT EXISTS processed.artists (
    artist_id VARCHAR,
    artist_name VARCHAR,
    popularity INTEGER,
    followers BIGINT,
    genres VARCHAR,
    is_followed BOOLEAN,
    observed_on DATE,
    _source_object VARCHAR,
    _source_offset BIGINT,
    _source_length BIGINT,
    _ingested_at TIMESTAMP(6)
)
WITH (
    external_location = 's3://bucket/spotify/processed/artists/',
    format = 'PARQUET'
)
