CREATE OR REPLACE TABLE silver.spotify_plays_silver (
    content_key STRING NOT NULL COMMENT 'The URI of what was played; without one a hash of title and creator.',
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
    played_on DATE NOT NULL COMMENT 'The UTC day on which the play ended.',
    minutes_played DECIMAL(18,2) NOT NULL COMMENT 'How long the play lasted, in minutes, 2 digits.'
)
USING DELTA
COMMENT 'One row a play; a play that several exports contain is one. Podcasts and audiobooks by content_type.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

INSERT INTO silver.spotify_plays_silver (
    content_key, played_at, ms_played, content_type, content_uri, title, creator, album_name,
    platform, country, reason_start, reason_end, shuffle, skipped, offline, incognito, played_on,
    minutes_played
)
SELECT
    content_key,
    played_at,
    ms_played,
    content_type,
    content_uri,
    title,
    creator,
    album_name,
    platform,
    country,
    reason_start,
    reason_end,
    shuffle,
    skipped,
    offline,
    incognito,
    CAST(played_at AS DATE) AS played_on,
    CAST(CAST((ms_played + 300) div 600 AS DECIMAL(18,0)) * 0.01 AS DECIMAL(18,2)) AS minutes_played
FROM (
    SELECT
        content_key,
        played_at,
        ms_played,
        content_type,
        content_uri,
        title,
        creator,
        album_name,
        platform,
        country,
        reason_start,
        reason_end,
        shuffle,
        skipped,
        offline,
        incognito,
        observed_on,
        _ingested_at,
        _source_object,
        _source_offset,
        CAST(dense_rank() OVER (
            PARTITION BY played_at, content_key, ms_played
            ORDER BY
                observed_on DESC NULLS LAST,
                _ingested_at DESC NULLS LAST,
                _source_object DESC NULLS LAST,
                _source_offset DESC NULLS LAST
        ) AS BIGINT) AS _place
    FROM (
        SELECT
            COALESCE(
                content_uri,
                md5(
                    lower(translate(COALESCE(title, ''), 'İΣ', 'iσ'))
                    || '|'
                    || lower(translate(COALESCE(creator, ''), 'İΣ', 'iσ'))
                )
            ) AS content_key,
            played_at,
            ms_played,
            content_type,
            content_uri,
            title,
            creator,
            album_name,
            platform,
            country,
            reason_start,
            reason_end,
            shuffle,
            skipped,
            offline,
            incognito,
            observed_on,
            _ingested_at,
            _source_object,
            _source_offset
        FROM bronze.spotify_plays_bronze
    ) AS r
) AS p
WHERE _place = 1
