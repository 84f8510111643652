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
            (sum(credited_tracks.duration_ms) + count(credited_tracks.duration_ms) * 300) / NULLIF(count(credited_tracks.duration_ms) * 600, 0) AS DECIMAL(18,0)
        ) * 0.01 AS DECIMAL(18,2)) AS avg_duration_minutes,
        count(*) FILTER (WHERE credited_tracks.length_category = 'Short') AS short_tracks,
        count(*) FILTER (WHERE credited_tracks.length_category = 'Medium') AS medium_tracks,
        count(*) FILTER (WHERE credited_tracks.length_category = 'Long') AS long_tracks,
        min(credited_tracks.released_on) AS first_release,
        max(credited_tracks.released_on) AS last_release,
        CAST(CAST(
            (count(*) FILTER (WHERE credited_tracks.explicit) * 20000 + count(credited_tracks.explicit)) / NULLIF(count(credited_tracks.explicit) * 2, 0) AS DECIMAL(18,0)
        ) * 0.01 AS DECIMAL(18,2)) AS explicit_pct,
        CAST(CAST(
            (sum(credited_tracks.popularity) * 200 + count(credited_tracks.popularity)) / NULLIF(count(credited_tracks.popularity) * 2, 0) AS DECIMAL(18,0)
        ) * 0.01 AS DECIMAL(18,2)) AS avg_popularity
    FROM credited_tracks
    GROUP BY credited_tracks.artist_id
) AS q

DROP TABLE IF EXISTS gold.artist_stats

ALTER TABLE gold.artist_stats_next RENAME TO gold.artist_stats
