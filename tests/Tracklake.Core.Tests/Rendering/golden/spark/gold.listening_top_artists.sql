CREATE OR REPLACE TABLE gold.listening_top_artists (
    artist STRING NOT NULL COMMENT 'The album artist\'s name; the export has no id.',
    play_rank BIGINT NOT NULL COMMENT 'Place by minutes played, then by name, from 1.',
    plays BIGINT NOT NULL COMMENT 'Number of plays of tracks.',
    minutes DECIMAL(18,2) NOT NULL COMMENT 'Minutes played.',
    distinct_tracks BIGINT NOT NULL COMMENT 'Number of different tracks.',
    first_played_on DATE NOT NULL COMMENT 'UTC day of the first play.',
    last_played_on DATE NOT NULL COMMENT 'UTC day of the last play.'
)
USING DELTA
COMMENT 'One row an album artist of the tracks played, ranked by minutes.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

INSERT INTO gold.listening_top_artists (
    artist, play_rank, plays, minutes, distinct_tracks, first_played_on, last_played_on
)
SELECT
    p.artist,
    CAST(row_number() OVER (ORDER BY p.length_ms DESC NULLS LAST, p.artist ASC NULLS LAST) AS BIGINT) AS play_rank,
    p.plays,
    CAST(CAST((p.length_ms + 300) div 600 AS DECIMAL(18,0)) * 0.01 AS DECIMAL(18,2)) AS minutes,
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
