CREATE OR REPLACE TABLE gold.artist_stats (
    artist_id VARCHAR NOT NULL COMMENT 'The artist''s Spotify id.',
    artist VARCHAR NOT NULL COMMENT 'The artist''s name.',
    total_albums BIGINT NOT NULL COMMENT 'Number of albums with a track that the artist is credited on.',
    total_tracks BIGINT NOT NULL COMMENT 'Number of tracks that the artist is credited on.',
    avg_duration_minutes NUMBER(18,2) COMMENT 'Average length of the tracks in minutes.',
    short_tracks BIGINT NOT NULL COMMENT 'Number of tracks under 3 minutes.',
    medium_tracks BIGINT NOT NULL COMMENT 'Number of tracks of 3 to 5 minutes.',
    long_tracks BIGINT NOT NULL COMMENT 'Number of tracks over 5 minutes.',
    first_release DATE COMMENT 'Earliest release among the albums; first day of a date of year or month precision.',
    last_release DATE COMMENT 'Latest release among the albums; first day of a date of year or month precision.',
    explicit_pct NUMBER(18,2) COMMENT 'Percent of the tracks that are explicit, of those that say.',
    avg_popularity NUMBER(18,2) COMMENT 'Average popularity of the tracks that have one; null when none has.'
)
COPY GRANTS
COMMENT = 'One row an artist, over all tracks that the artist is credited on.';

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
    MIN(credited_tracks.artist_name) AS artist,
    COUNT(DISTINCT credited_tracks.album_id) AS total_albums,
    COUNT(*) AS total_tracks,
    CAST(CAST(
        CAST(
            (SUM(credited_tracks.duration_ms) + COUNT(credited_tracks.duration_ms) * 300 - MOD(SUM(credited_tracks.duration_ms) + COUNT(credited_tracks.duration_ms) * 300, NULLIF(COUNT(credited_tracks.duration_ms) * 600, 0)))
            / NULLIF(COUNT(credited_tracks.duration_ms) * 600, 0) AS BIGINT
        ) AS NUMBER(18,0)
    ) * 0.01 AS NUMBER(18,2)) AS avg_duration_minutes,
    COUNT(CASE WHEN credited_tracks.length_category = 'Short' THEN 1 END) AS short_tracks,
    COUNT(CASE WHEN credited_tracks.length_category = 'Medium' THEN 1 END) AS medium_tracks,
    COUNT(CASE WHEN credited_tracks.length_category = 'Long' THEN 1 END) AS long_tracks,
    MIN(credited_tracks.released_on) AS first_release,
    MAX(credited_tracks.released_on) AS last_release,
    CAST(CAST(
        CAST(
            (COUNT(CASE WHEN credited_tracks.explicit THEN 1 END) * 20000 + COUNT(credited_tracks.explicit) - MOD(COUNT(CASE WHEN credited_tracks.explicit THEN 1 END) * 20000 + COUNT(credited_tracks.explicit), NULLIF(COUNT(credited_tracks.explicit) * 2, 0)))
            / NULLIF(COUNT(credited_tracks.explicit) * 2, 0) AS BIGINT
        ) AS NUMBER(18,0)
    ) * 0.01 AS NUMBER(18,2)) AS explicit_pct,
    CAST(CAST(
        CAST(
            (SUM(credited_tracks.popularity) * 200 + COUNT(credited_tracks.popularity) - MOD(SUM(credited_tracks.popularity) * 200 + COUNT(credited_tracks.popularity), NULLIF(COUNT(credited_tracks.popularity) * 2, 0)))
            / NULLIF(COUNT(credited_tracks.popularity) * 2, 0) AS BIGINT
        ) AS NUMBER(18,0)
    ) * 0.01 AS NUMBER(18,2)) AS avg_popularity
FROM credited_tracks
GROUP BY credited_tracks.artist_id;
