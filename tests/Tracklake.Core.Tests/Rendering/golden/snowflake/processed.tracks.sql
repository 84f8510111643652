CREATE TABLE IF NOT EXISTS processed.tracks (
    track_id VARCHAR NOT NULL COMMENT 'The track''s Spotify id; the URI of a local track, which has none.',
    track_name VARCHAR NOT NULL COMMENT 'The track''s name.',
    album_id VARCHAR COMMENT 'The album that the track is on.',
    disc_number INTEGER COMMENT 'Which disc of the album, from 1.',
    track_number INTEGER COMMENT 'Place on the disc, from 1.',
    duration_ms INTEGER COMMENT 'Length in milliseconds.',
    explicit BOOLEAN COMMENT 'Whether the lyrics are explicit; null when unknown.',
    is_local BOOLEAN COMMENT 'Whether it is a file of the user''s own.',
    popularity INTEGER COMMENT '0 to 100 on the day; null where the API does not serve it.',
    isrc VARCHAR COMMENT 'International Standard Recording Code, upper case without hyphens; full objects only.',
    rank INTEGER COMMENT 'Place in a ranked answer, from 1; else null.',
    rank_source VARCHAR COMMENT 'What ranked it: top_tracks or search_relevance; the latter is not a popularity.',
    is_full BOOLEAN NOT NULL COMMENT 'Whether it was a full object (with its album) rather than a simplified one.',
    observed_on DATE NOT NULL COMMENT 'The day that the record speaks of.',
    _source_object VARCHAR NOT NULL COMMENT 'Key of the raw object that holds the record''s bytes.',
    _source_offset BIGINT NOT NULL COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT NOT NULL COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP_NTZ NOT NULL COMMENT 'When the source gave the record.'
)
COMMENT = 'A row for each track object in a response.';

COPY INTO processed.tracks
FROM @processed.landed/tracks/
FILE_FORMAT = (TYPE = PARQUET USE_LOGICAL_TYPE = TRUE)
PATTERN = '.*[.]parquet'
MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
ON_ERROR = ABORT_STATEMENT;
