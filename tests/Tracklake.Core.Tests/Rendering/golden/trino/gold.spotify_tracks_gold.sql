DROP TABLE IF EXISTS gold.spotify_tracks_gold_next

-- One row for each artist on each album: the artist's tracks there.
CREATE TABLE gold.spotify_tracks_gold_next AS
SELECT
    CAST(artist_id AS VARCHAR) AS artist_id,
    CAST(album_id AS VARCHAR) AS album_id,
    CAST(artist AS VARCHAR) AS artist,
    CAST(album AS VARCHAR) AS album,
    CAST(release_year AS INTEGER) AS release_year,
    CAST(track_count AS BIGINT) AS track_count,
    CAST(total_minutes AS DECIMAL(18,2)) AS total_minutes,
    CAST(explicit_tracks AS BIGINT) AS explicit_tracks,
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
        COALESCE(credited_tracks.album_id, 'unknown') AS album_id,
        min(credited_tracks.artist_name) AS artist,
        min(credited_tracks.album_name) AS album,
        min(credited_tracks.release_year) AS release_year,
        count(*) AS track_count,
        CAST(CAST((sum(credited_tracks.duration_ms) + 300) / 600 AS DECIMAL(18,0)) * 0.01 AS DECIMAL(18,2)) AS total_minutes,
        count(*) FILTER (WHERE credited_tracks.explicit) AS explicit_tracks,
        CAST(CAST(
            (sum(credited_tracks.popularity) * 200 + count(credited_tracks.popularity)) / NULLIF(count(credited_tracks.popularity) * 2, 0) AS DECIMAL(18,0)
        ) * 0.01 AS DECIMAL(18,2)) AS avg_popularity
    FROM credited_tracks
    GROUP BY credited_tracks.artist_id, COALESCE(credited_tracks.album_id, 'unknown')
) AS q

DROP TABLE IF EXISTS gold.spotify_tracks_gold

ALTER TABLE gold.spotify_tracks_gold_next RENAME TO gold.spotify_tracks_gold
