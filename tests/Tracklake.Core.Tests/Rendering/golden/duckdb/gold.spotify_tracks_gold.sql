CREATE OR REPLACE TABLE gold.spotify_tracks_gold (
    artist_id VARCHAR NOT NULL,
    album_id VARCHAR NOT NULL,
    artist VARCHAR NOT NULL,
    album VARCHAR,
    release_year INTEGER,
    track_count BIGINT NOT NULL,
    total_minutes DECIMAL(18,2),
    explicit_tracks BIGINT NOT NULL,
    avg_popularity DECIMAL(18,2)
);

COMMENT ON TABLE gold.spotify_tracks_gold IS 'One row for each artist on each album: the artist''s tracks there.';

INSERT INTO gold.spotify_tracks_gold (
    artist_id, album_id, artist, album, release_year, track_count, total_minutes, explicit_tracks,
    avg_popularity
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
    COALESCE(credited_tracks.album_id, 'unknown') AS album_id,
    min(credited_tracks.artist_name) AS artist,
    min(credited_tracks.album_name) AS album,
    min(credited_tracks.release_year) AS release_year,
    count(*) AS track_count,
    CAST(CAST((CAST(sum(credited_tracks.duration_ms) AS BIGINT) + 300) // 600 AS DECIMAL(18,0)) * 0.01 AS DECIMAL(18,2)) AS total_minutes,
    count(CASE WHEN credited_tracks.explicit THEN 1 END) AS explicit_tracks,
    CAST(CAST(
        (CAST(sum(credited_tracks.popularity) AS BIGINT) * 200 + count(credited_tracks.popularity)) // NULLIF(count(credited_tracks.popularity) * 2, 0) AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS avg_popularity
FROM credited_tracks
GROUP BY credited_tracks.artist_id, COALESCE(credited_tracks.album_id, 'unknown');
