CREATE OR REPLACE TABLE gold.spotify_tracks_gold (
    artist_id STRING NOT NULL COMMENT 'The artist\'s Spotify id.',
    album_id STRING NOT NULL COMMENT 'The album; \'unknown\' for tracks whose album was not served.',
    artist STRING NOT NULL COMMENT 'The artist\'s name.',
    album STRING COMMENT 'The album\'s name.',
    release_year INT COMMENT 'Year of release; null when unknown or before 1583.',
    track_count BIGINT NOT NULL COMMENT 'Number of the album\'s tracks that the artist is credited on.',
    total_minutes DECIMAL(18,2) COMMENT 'Length of these tracks in all, in minutes.',
    explicit_tracks BIGINT NOT NULL COMMENT 'Number of these tracks that are explicit.',
    avg_popularity DECIMAL(18,2) COMMENT 'Average popularity of the tracks that have one; null when none has.'
)
USING DELTA
COMMENT 'One row for each artist on each album: the artist\'s tracks there.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

INSERT INTO gold.spotify_tracks_gold (
    artist_id, album_id, artist, album, release_year, track_count, total_minutes, explicit_tracks,
    avg_popularity
)
WITH credited_tracks AS (
    SELECT
        c.artist_id,
        a.artist_name,
        t.album_id,
        t.duration_ms,
        t.length_category,
        t.explicit,
        t.popularity,
        b.album_name,
        b.released_on,
        b.release_year
    FROM (
        SELECT
            track_id,
            artist_id
        FROM silver.spotify_track_artists_silver
        GROUP BY track_id, artist_id
    ) AS c
    JOIN silver.spotify_artists_silver AS a
        ON c.artist_id = a.artist_id
    JOIN silver.spotify_tracks_silver AS t
        ON c.track_id = t.track_id
    LEFT JOIN silver.spotify_albums_silver AS b
        ON t.album_id = b.album_id
)
SELECT
    credited_tracks.artist_id,
    COALESCE(credited_tracks.album_id, 'unknown') AS album_id,
    min(credited_tracks.artist_name) AS artist,
    min(credited_tracks.album_name) AS album,
    min(credited_tracks.release_year) AS release_year,
    count(*) AS track_count,
    CAST(CAST((sum(credited_tracks.duration_ms) + 300) div 600 AS DECIMAL(18,0)) * 0.01 AS DECIMAL(18,2)) AS total_minutes,
    count(*) FILTER (WHERE credited_tracks.explicit) AS explicit_tracks,
    CAST(CAST(
        (sum(credited_tracks.popularity) * 200 + count(credited_tracks.popularity)) div NULLIF(count(credited_tracks.popularity) * 2, 0) AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS avg_popularity
FROM credited_tracks
GROUP BY credited_tracks.artist_id, COALESCE(credited_tracks.album_id, 'unknown')
