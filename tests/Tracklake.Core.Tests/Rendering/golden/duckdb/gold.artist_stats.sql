CREATE OR REPLACE TABLE gold.artist_stats (
    artist_id VARCHAR NOT NULL,
    artist VARCHAR NOT NULL,
    total_albums BIGINT NOT NULL,
    total_tracks BIGINT NOT NULL,
    avg_duration_minutes DECIMAL(18,2),
    short_tracks BIGINT NOT NULL,
    medium_tracks BIGINT NOT NULL,
    long_tracks BIGINT NOT NULL,
    first_release DATE,
    last_release DATE,
    explicit_pct DECIMAL(18,2),
    avg_popularity DECIMAL(18,2)
);

COMMENT ON TABLE gold.artist_stats IS 'One row an artist, over all tracks that the artist is credited on.';

INSERT INTO gold.artist_stats (
    artist_id, artist, total_albums, total_tracks, avg_duration_minutes, short_tracks,
    medium_tracks, long_tracks, first_release, last_release, explicit_pct, avg_popularity
)
WITH credited_tracks AS MATERIALIZED (
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
        (CAST(sum(credited_tracks.duration_ms) AS BIGINT) + count(credited_tracks.duration_ms) * 300) // NULLIF(count(credited_tracks.duration_ms) * 600, 0) AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS avg_duration_minutes,
    count(CASE WHEN credited_tracks.length_category = 'Short' THEN 1 END) AS short_tracks,
    count(CASE WHEN credited_tracks.length_category = 'Medium' THEN 1 END) AS medium_tracks,
    count(CASE WHEN credited_tracks.length_category = 'Long' THEN 1 END) AS long_tracks,
    min(credited_tracks.released_on) AS first_release,
    max(credited_tracks.released_on) AS last_release,
    CAST(CAST(
        (count(CASE WHEN credited_tracks.explicit THEN 1 END) * 20000 + count(credited_tracks.explicit)) // NULLIF(count(credited_tracks.explicit) * 2, 0) AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS explicit_pct,
    CAST(CAST(
        (CAST(sum(credited_tracks.popularity) AS BIGINT) * 200 + count(credited_tracks.popularity)) // NULLIF(count(credited_tracks.popularity) * 2, 0) AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS avg_popularity
FROM credited_tracks
GROUP BY credited_tracks.artist_id;
