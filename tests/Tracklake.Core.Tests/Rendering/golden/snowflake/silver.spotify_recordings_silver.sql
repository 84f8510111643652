CREATE OR REPLACE TABLE silver.spotify_recordings_silver (
    recording_id VARCHAR NOT NULL COMMENT 'isrc: and the code; without one name: and a hash of name, artists and seconds.',
    isrc VARCHAR COMMENT 'International Standard Recording Code, upper case without hyphens; full objects only.',
    title VARCHAR NOT NULL COMMENT 'The first of its tracks'' names in order of text.',
    artists VARCHAR COMMENT 'The artists in the order of the credits, joined by '', '', for display.',
    duration_ms INTEGER COMMENT 'Length in milliseconds.',
    track_count BIGINT NOT NULL COMMENT 'Number of track ids that it appears under.',
    album_count BIGINT NOT NULL COMMENT 'Number of albums that it appears on.',
    first_released_on DATE COMMENT 'The earliest release among its albums.'
)
COPY GRANTS
COMMENT = 'One row a recording: re-releases joined by ISRC, else by name, artists and length in seconds.';

INSERT INTO silver.spotify_recordings_silver (
    recording_id, isrc, title, artists, duration_ms, track_count, album_count, first_released_on
)
WITH keyed_tracks AS (
    SELECT
        COALESCE(
            'isrc:' || t.isrc,
            'name:'
            || MD5(
                LOWER(TRANSLATE(TRIM(CAST(t.track_name AS VARCHAR), ' '), 'İΣ', 'iσ'))
                || '|'
                || COALESCE(m.artist_ids, c.artist_id || COALESCE(' ' || d.artist_id, ''), '')
                || '|'
                || COALESCE(
                    CAST(CAST(
                        (CAST(t.duration_ms AS BIGINT) + 500 - MOD(CAST(t.duration_ms AS BIGINT) + 500, 1000))
                        / 1000 AS BIGINT
                    ) AS VARCHAR),
                    ''
                )
            )
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
            LISTAGG(s.artist_name, ', ') WITHIN GROUP (ORDER BY c.position ASC) AS artists,
            LISTAGG(c.artist_id, ' ') WITHIN GROUP (ORDER BY c.position ASC) AS artist_ids
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
            COUNT(*) AS track_count
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
    MIN(keyed_tracks.isrc) AS isrc,
    MIN(keyed_tracks.title) AS title,
    MIN(keyed_tracks.artists) AS artists,
    MIN(keyed_tracks.duration_ms) AS duration_ms,
    COUNT(*) AS track_count,
    COUNT(DISTINCT keyed_tracks.album_id) AS album_count,
    MIN(keyed_tracks.first_released_on) AS first_released_on
FROM keyed_tracks
JOIN repeated_recordings
    ON keyed_tracks.recording_id = repeated_recordings.recording_id
GROUP BY keyed_tracks.recording_id;
