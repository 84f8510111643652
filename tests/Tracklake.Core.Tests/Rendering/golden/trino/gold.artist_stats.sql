DROP TABLE IF EXISTS gold.artist_stats_next

-- One row an artist, over all tracks that the artist is credited on.
CREATE TABLE gold.artist_stats_next AS
SELECT
    CAST(artist_id AS VARCHAR) AS artist_id,
    CAST(artist AS VARCHAR) AS artist,
    CAST(total_albums AS BIGINT) AS total_albums,
    CAST(total_tracks AS BIGINT) AS total_tracks,
    CAST(avg_duration_minutes AS DECIMAL(18,2)) AS avg_duration_minutes,
    CAST(short_tracks AS BIGINT) AS short_tracks,
    CAST(medium_tracks AS BIGINT) AS medium_tracks,
    CAST(long_tracks AS BIGINT) AS long_tracks,
    CAST(first_release AS DATE) AS first_release,
    CAST(last_release AS DATE) AS last_release,
    CAST(explicit_pct AS DECIMAL(18,2)) AS explicit_pct,
    CAST(avg_popularity AS DECIMAL(18,2)) AS avg_popularity
FROM (
    SELECT
        c.artist_id,
        min(a.artist_name) AS artist,
        count(DISTINCT t.album_id) AS total_albums,
        count(*) AS total_tracks,
        CAST(CAST(
            (sum(t.duration_ms) + count(t.duration_ms) * 300) / NULLIF(count(t.duration_ms) * 600, 0) AS DECIMAL(18,0)
        ) * 0.01 AS DECIMAL(18,2)) AS avg_duration_minutes,
        count(*) FILTER (WHERE t.length_category = 'Short') AS short_tracks,
        count(*) FILTER (WHERE t.length_category = 'Medium') AS medium_tracks,
        count(*) FILTER (WHERE t.length_category = 'Long') AS long_tracks,
        min(b.released_on) AS first_release,
        max(b.released_on) AS last_release,
        CAST(CAST(
            (count(*) FILTER (WHERE t.explicit) * 20000 + count(t.explicit)) / NULLIF(count(t.explicit) * 2, 0) AS DECIMAL(18,0)
        ) * 0.01 AS DECIMAL(18,2)) AS explicit_pct,
        CAST(CAST(
            (sum(t.popularity) * 200 + count(t.popularity)) / NULLIF(count(t.popularity) * 2, 0) AS DECIMAL(18,0)
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
    GROUP BY c.artist_id
) AS q

DROP TABLE IF EXISTS gold.artist_stats

ALTER TABLE gold.artist_stats_next RENAME TO gold.artist_stats
