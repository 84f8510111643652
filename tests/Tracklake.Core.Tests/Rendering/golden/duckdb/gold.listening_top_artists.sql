CREATE OR REPLACE TABLE gold.listening_top_artists (
    artist VARCHAR NOT NULL,
    play_rank BIGINT NOT NULL,
    plays BIGINT NOT NULL,
    minutes DECIMAL(18,2) NOT NULL,
    distinct_tracks BIGINT NOT NULL,
    first_played_on DATE NOT NULL,
    last_played_on DATE NOT NULL
);

COMMENT ON TABLE gold.listening_top_artists IS 'One row an album artist of the tracks played, ranked by minutes.';

INSERT INTO gold.listening_top_artists (
    artist, play_rank, plays, minutes, distinct_tracks, first_played_on, last_played_on
)
SELECT
    p.artist,
    row_number() OVER (ORDER BY p.length_ms DESC NULLS LAST, p.artist ASC NULLS LAST) AS play_rank,
    p.plays,
    CAST(CAST((p.length_ms + 300) // 600 AS DECIMAL(18,0)) * 0.01 AS DECIMAL(18,2)) AS minutes,
    p.distinct_tracks,
    p.first_played_on,
    p.last_played_on
FROM (
    SELECT
        creator AS artist,
        count(*) AS plays,
        count(DISTINCT content_key) AS distinct_tracks,
        CAST(sum(ms_played) AS BIGINT) AS length_ms,
        min(played_on) AS first_played_on,
        max(played_on) AS last_played_on
    FROM silver.spotify_plays_silver
    WHERE content_type = 'track'
        AND creator IS NOT NULL
    GROUP BY creator
) AS p;
