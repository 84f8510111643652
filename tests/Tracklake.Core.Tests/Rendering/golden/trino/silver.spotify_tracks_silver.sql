DROP TABLE IF EXISTS silver.spotify_tracks_silver_next

-- One row a track: each field as it was last served.
CREATE TABLE silver.spotify_tracks_silver_next AS
SELECT
    CAST(track_id AS VARCHAR) AS track_id,
    CAST(track_name AS VARCHAR) AS track_name,
    CAST(album_id AS VARCHAR) AS album_id,
    CAST(disc_number AS INTEGER) AS disc_number,
    CAST(track_number AS INTEGER) AS track_number,
    CAST(duration_ms AS INTEGER) AS duration_ms,
    CAST(explicit AS BOOLEAN) AS explicit,
    CAST(is_local AS BOOLEAN) AS is_local,
    CAST(popularity AS INTEGER) AS popularity,
    CAST(isrc AS VARCHAR) AS isrc,
    CAST(first_observed_on AS DATE) AS first_observed_on,
    CAST(last_observed_on AS DATE) AS last_observed_on,
    CAST(duration_minutes AS DECIMAL(18,2)) AS duration_minutes,
    CAST(length_category AS VARCHAR) AS length_category,
    CAST(popularity_category AS VARCHAR) AS popularity_category
FROM (
    WITH repeated_keys AS (
        SELECT
            c.track_id
        FROM (
            SELECT
                r.track_id,
                count(*) AS _records
            FROM bronze.spotify_tracks_bronze AS r
            GROUP BY r.track_id
        ) AS c
        WHERE c._records > 1
    )
    SELECT
        track_id,
        track_name,
        album_id,
        disc_number,
        track_number,
        duration_ms,
        explicit,
        is_local,
        popularity,
        isrc,
        first_observed_on,
        last_observed_on,
        CAST(CAST((CAST(duration_ms AS BIGINT) + 300) / 600 AS DECIMAL(18,0)) * 0.01 AS DECIMAL(18,2)) AS duration_minutes,
        CASE
            WHEN duration_ms < 180000 THEN 'Short'
            WHEN duration_ms <= 300000 THEN 'Medium'
            WHEN duration_ms > 300000 THEN 'Long'
        END AS length_category,
        CASE
            WHEN popularity >= 70 THEN 'High'
            WHEN popularity >= 40 THEN 'Medium'
            WHEN popularity >= 0 THEN 'Low'
            ELSE 'Unknown'
        END AS popularity_category
    FROM (
        SELECT
            r.track_id,
            r.track_name,
            r.album_id,
            r.disc_number,
            r.track_number,
            r.duration_ms,
            r.explicit,
            r.is_local,
            r.popularity,
            r.isrc,
            r.observed_on AS first_observed_on,
            r.observed_on AS last_observed_on
        FROM bronze.spotify_tracks_bronze AS r
        LEFT JOIN repeated_keys
            ON r.track_id = repeated_keys.track_id
        WHERE repeated_keys.track_id IS NULL
        UNION ALL
        SELECT
            track_id,
            max_by(track_name, _record_place) AS track_name,
            max_by(album_id, _record_place) FILTER (WHERE album_id IS NOT NULL) AS album_id,
            max_by(disc_number, _record_place) FILTER (WHERE disc_number IS NOT NULL) AS disc_number,
            max_by(track_number, _record_place) FILTER (WHERE track_number IS NOT NULL) AS track_number,
            max_by(duration_ms, _record_place) FILTER (WHERE duration_ms IS NOT NULL) AS duration_ms,
            max_by(explicit, _record_place) FILTER (WHERE explicit IS NOT NULL) AS explicit,
            max_by(is_local, _record_place) FILTER (WHERE is_local IS NOT NULL) AS is_local,
            max_by(popularity, _record_place) FILTER (WHERE popularity IS NOT NULL) AS popularity,
            max_by(isrc, _record_place) FILTER (WHERE isrc IS NOT NULL) AS isrc,
            min(observed_on) AS first_observed_on,
            max(observed_on) AS last_observed_on
        FROM (
            SELECT
                r.track_id,
                r.track_name,
                r.album_id,
                r.disc_number,
                r.track_number,
                r.duration_ms,
                r.explicit,
                r.is_local,
                r.popularity,
                r.isrc,
                r.rank,
                r.rank_source,
                r.is_full,
                r.observed_on,
                r._source_object,
                r._source_offset,
                r._source_length,
                r._ingested_at,
                r._run_id,
                row_number() OVER (
                    PARTITION BY r.track_id
                    ORDER BY
                        r.observed_on ASC NULLS LAST,
                        r._ingested_at ASC NULLS LAST,
                        r._source_object ASC NULLS LAST,
                        r._source_offset ASC NULLS LAST
                ) AS _record_place
            FROM bronze.spotify_tracks_bronze AS r
            JOIN repeated_keys
                ON r.track_id = repeated_keys.track_id
        ) AS p
        GROUP BY track_id
    ) AS f
) AS q

DROP TABLE IF EXISTS silver.spotify_tracks_silver

ALTER TABLE silver.spotify_tracks_silver_next RENAME TO silver.spotify_tracks_silver
