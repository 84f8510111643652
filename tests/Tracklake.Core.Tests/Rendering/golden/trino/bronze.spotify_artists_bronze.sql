-- A row for each artist object in a response, as it was received, with the place of its bytes in raw.
CREATE TABLE IF NOT EXISTS bronze.spotify_artists_bronze (
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
    _ingested_at TIMESTAMP(6),
    _run_id BIGINT
)

INSERT INTO bronze.spotify_artists_bronze (
    artist_id, artist_name, popularity, followers, genres, is_followed, observed_on,
    _source_object, _source_offset, _source_length, _ingested_at, _run_id
)
SELECT
    p.artist_id,
    p.artist_name,
    p.popularity,
    p.followers,
    p.genres,
    p.is_followed,
    p.observed_on,
    p._source_object,
    p._source_offset,
    p._source_length,
    p._ingested_at,
    r._run_id
FROM processed.artists AS p
LEFT JOIN (
    SELECT
        _source_object
    FROM bronze.spotify_artists_bronze
    GROUP BY _source_object
) AS b
    ON b._source_object = p._source_object
CROSS JOIN (
    SELECT
        COALESCE(max(_run_id), CAST(0 AS BIGINT)) + 1 AS _run_id
    FROM bronze.spotify_artists_bronze
) AS r
WHERE b._source_object IS NULL
