CREATE TABLE IF NOT EXISTS processed.tracks (
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
    _ingested_at TIMESTAMP NOT NULL COMMENT 'When the source gave the record.'
)
USING DELTA
COMMENT 'A row for each track object in a response.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

CREATE TABLE IF NOT EXISTS processed.tracks (
    track_id STRING COMMENT 'The track\'s Spotify id; the URI of a local track, which has none.',
    track_name STRING COMMENT 'The track\'s name.',
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
    is_full BOOLEAN COMMENT 'Whether it was a full object (with its album) rather than a simplified one.',
    observed_on DATE COMMENT 'The day that the record speaks of.',
    _source_object STRING COMMENT 'Key of the raw object that holds the record\'s bytes.',
    _source_offset BIGINT COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP COMMENT 'When the source gave the record.'
)
USING PARQUET
OPTIONS (recursiveFileLookup 'true', pathGlobFilter '*.parquet')
LOCATION 's3://bucket/spotify/processed/tracks'
COMMENT 'A row for each track object in a response.'

REFRESH TABLE processed.tracks
