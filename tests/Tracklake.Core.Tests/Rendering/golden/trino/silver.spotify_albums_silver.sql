DROP TABLE IF EXISTS silver.spotify_albums_silver_next

-- One row an album: each field as it was last served.
CREATE TABLE silver.spotify_albums_silver_next AS
SELECT
    CAST(album_id AS VARCHAR) AS album_id,
    CAST(album_name AS VARCHAR) AS album_name,
    CAST(album_type AS VARCHAR) AS album_type,
    CAST(total_tracks AS INTEGER) AS total_tracks,
    CAST(release_date AS VARCHAR) AS release_date,
    CAST(release_date_precision AS VARCHAR) AS release_date_precision,
    CAST(label AS VARCHAR) AS label,
    CAST(popularity AS INTEGER) AS popularity,
    CAST(upc AS VARCHAR) AS upc,
    CAST(first_observed_on AS DATE) AS first_observed_on,
    CAST(last_observed_on AS DATE) AS last_observed_on,
    CAST(released_on AS DATE) AS released_on,
    CAST(release_year AS INTEGER) AS release_year
FROM (
    WITH repeated_keys AS (
        SELECT
            c.album_id
        FROM (
            SELECT
                r.album_id,
                count(*) AS _records
            FROM bronze.spotify_albums_bronze AS r
            GROUP BY r.album_id
        ) AS c
        WHERE c._records > 1
    )
    SELECT
        album_id,
        album_name,
        album_type,
        total_tracks,
        release_date,
        release_date_precision,
        label,
        popularity,
        upc,
        first_observed_on,
        last_observed_on,
        CASE
            WHEN regexp_like(release_date, '^(?:[0-9]{4}(?:-[0-9]{2}){0,2})\z') AND substr(release_date, 1, 4) >= '1583'
            THEN TRY_CAST(release_date || substr('-01-01', length(release_date) - 3, 6) AS DATE)
        END AS released_on,
        CAST(year(CASE
            WHEN regexp_like(release_date, '^(?:[0-9]{4}(?:-[0-9]{2}){0,2})\z') AND substr(release_date, 1, 4) >= '1583'
            THEN TRY_CAST(release_date || substr('-01-01', length(release_date) - 3, 6) AS DATE)
        END) AS INTEGER) AS release_year
    FROM (
        SELECT
            r.album_id,
            r.album_name,
            r.album_type,
            r.total_tracks,
            r.release_date,
            r.release_date_precision,
            r.label,
            r.popularity,
            r.upc,
            r.observed_on AS first_observed_on,
            r.observed_on AS last_observed_on
        FROM bronze.spotify_albums_bronze AS r
        LEFT JOIN repeated_keys
            ON r.album_id = repeated_keys.album_id
        WHERE repeated_keys.album_id IS NULL
        UNION ALL
        SELECT
            album_id,
            max_by(album_name, _record_place) AS album_name,
            max_by(album_type, _record_place) FILTER (WHERE album_type IS NOT NULL) AS album_type,
            max_by(total_tracks, _record_place) FILTER (WHERE total_tracks IS NOT NULL) AS total_tracks,
            max_by(release_date, _record_place) FILTER (WHERE release_date IS NOT NULL) AS release_date,
            max_by(release_date_precision, _record_place) FILTER (WHERE release_date_precision IS NOT NULL) AS release_date_precision,
            max_by(label, _record_place) FILTER (WHERE label IS NOT NULL) AS label,
            max_by(popularity, _record_place) FILTER (WHERE popularity IS NOT NULL) AS popularity,
            max_by(upc, _record_place) FILTER (WHERE upc IS NOT NULL) AS upc,
            min(observed_on) AS first_observed_on,
            max(observed_on) AS last_observed_on
        FROM (
            SELECT
                r.album_id,
                r.album_name,
                r.album_type,
                r.total_tracks,
                r.release_date,
                r.release_date_precision,
                r.label,
                r.popularity,
                r.upc,
                r.observed_on,
                r._source_object,
                r._source_offset,
                r._source_length,
                r._ingested_at,
                r._run_id,
                row_number() OVER (
                    PARTITION BY r.album_id
                    ORDER BY
                        r.observed_on ASC NULLS LAST,
                        r._ingested_at ASC NULLS LAST,
                        r._source_object ASC NULLS LAST,
                        r._source_offset ASC NULLS LAST
                ) AS _record_place
            FROM bronze.spotify_albums_bronze AS r
            JOIN repeated_keys
                ON r.album_id = repeated_keys.album_id
        ) AS p
        GROUP BY album_id
    ) AS f
) AS q

DROP TABLE IF EXISTS silver.spotify_albums_silver

ALTER TABLE silver.spotify_albums_silver_next RENAME TO silver.spotify_albums_silver
