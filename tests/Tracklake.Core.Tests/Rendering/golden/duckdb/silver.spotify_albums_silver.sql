CREATE OR REPLACE TABLE silver.spotify_albums_silver (
    album_id VARCHAR NOT NULL,
    album_name VARCHAR NOT NULL,
    album_type VARCHAR,
    total_tracks INTEGER,
    release_date VARCHAR,
    release_date_precision VARCHAR,
    label VARCHAR,
    popularity INTEGER,
    upc VARCHAR,
    first_observed_on DATE NOT NULL,
    last_observed_on DATE NOT NULL,
    released_on DATE,
    release_year INTEGER
);

COMMENT ON TABLE silver.spotify_albums_silver IS 'One row an album: each field as it was last served.';

INSERT INTO silver.spotify_albums_silver (
    album_id, album_name, album_type, total_tracks, release_date, release_date_precision, label,
    popularity, upc, first_observed_on, last_observed_on, released_on, release_year
)
WITH repeated_keys AS MATERIALIZED (
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
        WHEN regexp_full_match(release_date, '[0-9]{4}(-[0-9]{2}){0,2}') AND left(release_date, 4) >= '1583'
        THEN TRY_CAST(release_date || right('-01-01', CAST(10 - length(release_date) AS BIGINT)) AS DATE)
    END AS released_on,
    CAST(year(CASE
        WHEN regexp_full_match(release_date, '[0-9]{4}(-[0-9]{2}){0,2}') AND left(release_date, 4) >= '1583'
        THEN TRY_CAST(release_date || right('-01-01', CAST(10 - length(release_date) AS BIGINT)) AS DATE)
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
        arg_max(album_name, _record_place) AS album_name,
        arg_max(album_type, _record_place) FILTER (WHERE album_type IS NOT NULL) AS album_type,
        arg_max(total_tracks, _record_place) FILTER (WHERE total_tracks IS NOT NULL) AS total_tracks,
        arg_max(release_date, _record_place) FILTER (WHERE release_date IS NOT NULL) AS release_date,
        arg_max(release_date_precision, _record_place) FILTER (WHERE release_date_precision IS NOT NULL) AS release_date_precision,
        arg_max(label, _record_place) FILTER (WHERE label IS NOT NULL) AS label,
        arg_max(popularity, _record_place) FILTER (WHERE popularity IS NOT NULL) AS popularity,
        arg_max(upc, _record_place) FILTER (WHERE upc IS NOT NULL) AS upc,
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
) AS f;

MERGE INTO silver.spotify_albums_silver AS t
USING (
    WITH repeated_keys AS MATERIALIZED (
        SELECT
            c.album_id
        FROM (
            SELECT
                r.album_id,
                count(*) AS _records
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
            WHEN regexp_full_match(release_date, '[0-9]{4}(-[0-9]{2}){0,2}') AND left(release_date, 4) >= '1583'
            THEN TRY_CAST(release_date || right('-01-01', CAST(10 - length(release_date) AS BIGINT)) AS DATE)
        END AS released_on,
        CAST(year(CASE
            WHEN regexp_full_match(release_date, '[0-9]{4}(-[0-9]{2}){0,2}') AND left(release_date, 4) >= '1583'
            THEN TRY_CAST(release_date || right('-01-01', CAST(10 - length(release_date) AS BIGINT)) AS DATE)
        END) AS INTEGER) AS release_year
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
            least(n.first_observed_on, o.first_observed_on) AS first_observed_on,
            greatest(n.last_observed_on, o.last_observed_on) AS last_observed_on
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
                arg_max(album_name, _record_place) AS album_name,
                arg_max(album_type, _record_place) FILTER (WHERE album_type IS NOT NULL) AS album_type,
                arg_max(total_tracks, _record_place) FILTER (WHERE total_tracks IS NOT NULL) AS total_tracks,
                arg_max(release_date, _record_place) FILTER (WHERE release_date IS NOT NULL) AS release_date,
                arg_max(release_date_precision, _record_place) FILTER (WHERE release_date_precision IS NOT NULL) AS release_date_precision,
                arg_max(label, _record_place) FILTER (WHERE label IS NOT NULL) AS label,
                arg_max(popularity, _record_place) FILTER (WHERE popularity IS NOT NULL) AS popularity,
                arg_max(upc, _record_place) FILTER (WHERE upc IS NOT NULL) AS upc,
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
