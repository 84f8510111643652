-- A row for each play of a streaming history, overlaps within an import removed, as it was received, with the place of its bytes in raw.
CREATE TABLE IF NOT EXISTS bronze.spotify_plays_bronze (
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
    _ingested_at TIMESTAMP(6),
    _run_id BIGINT
)

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
