CREATE OR REPLACE TABLE silver.spotify_albums_silver (
    album_id VARCHAR NOT NULL COMMENT 'The album''s Spotify id.',
    album_name VARCHAR NOT NULL COMMENT 'The album''s name; Spotify serves some that are empty.',
    album_type VARCHAR COMMENT 'album, single or compilation.',
    total_tracks INTEGER COMMENT 'Number of tracks according to the album object.',
    release_date VARCHAR COMMENT 'The release date as served: YYYY, YYYY-MM or YYYY-MM-DD, sometimes 0000.',
    release_date_precision VARCHAR COMMENT 'How much of the release date is known: year, month or day.',
    label VARCHAR COMMENT 'The label; null where the API does not serve it.',
    popularity INTEGER COMMENT '0 to 100 on the day; null where the API does not serve it.',
    upc VARCHAR COMMENT 'Universal Product Code; full objects only.',
    first_observed_on DATE NOT NULL COMMENT 'First day on which it was seen.',
    last_observed_on DATE NOT NULL COMMENT 'Last day on which it was seen.',
    released_on DATE COMMENT 'First day that the release date can mean, whatever its precision; null when unknown or before 1583.',
    release_year INTEGER COMMENT 'Year of release; null when unknown or before 1583.'
)
COPY GRANTS
COMMENT = 'One row an album: each field as it was last served.';

INSERT INTO silver.spotify_albums_silver (
    album_id, album_name, album_type, total_tracks, release_date, release_date_precision, label,
    popularity, upc, first_observed_on, last_observed_on, released_on, release_year
)
WITH repeated_keys AS (
    SELECT
        c.album_id
    FROM (
        SELECT
            r.album_id,
            COUNT(*) AS _records
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
        WHEN REGEXP_LIKE(release_date, '^[0-9]{4}(-[0-9]{2}){0,2}$') AND SUBSTR(release_date, 1, 4) >= '1583'
        THEN TRY_CAST(release_date || SUBSTR('-01-01', LENGTH(release_date) - 3, 6) AS DATE)
    END AS released_on,
    YEAR(CASE
        WHEN REGEXP_LIKE(release_date, '^[0-9]{4}(-[0-9]{2}){0,2}$') AND SUBSTR(release_date, 1, 4) >= '1583'
        THEN TRY_CAST(release_date || SUBSTR('-01-01', LENGTH(release_date) - 3, 6) AS DATE)
    END) AS release_year
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
        MAX_BY(album_name, _record_place) AS album_name,
        MAX_BY(album_type, CASE WHEN album_type IS NOT NULL THEN _record_place END) AS album_type,
        MAX_BY(total_tracks, CASE WHEN total_tracks IS NOT NULL THEN _record_place END) AS total_tracks,
        MAX_BY(release_date, CASE WHEN release_date IS NOT NULL THEN _record_place END) AS release_date,
        MAX_BY(release_date_precision, CASE WHEN release_date_precision IS NOT NULL THEN _record_place END) AS release_date_precision,
        MAX_BY(label, CASE WHEN label IS NOT NULL THEN _record_place END) AS label,
        MAX_BY(popularity, CASE WHEN popularity IS NOT NULL THEN _record_place END) AS popularity,
        MAX_BY(upc, CASE WHEN upc IS NOT NULL THEN _record_place END) AS upc,
        MIN(observed_on) AS first_observed_on,
        MAX(observed_on) AS last_observed_on
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
            ROW_NUMBER() OVER (
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
) AS f;

MERGE INTO silver.spotify_albums_silver AS t
USING (
    WITH repeated_keys AS (
        SELECT
            c.album_id
        FROM (
            SELECT
                r.album_id,
                COUNT(*) AS _records
            FROM meta.fresh_spotify_albums_bronze AS r
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
            WHEN REGEXP_LIKE(release_date, '^[0-9]{4}(-[0-9]{2}){0,2}$') AND SUBSTR(release_date, 1, 4) >= '1583'
            THEN TRY_CAST(release_date || SUBSTR('-01-01', LENGTH(release_date) - 3, 6) AS DATE)
        END AS released_on,
        YEAR(CASE
            WHEN REGEXP_LIKE(release_date, '^[0-9]{4}(-[0-9]{2}){0,2}$') AND SUBSTR(release_date, 1, 4) >= '1583'
            THEN TRY_CAST(release_date || SUBSTR('-01-01', LENGTH(release_date) - 3, 6) AS DATE)
        END) AS release_year
    FROM (
        SELECT
            n.album_id,
            COALESCE(n.album_name, o.album_name) AS album_name,
            COALESCE(n.album_type, o.album_type) AS album_type,
            COALESCE(n.total_tracks, o.total_tracks) AS total_tracks,
            COALESCE(n.release_date, o.release_date) AS release_date,
            COALESCE(n.release_date_precision, o.release_date_precision) AS release_date_precision,
            COALESCE(n.label, o.label) AS label,
            COALESCE(n.popularity, o.popularity) AS popularity,
            COALESCE(n.upc, o.upc) AS upc,
            LEAST(
                COALESCE(n.first_observed_on, o.first_observed_on),
                COALESCE(o.first_observed_on, n.first_observed_on)
            ) AS first_observed_on,
            GREATEST(
                COALESCE(n.last_observed_on, o.last_observed_on),
                COALESCE(o.last_observed_on, n.last_observed_on)
            ) AS last_observed_on
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
            FROM meta.fresh_spotify_albums_bronze AS r
            LEFT JOIN repeated_keys
                ON r.album_id = repeated_keys.album_id
            WHERE repeated_keys.album_id IS NULL
            UNION ALL
            SELECT
                album_id,
                MAX_BY(album_name, _record_place) AS album_name,
                MAX_BY(album_type, CASE WHEN album_type IS NOT NULL THEN _record_place END) AS album_type,
                MAX_BY(total_tracks, CASE WHEN total_tracks IS NOT NULL THEN _record_place END) AS total_tracks,
                MAX_BY(release_date, CASE WHEN release_date IS NOT NULL THEN _record_place END) AS release_date,
                MAX_BY(release_date_precision, CASE WHEN release_date_precision IS NOT NULL THEN _record_place END) AS release_date_precision,
                MAX_BY(label, CASE WHEN label IS NOT NULL THEN _record_place END) AS label,
                MAX_BY(popularity, CASE WHEN popularity IS NOT NULL THEN _record_place END) AS popularity,
                MAX_BY(upc, CASE WHEN upc IS NOT NULL THEN _record_place END) AS upc,
                MIN(observed_on) AS first_observed_on,
                MAX(observed_on) AS last_observed_on
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
                    ROW_NUMBER() OVER (
                        PARTITION BY r.album_id
                        ORDER BY
                            r.observed_on ASC NULLS LAST,
                            r._ingested_at ASC NULLS LAST,
                            r._source_object ASC NULLS LAST,
                            r._source_offset ASC NULLS LAST
                    ) AS _record_place
                FROM meta.fresh_spotify_albums_bronze AS r
                JOIN repeated_keys
                    ON r.album_id = repeated_keys.album_id
            ) AS p
            GROUP BY album_id
        ) AS n
        LEFT JOIN silver.spotify_albums_silver AS o
            ON n.album_id = o.album_id
    ) AS f
) AS s
    ON t.album_id = s.album_id
WHEN MATCHED THEN UPDATE SET
    album_name = s.album_name,
    album_type = s.album_type,
    total_tracks = s.total_tracks,
    release_date = s.release_date,
    release_date_precision = s.release_date_precision,
    label = s.label,
    popularity = s.popularity,
    upc = s.upc,
    first_observed_on = s.first_observed_on,
    last_observed_on = s.last_observed_on,
    released_on = s.released_on,
    release_year = s.release_year
WHEN NOT MATCHED THEN INSERT (
    album_id, album_name, album_type, total_tracks, release_date, release_date_precision, label,
    popularity, upc, first_observed_on, last_observed_on, released_on, release_year
) VALUES (
    s.album_id, s.album_name, s.album_type, s.total_tracks, s.release_date,
    s.release_date_precision, s.label, s.popularity, s.upc, s.first_observed_on,
    s.last_observed_on, s.released_on, s.release_year
);
