CREATE TABLE IF NOT EXISTS bronze.spotify_albums_bronze (
    album_id VARCHAR NOT NULL,
    album_name VARCHAR NOT NULL,
    album_type VARCHAR,
    total_tracks INTEGER,
    release_date VARCHAR,
    release_date_precision VARCHAR,
    label VARCHAR,
    popularity INTEGER,
    upc VARCHAR,
    observed_on DATE NOT NULL,
    _source_object VARCHAR NOT NULL,
    _source_offset BIGINT NOT NULL,
    _source_length BIGINT NOT NULL,
    _ingested_at TIMESTAMPTZ NOT NULL,
    _run_id BIGINT NOT NULL
);

INSERT INTO bronze.spotify_albums_bronze (
    album_id, album_name, album_type, total_tracks, release_date, release_date_precision, label,
    popularity, upc, observed_on, _source_object, _source_offset, _source_length, _ingested_at,
    _run_id
)
SELECT
    p.album_id,
    p.album_name,
    p.album_type,
    p.total_tracks,
    p.release_date,
    p.release_date_precision,
    p.label,
    p.popularity,
    p.upc,
    p.observed_on,
    p._source_object,
    p._source_offset,
    p._source_length,
    p._ingested_at,
    r._run_id
FROM processed.albums AS p
LEFT JOIN (
    SELECT
        _source_object
    FROM bronze.spotify_albums_bronze
    GROUP BY _source_object
) AS b
    ON b._source_object = p._source_object
CROSS JOIN (
    SELECT
        COALESCE(max(_run_id), CAST(0 AS BIGINT)) + 1 AS _run_id
    FROM bronze.spotify_albums_bronze
) AS r
WHERE b._source_object IS NULL;
