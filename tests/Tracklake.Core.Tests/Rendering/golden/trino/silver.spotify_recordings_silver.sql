DROP TABLE IF EXISTS silver.spotify_recordings_silver_next

-- One row a recording: re-releases joined by ISRC, else by name, artists and length in seconds.
CREATE TABLE silver.spotify_recordings_silver_next AS
SELECT
    CAST(recording_id AS VARCHAR) AS recording_id,
    CAST(isrc AS VARCHAR) AS isrc,
    CAST(title AS VARCHAR) AS title,
    CAST(artists AS VARCHAR) AS artists,
    CAST(duration_ms AS INTEGER) AS duration_ms,
    CAST(track_count AS BIGINT) AS track_count,
    CAST(album_count AS BIGINT) AS album_count,
    CAST(first_released_on AS DATE) AS first_released_on
FROM (
    WITH keyed_tracks AS (
        SELECT
            COALESCE(
                'isrc:' || t.isrc,
                'name:'
                || lower(to_hex(md5(to_utf8(
                    lower(trim(BOTH ' ' FROM t.track_name))
                    || '|'
                    || COALESCE(m.artist_ids, c.artist_id || COALESCE(' ' || d.artist_id, ''), '')
                    || '|'
                    || COALESCE(CAST((CAST(t.duration_ms AS BIGINT) + 500) / 1000 AS VARCHAR), '')
                ))))
            ) AS recording_id,
            t.isrc,
            t.track_name AS title,
            COALESCE(m.artists, s.artist_name || COALESCE(', ' || r.artist_name, '')) AS artists,
            t.duration_ms,
            t.album_id,
            b.released_on AS first_released_on
        FROM silver.spotify_tracks_silver AS t
        LEFT JOIN silver.spotify_track_artists_silver AS c
            ON t.track_id = c.track_id
            AND c.position = 1
        LEFT JOIN silver.spotify_artists_silver AS s
            ON c.artist_id = s.artist_id
        LEFT JOIN silver.spotify_track_artists_silver AS d
            ON t.track_id = d.track_id
            AND d.position = 2
        LEFT JOIN silver.spotify_artists_silver AS r
            ON d.artist_id = r.artist_id
        LEFT JOIN (
            SELECT
                c.track_id,
                array_join(array_agg(s.artist_name ORDER BY c.position ASC NULLS LAST), ', ') AS artists,
                array_join(array_agg(c.artist_id ORDER BY c.position ASC NULLS LAST), ' ') AS artist_ids
            FROM silver.spotify_track_artists_silver AS c
            JOIN (
                SELECT
                    track_id
                FROM silver.spotify_track_artists_silver
                WHERE position > 2
                GROUP BY track_id
            ) AS n
                ON c.track_id = n.track_id
            JOIN silver.spotify_artists_silver AS s
                ON c.artist_id = s.artist_id
            GROUP BY c.track_id
        ) AS m
            ON t.track_id = m.track_id
        LEFT JOIN silver.spotify_albums_silver AS b
            ON t.album_id = b.album_id
    ), repeated_recordings AS (
        SELECT
            n.recording_id,
            n.track_count
        FROM (
            SELECT
                keyed_tracks.recording_id,
                count(*) AS track_count
            FROM keyed_tracks
            GROUP BY keyed_tracks.recording_id
        ) AS n
        WHERE n.track_count > 1
    )
    SELECT
        keyed_tracks.recording_id,
        keyed_tracks.isrc,
        keyed_tracks.title,
        keyed_tracks.artists,
        keyed_tracks.duration_ms,
        CAST(1 AS BIGINT) AS track_count,
        CAST(CASE WHEN keyed_tracks.album_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS album_count,
        keyed_tracks.first_released_on
    FROM keyed_tracks
    LEFT JOIN repeated_recordings
        ON keyed_tracks.recording_id = repeated_recordings.recording_id
    WHERE repeated_recordings.recording_id IS NULL
    UNION ALL
    SELECT
        keyed_tracks.recording_id,
        min(keyed_tracks.isrc) AS isrc,
        min(keyed_tracks.title) AS title,
        min(keyed_tracks.artists) AS artists,
        min(keyed_tracks.duration_ms) AS duration_ms,
        count(*) AS track_count,
        count(DISTINCT keyed_tracks.album_id) AS album_count,
        min(keyed_tracks.first_released_on) AS first_released_on
    FROM keyed_tracks
    JOIN repeated_recordings
        ON keyed_tracks.recording_id = repeated_recordings.recording_id
    GROUP BY keyed_tracks.recording_id
) AS q

DROP TABLE IF EXISTS silver.spotify_recordings_silver

ALTER TABLE silver.spotify_recordings_silver_next RENAME TO silver.spotify_recordings_silver
