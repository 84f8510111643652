CREATE TABLE IF NOT EXISTS processed.plays (
    played_at TIMESTAMP NOT NULL COMMENT 'When the play ended, UTC.',
    ms_played BIGINT NOT NULL COMMENT 'How long it lasted, in milliseconds.',
    content_type STRING NOT NULL COMMENT 'What was played: track, episode, audiobook or unknown.',
    content_uri STRING COMMENT 'The Spotify URI of what was played; null when the export has none.',
    title STRING COMMENT 'Name of the track, episode or chapter.',
    creator STRING COMMENT 'Album artist of a track, show of an episode, title of an audiobook.',
    album_name STRING COMMENT 'Name of the album; tracks only.',
    platform STRING COMMENT 'Family of the device: android, ios, windows, macos, linux, web, cast or other.',
    country STRING COMMENT 'ISO 3166-1 alpha-2 country of the connection.',
    reason_start STRING COMMENT 'Why the play began.',
    reason_end STRING COMMENT 'Why the play ended.',
    shuffle BOOLEAN COMMENT 'Whether shuffle was on.',
    skipped BOOLEAN COMMENT 'Whether the play was skipped; null when unknown.',
    offline BOOLEAN COMMENT 'Whether the device was offline.',
    incognito BOOLEAN COMMENT 'Whether it was a private session.',
    observed_on DATE NOT NULL COMMENT 'The day that the record speaks of.',
    _source_object STRING NOT NULL COMMENT 'Key of the raw object that holds the record\'s bytes.',
    _source_offset BIGINT NOT NULL COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT NOT NULL COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP NOT NULL COMMENT 'When the source gave the record.'
)
USING DELTA
COMMENT 'A row for each play of a streaming history, overlaps within an import removed.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

CREATE TABLE IF NOT EXISTS processed.plays (
    played_at TIMESTAMP COMMENT 'When the play ended, UTC.',
    ms_played BIGINT COMMENT 'How long it lasted, in milliseconds.',
    content_type STRING COMMENT 'What was played: track, episode, audiobook or unknown.',
    content_uri STRING COMMENT 'The Spotify URI of what was played; null when the export has none.',
    title STRING COMMENT 'Name of the track, episode or chapter.',
    creator STRING COMMENT 'Album artist of a track, show of an episode, title of an audiobook.',
    album_name STRING COMMENT 'Name of the album; tracks only.',
    platform STRING COMMENT 'Family of the device: android, ios, windows, macos, linux, web, cast or other.',
    country STRING COMMENT 'ISO 3166-1 alpha-2 country of the connection.',
    reason_start STRING COMMENT 'Why the play began.',
    reason_end STRING COMMENT 'Why the play ended.',
    shuffle BOOLEAN COMMENT 'Whether shuffle was on.',
    skipped BOOLEAN COMMENT 'Whether the play was skipped; null when unknown.',
    offline BOOLEAN COMMENT 'Whether the device was offline.',
    incognito BOOLEAN COMMENT 'Whether it was a private session.',
    observed_on DATE COMMENT 'The day that the record speaks of.',
    _source_object STRING COMMENT 'Key of the raw object that holds the record\'s bytes.',
    _source_offset BIGINT COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP COMMENT 'When the source gave the record.'
)
USING PARQUET
OPTIONS (recursiveFileLookup 'true', pathGlobFilter '*.parquet')
LOCATION 's3://bucket/spotify/processed/plays'
COMMENT 'A row for each play of a streaming history, overlaps within an import removed.'

REFRESH TABLE processed.plays
