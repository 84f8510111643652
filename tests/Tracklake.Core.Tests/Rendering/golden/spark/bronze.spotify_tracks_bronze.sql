CREATE TABLE IF NOT EXISTS bronze.spotify_tracks_bronze (
    track_id STRING NOT NULL COMMENT 'The track\'s Spotify id; the URI of a local track, which has none.',
    track_name STRING NOT NULL COMMENT 'The track\'s name.',
    album_id STRING COMMENT 'The album that the track is on.',
    disc_number INT COMMENT 'Which disc of the album, from 1.',
    track_number INT COMMENT 'Place on the disc, from 1.',
    duration_ms INT COMMENT 'Length in milliseconds.',
    explicit BOOLEAN COMMENT 'Whether the lyrics are explicit; null when unknown.',
    is_local BOOLEAN COMMENT 'Whether it is a file of the user\'s own.',
    popularity INT COMMENT '0 to 100 on the day; null where the API does not serve it.',
    isrc STRING COMMENT 'International Standard Recording Code, upper case without hyphens; full objects only.',
    rank INT COMMENT 'Place in a ranked answer, from 1; else null.',
    rank_source STRING COMMENT 'What ranked it: top_tracks or search_relevance; the latter is not a popularity.',
    is_full BOOLEAN NOT NULL COMMENT 'Whether it was a full object (with its album) rather than a simplified one.',
    observed_on DATE NOT NULL COMMENT 'The day that the record speaks of.',
    _source_object STRING NOT NULL COMMENT 'Key of the raw object that holds the record\'s bytes.',
    _source_offset BIGINT NOT NULL COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT NOT NULL COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP NOT NULL COMMENT 'When the source gave the record.',
    _run_id BIGINT NOT NULL COMMENT 'Number of the run that added the row.'
)
USING DELTA
COMMENT 'A row for each track object in a response, as it was received, with the place of its bytes in raw.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

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
WHERE b._source_object IS NULL
