CREATE TABLE IF NOT EXISTS bronze.spotify_credits_bronze (
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
    _ingested_at TIMESTAMPTZ NOT NULL,
    _run_id BIGINT NOT NULL
);

INSERT INTO bronze.spotify_credits_bronze (
    owner_type, owner_id, position, artist_id, artist_name, is_ambiguous, observed_on,
    _source_object, _source_offset, _source_length, _ingested_at, _run_id
)
SELECT
    p.owner_type,
    p.owner_id,
    p.position,
    p.artist_id,
    p.artist_name,
    p.is_ambiguous,
    p.observed_on,
    p._source_object,
    p._source_offset,
    p._source_length,
    p._ingested_at,
    r._run_id
FROM processed.credits AS p
LEFT JOIN (
    SELECT
        _source_object
    FROM bronze.spotify_credits_bronze
    GROUP BY _source_object
) AS b
    ON b._source_object = p._source_object
CROSS JOIN (
    SELECT
        COALESCE(max(_run_id), CAST(0 AS BIGINT)) + 1 AS _run_id
    FROM bronze.spotify_credits_bronze
) AS r
WHERE b._source_object IS NULL;
