DROP TABLE IF EXISTS gold.listening_top_artists_next

-- One row an album artist of the tracks played, ranked by minutes.
CREATE TABLE gold.listening_top_artists_next AS
SELECT
    CAST(artist AS VARCHAR) AS artist,
    CAST(play_rank AS BIGINT) AS play_rank,
    CAST(plays AS BIGINT) AS plays,
    CAST(minutes AS DECIMAL(18,2)) AS minutes,
    CAST(distinct_tracks AS BIGINT) AS distinct_tracks,
    CAST(first_played_on AS DATE) AS first_played_on,
    CAST(last_played_on AS DATE) AS last_played_on
FROM (
    SELECT
        p.artist,
        row_number() OVER (ORDER BY p.length_ms DESC NULLS LAST, p.artist ASC NULLS LAST) AS play_rank,
        p.plays,
        CAST(CAST((p.length_ms + 300) / 600 AS DECIMAL(18,0)) * 0.01 AS DECIMAL(18,2)) AS minutes,
        p.distinct_tracks,
        p.first_played_on,
        p.last_played_on
    FROM (
        SELECT
            creator AS artist,
            count(*) AS plays,
            count(DISTINCT content_key) AS distinct_tracks,
            sum(ms_played) AS length_ms,
            min(played_on) AS first_played_on,
            max(played_on) AS last_played_on
        FROM silver.spotify_plays_silver
        WHERE content_type = 'track'
            AND creator IS NOT NULL
        GROUP BY creator
    ) AS p
) AS q

DROP TABLE IF EXISTS gold.listening_top_artists

ALTER TABLE gold.listening_top_artists_next RENAME TO gold.listening_top_artists
