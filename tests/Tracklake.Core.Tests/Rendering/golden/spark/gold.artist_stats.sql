CREATE OR REPLACE TABLE gold.artist_stats (
    artist_id STRING NOT NULL COMMENT 'The artist\'s Spotify id.',
    artist STRING NOT NULL COMMENT 'The artist\'s name.',
    total_albums BIGINT NOT NULL COMMENT 'Number of albums with a track that the artist is credited on.',
    total_tracks BIGINT NOT NULL COMMENT 'Number of tracks that the artist is credited on.',
    avg_duration_minutes DECIMAL(18,2) COMMENT 'Average length of the tracks in minutes.',
    short_tracks BIGINT NOT NULL COMMENT 'Number of tracks under 3 minutes.',
    medium_tracks BIGINT NOT NULL COMMENT 'Number of tracks of 3 to 5 minutes.',
    long_tracks BIGINT NOT NULL COMMENT 'Number of tracks over 5 minutes.',
    first_release DATE COMMENT 'Earliest release among the albums; first day of a date of year or month precision.',
    last_release DATE COMMENT 'Latest release among the albums; first day of a date of year or month precision.',
    explicit_pct DECIMAL(18,2) COMMENT 'Percent of the tracks that are explicit, of those that say.',
    avg_popularity DECIMAL(18,2) COMMENT 'Average popularity of the tracks that have one; null when none has.'
)
USING DELTA
COMMENT 'One row an artist, over all tracks that the artist is credited on.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

INSERT INTO gold.artist_stats (
    artist_id, artist, total_albums, total_tracks, avg_duration_minutes, short_tracks,
    medium_tracks, long_tracks, first_release, last_release, explicit_pct, avg_popularity
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
    min(credited_tracks.artist_name) AS artist,
    count(DISTINCT credited_tracks.album_id) AS total_albums,
    count(*) AS total_tracks,
    CAST(CAST(
        (sum(credited_tracks.duration_ms) + count(credited_tracks.duration_ms) * 300) div NULLIF(count(credited_tracks.duration_ms) * 600, 0) AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS avg_duration_minutes,
    count(*) FILTER (WHERE credited_tracks.length_category = 'Short') AS short_tracks,
    count(*) FILTER (WHERE credited_tracks.length_category = 'Medium') AS medium_tracks,
    count(*) FILTER (WHERE credited_tracks.length_category = 'Long') AS long_tracks,
    min(credited_tracks.released_on) AS first_release,
    max(credited_tracks.released_on) AS last_release,
    CAST(CAST(
        (count(*) FILTER (WHERE credited_tracks.explicit) * 20000 + count(credited_tracks.explicit)) div NULLIF(count(credited_tracks.explicit) * 2, 0) AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS explicit_pct,
    CAST(CAST(
        (sum(credited_tracks.popularity) * 200 + count(credited_tracks.popularity)) div NULLIF(count(credited_tracks.popularity) * 2, 0) AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS avg_popularity
FROM credited_tracks
GROUP BY credited_tracks.artist_id
