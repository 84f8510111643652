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
SELECT
    c.artist_id,
    min(a.artist_name) AS artist,
    count(DISTINCT t.album_id) AS total_albums,
    count(*) AS total_tracks,
    CAST(CAST(
        (CAST(sum(t.duration_ms) AS BIGINT) + count(t.duration_ms) * 300) // NULLIF(count(t.duration_ms) * 600, 0) AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS avg_duration_minutes,
    count(*) FILTER (WHERE t.length_category = 'Short') AS short_tracks,
    count(*) FILTER (WHERE t.length_category = 'Medium') AS medium_tracks,
    count(*) FILTER (WHERE t.length_category = 'Long') AS long_tracks,
    min(b.released_on) AS first_release,
    max(b.released_on) AS last_release,
    CAST(CAST(
        (count(*) FILTER (WHERE t.explicit) * 20000 + count(t.explicit)) // NULLIF(count(t.explicit) * 2, 0) AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS explicit_pct,
    CAST(CAST(
        (CAST(sum(t.popularity) AS BIGINT) * 200 + count(t.popularity)) // NULLIF(count(t.popularity) * 2, 0) AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS avg_popularity
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
GROUP BY c.artist_id;
