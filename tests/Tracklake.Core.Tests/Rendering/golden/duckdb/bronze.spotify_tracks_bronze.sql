CREATE TABLE IF NOT EXISTS bronze.spotify_tracks_bronze (
    track_id VARCHAR NOT NULL,
    track_name VARCHAR NOT NULL,
    album_id VARCHAR,
    disc_number INTEGER,
    track_number INTEGER,
    duration_ms INTEGER,
    explicit BOOLEAN,
    is_local BOOLEAN,
    popularity INTEGER,
    isrc VARCHAR,
    rank INTEGER,
    rank_source VARCHAR,
    is_full BOOLEAN NOT NULL,
    observed_on DATE NOT NULL,
    _source_object VARCHAR NOT NULL,
    _source_offset BIGINT NOT NULL,
    _source_length BIGINT NOT NULL,
    _ingested_at TIMESTAMPTZ NOT NULL,
    _run_id BIGINT NOT NULL
);

INSERT INTO bronze.spotify_tracks_bronze (
    track_id, track_name, album_id, disc_number, track_number, duration_ms, explicit, is_local,
    popularity, isrc, rank, rank_source, is_full, observed_on, _source_object, _source_offset,
    _source_length, _ingested_at, _run_id
)
SELECT
    p.track_id,
    p.track_name,
    p.album_id,
    p.disc_number,
    p.track_number,
    p.duration_ms,
    p.explicit,
    p.is_local,
    p.popularity,
    p.isrc,
    p.rank,
    p.rank_source,
    p.is_full,
    p.observed_on,
    p._source_object,
    p._source_offset,
    p._source_length,
    p._ingested_at,
    r._run_id
FROM processed.tracks AS p
LEFT JOIN (
    SELECT
        _source_object
    FROM bronze.spotify_tracks_bronze
    GROUP BY _source_object
) AS b
    ON b._source_object = p._source_object
CROSS JOIN (
    SELECT
        COALESCE(max(_run_id), CAST(0 AS BIGINT)) + 1 AS _run_id
    FROM bronze.spotify_tracks_bronze
) AS r
WHERE b._source_object IS NULL;
