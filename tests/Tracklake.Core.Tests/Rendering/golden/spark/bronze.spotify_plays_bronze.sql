CREATE TABLE IF NOT EXISTS bronze.spotify_plays_bronze (
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
    _ingested_at TIMESTAMP NOT NULL COMMENT 'When the source gave the record.',
    _run_id BIGINT NOT NULL COMMENT 'Number of the run that added the row.'
)
USING DELTA
COMMENT 'A row for each play of a streaming history, overlaps within an import removed, as it was received, with the place of its bytes in raw.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

INSERT INTO bronze.spotify_plays_bronze (
    played_at, ms_played, content_type, content_uri, title, creator, album_name, platform, country,
    reason_start, reason_end, shuffle, skipped, offline, incognito, observed_on, _source_object,
    _source_offset, _source_length, _ingested_at, _run_id
)
SELECT
    p.played_at,
    p.ms_played,
    p.content_type,
    p.content_uri,
    p.title,
    p.creator,
    p.album_name,
    p.platform,
    p.country,
    p.reason_start,
    p.reason_end,
    p.shuffle,
    p.skipped,
    p.offline,
    p.incognito,
    p.observed_on,
    p._source_object,
    p._source_offset,
    p._source_length,
    p._ingested_at,
    r._run_id
FROM processed.plays AS p
LEFT JOIN (
    SELECT
        _source_object
    FROM bronze.spotify_plays_bronze
    GROUP BY _source_object
) AS b
    ON b._source_object = p._source_object
CROSS JOIN (
    SELECT
        COALESCE(max(_run_id), CAST(0 AS BIGINT)) + 1 AS _run_id
    FROM bronze.spotify_plays_bronze
) AS r
WHERE b._source_object IS NULL
