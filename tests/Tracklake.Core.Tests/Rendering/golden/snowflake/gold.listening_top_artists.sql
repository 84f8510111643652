CREATE OR REPLACE TABLE gold.listening_top_artists (
    artist VARCHAR NOT NULL COMMENT 'The album artist''s name; the export has no id.',
    play_rank BIGINT NOT NULL COMMENT 'Place by minutes played, then by name, from 1.',
    plays BIGINT NOT NULL COMMENT 'Number of plays of tracks.',
    minutes NUMBER(18,2) NOT NULL COMMENT 'Minutes played.',
    distinct_tracks BIGINT NOT NULL COMMENT 'Number of different tracks.',
    first_played_on DATE NOT NULL COMMENT 'UTC day of the first play.',
    last_played_on DATE NOT NULL COMMENT 'UTC day of the last play.'
)
COPY GRANTS
COMMENT = 'One row an album artist of the tracks played, ranked by minutes.';

INSERT INTO gold.listening_top_artists (
    artist, play_rank, plays, minutes, distinct_tracks, first_played_on, last_played_on
)
SELECT
    p.artist,
    ROW_NUMBER() OVER (ORDER BY p.length_ms DESC NULLS LAST, p.artist ASC NULLS LAST) AS play_rank,
    p.plays,
    CAST(CAST(
        CAST((p.length_ms + 300 - MOD(p.length_ms + 300, 600)) / 600 AS BIGINT) AS NUMBER(18,0)
    ) * 0.01 AS NUMBER(18,2)) AS minutes,
    p.distinct_tracks,
    p.first_played_on,
    p.last_played_on
FROM (
    SELECT
        creator AS artist,
        COUNT(*) AS plays,
        COUNT(DISTINCT content_key) AS distinct_tracks,
        SUM(ms_played) AS length_ms,
        MIN(played_on) AS first_played_on,
        MAX(played_on) AS last_played_on
    FROM silver.spotify_plays_silver
    WHERE content_type = 'track'
        AND creator IS NOT NULL
    GROUP BY creator
) AS p;
