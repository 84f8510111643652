DROP TABLE IF EXISTS silver.spotify_plays_silver_next

-- One row a play; a play that several exports contain is one. Podcasts and audiobooks by content_type.
CREATE TABLE silver.spotify_plays_silver_next AS
SELECT
    CAST(content_key AS VARCHAR) AS content_key,
    CAST(played_at AS TIMESTAMP(6)) AS played_at,
    CAST(ms_played AS BIGINT) AS ms_played,
    CAST(content_type AS VARCHAR) AS content_type,
    CAST(content_uri AS VARCHAR) AS content_uri,
    CAST(title AS VARCHAR) AS title,
    CAST(creator AS VARCHAR) AS creator,
    CAST(album_name AS VARCHAR) AS album_name,
    CAST(platform AS VARCHAR) AS platform,
    CAST(country AS VARCHAR) AS country,
    CAST(reason_start AS VARCHAR) AS reason_start,
    CAST(reason_end AS VARCHAR) AS reason_end,
    CAST(shuffle AS BOOLEAN) AS shuffle,
    CAST(skipped AS BOOLEAN) AS skipped,
    CAST(offline AS BOOLEAN) AS offline,
    CAST(incognito AS BOOLEAN) AS incognito,
    CAST(played_on AS DATE) AS played_on,
    CAST(minutes_played AS DECIMAL(18,2)) AS minutes_played
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
        CAST(played_at AS DATE) AS played_on,
        CAST(CAST((ms_played + 300) / 600 AS DECIMAL(18,0)) * 0.01 AS DECIMAL(18,2)) AS minutes_played
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
                    lower(to_hex(md5(to_utf8(lower(COALESCE(title, '')) || '|' || lower(COALESCE(creator, ''))))))
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
) AS q

DROP TABLE IF EXISTS silver.spotify_plays_silver

ALTER TABLE silver.spotify_plays_silver_next RENAME TO silver.spotify_plays_silver
