-- Silver and gold by hand, from bronze Parquet: the same tables as the lakehouse makes for a first import of tracks, as
-- plain Parquet files, without log, statistics or checksums. $out is the folder.
-- Two digits, rounded half up: division of decimals is in floating point here, and off by a hundredth now and then.
CREATE MACRO ratio(n, d) AS
    CAST(CAST((200 * CAST(n AS BIGINT) + CAST(d AS BIGINT)) // NULLIF(2 * CAST(d AS BIGINT), 0) AS DECIMAL(18,0)) * 0.01 AS DECIMAL(18,2));

CREATE VIEW b_tracks AS FROM read_parquet('$out/spotify_tracks_bronze.parquet');
CREATE VIEW b_albums AS FROM read_parquet('$out/spotify_albums_bronze.parquet');
CREATE VIEW b_credits AS FROM read_parquet('$out/spotify_credits_bronze.parquet');

-- Most keys have one record. Only the others are folded.
CREATE TEMP TABLE several_tracks AS SELECT track_id FROM b_tracks GROUP BY track_id HAVING count(*) > 1;
COPY (
    WITH folded AS (
        SELECT track_id, track_name, album_id, disc_number, track_number, duration_ms, explicit, is_local, popularity, isrc,
            observed_on AS first_observed_on, observed_on AS last_observed_on
        FROM b_tracks ANTI JOIN several_tracks USING (track_id)
        UNION ALL
        SELECT track_id,
            arg_max(track_name, place), arg_max(album_id, place), arg_max(disc_number, place), arg_max(track_number, place),
            arg_max(duration_ms, place), arg_max(explicit, place), arg_max(is_local, place), arg_max(popularity, place),
            arg_max(isrc, place), min(observed_on), max(observed_on)
        FROM (
            SELECT *, row_number() OVER (
                PARTITION BY track_id ORDER BY observed_on, _ingested_at, _source_object, _source_offset) AS place
            FROM b_tracks SEMI JOIN several_tracks USING (track_id))
        GROUP BY track_id)
    SELECT *,
        ratio(duration_ms, 60000) AS duration_minutes,
        CASE WHEN duration_ms < 180000 THEN 'Short' WHEN duration_ms <= 300000 THEN 'Medium' WHEN duration_ms > 300000 THEN 'Long' END
            AS length_category,
        CASE WHEN popularity >= 70 THEN 'High' WHEN popularity >= 40 THEN 'Medium' WHEN popularity >= 0 THEN 'Low' ELSE 'Unknown' END
            AS popularity_category
    FROM folded ORDER BY track_id
) TO '$out/spotify_tracks_silver.parquet' (FORMAT parquet, COMPRESSION zstd);
CREATE VIEW tracks AS FROM read_parquet('$out/spotify_tracks_silver.parquet');

COPY (
    WITH placed AS (
        SELECT *, row_number() OVER (
            PARTITION BY album_id ORDER BY observed_on, _ingested_at, _source_object, _source_offset) AS place
        FROM b_albums),
    folded AS (
        SELECT album_id, arg_max(album_name, place) AS album_name, arg_max(album_type, place) AS album_type,
            arg_max(total_tracks, place) AS total_tracks, arg_max(release_date, place) AS release_date,
            arg_max(release_date_precision, place) AS release_date_precision, arg_max(label, place) AS label,
            arg_max(popularity, place) AS popularity, arg_max(upc, place) AS upc, min(observed_on) AS first_observed_on,
            max(observed_on) AS last_observed_on
        FROM placed GROUP BY album_id)
    SELECT *, TRY_CAST(release_date || right('-01-01', 10 - length(release_date)) AS DATE) AS released_on,
        CAST(year(TRY_CAST(release_date || right('-01-01', 10 - length(release_date)) AS DATE)) AS INTEGER) AS release_year
    FROM folded ORDER BY album_id
) TO '$out/spotify_albums_silver.parquet' (FORMAT parquet, COMPRESSION zstd);
CREATE VIEW albums AS FROM read_parquet('$out/spotify_albums_silver.parquet');

COPY (
    SELECT artist_id, arg_max(artist_name, (_ingested_at, _source_object, _source_offset)) AS artist_name,
        CAST(NULL AS INTEGER) AS popularity, CAST(NULL AS BIGINT) AS followers, CAST(NULL AS VARCHAR) AS genres,
        FALSE AS is_followed, bool_or(is_ambiguous) AS is_ambiguous, min(observed_on) AS first_observed_on,
        max(observed_on) AS last_observed_on
    FROM b_credits GROUP BY artist_id ORDER BY artist_id
) TO '$out/spotify_artists_silver.parquet' (FORMAT parquet, COMPRESSION zstd);
CREATE VIEW artists AS FROM read_parquet('$out/spotify_artists_silver.parquet');

COPY (
    SELECT track_id, position, artist_id
    FROM (
        SELECT owner_id AS track_id, position, artist_id, dense_rank() OVER (
            PARTITION BY owner_id ORDER BY observed_on DESC, _ingested_at DESC, _source_object DESC, _source_offset DESC) AS place
        FROM b_credits WHERE owner_type = 'track')
    WHERE place = 1 ORDER BY track_id, position
) TO '$out/spotify_track_artists_silver.parquet' (FORMAT parquet, COMPRESSION zstd);
CREATE VIEW track_artists AS FROM read_parquet('$out/spotify_track_artists_silver.parquet');

COPY (
    SELECT track_id, observed_on, max(popularity) AS popularity,
        min(CASE WHEN rank_source = 'top_tracks' THEN rank END) AS top_tracks_rank
    FROM b_tracks GROUP BY track_id, observed_on ORDER BY track_id, observed_on
) TO '$out/spotify_track_observations_silver.parquet' (FORMAT parquet, COMPRESSION zstd);
CREATE VIEW observations AS FROM read_parquet('$out/spotify_track_observations_silver.parquet');

-- By place and in temporary tables: a string_agg over all tracks, or a WITH of their rows, would not fit into memory.
CREATE TEMP TABLE keyed AS
SELECT COALESCE('isrc:' || t.isrc, 'name:' || md5(lower(trim(t.track_name, ' ')) || '|'
        || COALESCE(m.artist_ids, c.artist_id || COALESCE(' ' || d.artist_id, ''), '') || '|'
        || COALESCE(CAST((t.duration_ms + 500) // 1000 AS VARCHAR), ''))) AS recording_id,
    t.isrc, t.track_name AS title, COALESCE(m.artists, s.artist_name || COALESCE(', ' || r.artist_name, '')) AS artists,
    t.duration_ms, t.album_id, b.released_on
FROM tracks AS t
    LEFT JOIN track_artists AS c ON c.track_id = t.track_id AND c.position = 1
    LEFT JOIN artists AS s ON s.artist_id = c.artist_id
    LEFT JOIN track_artists AS d ON d.track_id = t.track_id AND d.position = 2
    LEFT JOIN artists AS r ON r.artist_id = d.artist_id
    LEFT JOIN (
        SELECT track_id, string_agg(artist_name, ', ' ORDER BY position) AS artists,
            string_agg(artist_id, ' ' ORDER BY position) AS artist_ids
        FROM track_artists JOIN artists USING (artist_id)
        WHERE track_id IN (SELECT track_id FROM track_artists WHERE position > 2)
        GROUP BY track_id) AS m ON m.track_id = t.track_id
    LEFT JOIN albums AS b ON b.album_id = t.album_id;
CREATE TEMP TABLE several AS SELECT recording_id FROM keyed GROUP BY recording_id HAVING count(*) > 1;
COPY (
    SELECT * FROM (
        SELECT recording_id, isrc, title, artists, duration_ms, CAST(1 AS BIGINT) AS track_count,
            CAST(CASE WHEN album_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS album_count, released_on AS first_released_on
        FROM keyed ANTI JOIN several USING (recording_id)
        UNION ALL
        SELECT recording_id, min(isrc), min(title), min(artists), min(duration_ms), count(*), count(DISTINCT album_id),
            min(released_on)
        FROM keyed SEMI JOIN several USING (recording_id) GROUP BY recording_id)
    ORDER BY recording_id
) TO '$out/spotify_recordings_silver.parquet' (FORMAT parquet, COMPRESSION zstd);
DROP TABLE keyed;

-- What both tables of artists need is joined once. A FILTER would copy the columns of all aggregates beside it.
CREATE TEMP TABLE credited_tracks AS
SELECT c.artist_id, a.artist_name, t.album_id, b.album_name, b.release_year, b.released_on, t.duration_ms, t.explicit,
    t.popularity, t.length_category
FROM (SELECT DISTINCT track_id, artist_id FROM track_artists) AS c JOIN artists AS a USING (artist_id)
    JOIN tracks AS t USING (track_id) LEFT JOIN albums AS b USING (album_id);
COPY (
    SELECT artist_id, COALESCE(album_id, 'unknown') AS album_id, min(artist_name) AS artist, min(album_name) AS album,
        min(release_year) AS release_year, count(*) AS track_count,
        ratio(sum(duration_ms), 60000) AS total_minutes,
        count(CASE WHEN explicit THEN 1 END) AS explicit_tracks, ratio(sum(popularity), count(popularity)) AS avg_popularity
    FROM credited_tracks GROUP BY ALL ORDER BY artist_id, album_id
) TO '$out/spotify_tracks_gold.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (
    SELECT artist_id, min(artist_name) AS artist, count(DISTINCT album_id) AS total_albums, count(*) AS total_tracks,
        ratio(sum(duration_ms), count(duration_ms) * 60000) AS avg_duration_minutes,
        count(CASE WHEN length_category = 'Short' THEN 1 END) AS short_tracks,
        count(CASE WHEN length_category = 'Medium' THEN 1 END) AS medium_tracks,
        count(CASE WHEN length_category = 'Long' THEN 1 END) AS long_tracks,
        min(released_on) AS first_release, max(released_on) AS last_release,
        ratio(100 * count(CASE WHEN explicit THEN 1 END), count(explicit)) AS explicit_pct,
        ratio(sum(popularity), count(popularity)) AS avg_popularity
    FROM credited_tracks GROUP BY artist_id ORDER BY artist_id
) TO '$out/artist_stats.parquet' (FORMAT parquet, COMPRESSION zstd);
DROP TABLE credited_tracks;

COPY (
    SELECT popularity_category, count(*) AS track_count,
        ratio(100 * count(*), sum(count(*)) OVER ()) AS share_pct,
        ratio(sum(popularity), count(popularity)) AS avg_popularity, min(popularity) AS min_popularity,
        max(popularity) AS max_popularity
    FROM tracks GROUP BY popularity_category ORDER BY popularity_category
) TO '$out/spotify_popularity_summary.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (
    SELECT duration_ms // 30000 * 30 AS from_seconds, count(*) AS track_count, count(CASE WHEN explicit THEN 1 END) AS explicit_tracks
    FROM tracks WHERE duration_ms IS NOT NULL GROUP BY ALL ORDER BY from_seconds
) TO '$out/duration_distribution.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (
    SELECT release_year, count(*) AS track_count, count(CASE WHEN explicit THEN 1 END) AS explicit_tracks,
        ratio(100 * count(CASE WHEN explicit THEN 1 END), count(*)) AS explicit_pct
    FROM tracks LEFT JOIN albums USING (album_id) WHERE explicit IS NOT NULL GROUP BY release_year ORDER BY release_year
) TO '$out/explicit_share.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (
    SELECT release_year, count(CASE WHEN album_type = 'album' THEN 1 END) AS album_count,
        count(CASE WHEN album_type = 'single' THEN 1 END) AS single_count,
        count(CASE WHEN album_type = 'compilation' THEN 1 END) AS compilation_count, CAST(COALESCE(sum(n), 0) AS BIGINT) AS track_count,
        ratio(sum(length_ms), sum(timed) * 60000) AS avg_duration_minutes
    FROM albums LEFT JOIN (
        SELECT album_id, count(*) AS n, count(duration_ms) AS timed, sum(duration_ms) AS length_ms FROM tracks GROUP BY album_id)
        USING (album_id)
    GROUP BY release_year ORDER BY release_year
) TO '$out/release_trends.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (
    SELECT o.observed_on, o.track_id, o.popularity, o.popularity - d.popularity AS change_1d,
        o.popularity - w.popularity AS change_7d
    FROM observations AS o
        LEFT JOIN observations AS d ON d.track_id = o.track_id AND d.observed_on = o.observed_on - 1
        LEFT JOIN observations AS w ON w.track_id = o.track_id AND w.observed_on = o.observed_on - 7
    WHERE o.popularity IS NOT NULL ORDER BY o.observed_on, o.track_id
) TO '$out/track_popularity_daily.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (
    SELECT * FROM (
        SELECT CASE WHEN change_7d > 0 THEN 'up' ELSE 'down' END AS direction,
            row_number() OVER (PARTITION BY change_7d > 0 ORDER BY abs(change_7d) DESC, track_id) AS mover_rank, d.observed_on,
            track_id, track_name, d.popularity, change_7d
        FROM read_parquet('$out/track_popularity_daily.parquet') AS d JOIN tracks USING (track_id)
        WHERE change_7d <> 0 AND d.observed_on = (SELECT max(observed_on) FROM read_parquet('$out/track_popularity_daily.parquet')))
    WHERE mover_rank <= 20
) TO '$out/track_movers.parquet' (FORMAT parquet, COMPRESSION zstd);
