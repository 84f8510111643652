-- A row for each play of a streaming history, overlaps within an import removed.
CREATE TABLE IF NOT EXISTS processed.plays (
    played_at TIMESTAMP(6),
    ms_played BIGINT,
    content_type VARCHAR,
    content_uri VARCHAR,
    title VARCHAR,
    creator VARCHAR,
    album_name VARCHAR,
    platform VARCHAR,
    country VARCHAR,
    reason_start VARCHAR,
    reason_end VARCHAR,
    shuffle BOOLEAN,
    skipped BOOLEAN,
    offline BOOLEAN,
    incognito BOOLEAN,
    observed_on DATE,
    _source_object VARCHAR,
    _source_offset BIGINT,
    _source_length BIGINT,
    _ingested_at TIMESTAMP(6)
)

CREATE EXTERNAL TABLE IF NOT EXISTS processed.plays (
    `played_at` timestamp COMMENT 'When the play ended, UTC.',
    `ms_played` bigint COMMENT 'How long it lasted, in milliseconds.',
    `content_type` string COMMENT 'What was played: track, episode, audiobook or unknown.',
    `content_uri` string COMMENT 'The Spotify URI of what was played; null when the export has none.',
    `title` string COMMENT 'Name of the track, episode or chapter.',
    `creator` string COMMENT 'Album artist of a track, show of an episode, title of an audiobook.',
    `album_name` string COMMENT 'Name of the album; tracks only.',
    `platform` string COMMENT 'Family of the device: android, ios, windows, macos, linux, web, cast or other.',
    `country` string COMMENT 'ISO 3166-1 alpha-2 country of the connection.',
    `reason_start` string COMMENT 'Why the play began.',
    `reason_end` string COMMENT 'Why the play ended.',
    `shuffle` boolean COMMENT 'Whether shuffle was on.',
    `skipped` boolean COMMENT 'Whether the play was skipped; null when unknown.',
    `offline` boolean COMMENT 'Whether the device was offline.',
    `incognito` boolean COMMENT 'Whether it was a private session.',
    `observed_on` date COMMENT 'The day that the record speaks of.',
    `_source_object` string COMMENT 'Key of the raw object that holds the record\'s bytes.',
    `_source_offset` bigint COMMENT 'First byte of the record in the raw object, uncompressed.',
    `_source_length` bigint COMMENT 'Length of the record in bytes, uncompressed.',
    `_ingested_at` timestamp COMMENT 'When the source gave the record.'
)
COMMENT 'A row for each play of a streaming history, overlaps within an import removed.'
STORED AS PARQUET
LOCATION 's3://bucket/spotify/processed/plays/'
