CREATE OR REPLACE TABLE silver.spotify_plays_silver (
    content_key VARCHAR NOT NULL,
    played_at TIMESTAMPTZ NOT NULL,
    ms_played BIGINT NOT NULL,
    content_type VARCHAR NOT NULL,
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
    played_on DATE NOT NULL,
    minutes_played DECIMAL(18,2) NOT NULL
);

COMMENT ON TABLE silver.spotify_plays_silver IS 'One row a play; a play that several exports contain is one. Podcasts and audiobooks by content_type.';

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
    CAST(played_at AT TIME ZONE 'UTC' AS DATE) AS played_on,
    CAST(CAST((ms_played + 300) // 600 AS DECIMAL(18,0)) * 0.01 AS DECIMAL(18,2)) AS minutes_played
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
        dense_rank() OVER (
            PARTITION BY played_at, content_key, ms_played
            ORDER BY
                observed_on DESC NULLS LAST,
                _ingested_at DESC NULLS LAST,
                _source_object DESC NULLS LAST,
                _source_offset DESC NULLS LAST
        ) AS _place
    FROM (
        SELECT
            COALESCE(
                content_uri,
                md5(lower(COALESCE(title, '')) || '|' || lower(COALESCE(creator, '')))
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
WHERE _place = 1;
