-- A row for each track object in a response.
CREATE TABLE IF NOT EXISTS processed.tracks (
    track_id VARCHAR,
    track_name VARCHAR,
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
    is_full BOOLEAN,
    observed_on DATE,
    _source_object VARCHAR,
    _source_offset BIGINT,
    _source_length BIGINT,
    _ingested_at TIMESTAMP(6)
)

CREATE EXTERNAL TABLE IF NOT EXISTS processed.tracks (
    `track_id` string COMMENT 'The track\'s Spotify id; the URI of a local track, which has none.',
    `track_name` string COMMENT 'The track\'s name.',
    `album_id` string COMMENT 'The album that the track is on.',
    `disc_number` int COMMENT 'Which disc of the album, from 1.',
    `track_number` int COMMENT 'Place on the disc, from 1.',
    `duration_ms` int COMMENT 'Length in milliseconds.',
    `explicit` boolean COMMENT 'Whether the lyrics are explicit; null when unknown.',
    `is_local` boolean COMMENT 'Whether it is a file of the user\'s own.',
    `popularity` int COMMENT '0 to 100 on the day; null where the API does not serve it.',
    `isrc` string COMMENT 'International Standard Recording Code, upper case without hyphens; full objects only.',
    `rank` int COMMENT 'Place in a ranked answer, from 1; else null.',
    `rank_source` string COMMENT 'What ranked it: top_tracks or search_relevance; the latter is not a popularity.',
    `is_full` boolean COMMENT 'Whether it was a full object (with its album) rather than a simplified one.',
    `observed_on` date COMMENT 'The day that the record speaks of.',
    `_source_object` string COMMENT 'Key of the raw object that holds the record\'s bytes.',
    `_source_offset` bigint COMMENT 'First byte of the record in the raw object, uncompressed.',
    `_source_length` bigint COMMENT 'Length of the record in bytes, uncompressed.',
    `_ingested_at` timestamp COMMENT 'When the source gave the record.'
)
COMMENT 'A row for each track object in a response.'
STORED AS PARQUET
LOCATION 's3://bucket/spotify/processed/tracks/'
