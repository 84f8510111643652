CREATE OR REPLACE TABLE silver.spotify_albums_silver (
    album_id STRING NOT NULL COMMENT 'The album\'s Spotify id.',
    album_name STRING NOT NULL COMMENT 'The album\'s name; Spotify serves some that are empty.',
    album_type STRING COMMENT 'album, single or compilation.',
    total_tracks INT COMMENT 'Number of tracks according to the album object.',
    release_date STRING COMMENT 'The release date as served: YYYY, YYYY-MM or YYYY-MM-DD, sometimes 0000.',
    release_date_precision STRING COMMENT 'How much of the release date is known: year, month or day.',
    label STRING COMMENT 'The label; null where the API does not serve it.',
    popularity INT COMMENT '0 to 100 on the day; null where the API does not serve it.',
    upc STRING COMMENT 'Universal Product Code; full objects only.',
    first_observed_on DATE NOT NULL COMMENT 'First day on which it was seen.',
    last_observed_on DATE NOT NULL COMMENT 'Last day on which it was seen.',
    released_on DATE COMMENT 'First day that the release date can mean, whatever its precision; null when unknown or before 1583.',
    release_year INT COMMENT 'Year of release; null when unknown or before 1583.'
)
USING DELTA
COMMENT 'One row an album: each field as it was last served.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

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
        WHEN release_date RLIKE '^(?:[0-9]{4}(?:-[0-9]{2}){0,2})\\z' AND substring(release_date, 1, 4) >= '1583'
        THEN TRY_CAST(release_date || substring('-01-01', length(release_date) - 3, 6) AS DATE)
    END AS released_on,
    year(CASE
        WHEN release_date RLIKE '^(?:[0-9]{4}(?:-[0-9]{2}){0,2})\\z' AND substring(release_date, 1, 4) >= '1583'
        THEN TRY_CAST(release_date || substring('-01-01', length(release_date) - 3, 6) AS DATE)
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
            CAST(row_number() OVER (
                PARTITION BY r.album_id
                ORDER BY
                    r.observed_on ASC NULLS LAST,
                    r._ingested_at ASC NULLS LAST,
                    r._source_object ASC NULLS LAST,
                    r._source_offset ASC NULLS LAST
            ) AS BIGINT) AS _record_place
        FROM bronze.spotify_albums_bronze AS r
        JOIN repeated_keys
            ON r.album_id = repeated_keys.album_id
    ) AS p
    GROUP BY album_id
) AS f

MERGE INTO silver.spotify_albums_silver AS t
USING (
    WITH repeated_keys AS (
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
            WHEN release_date RLIKE '^(?:[0-9]{4}(?:-[0-9]{2}){0,2})\\z' AND substring(release_date, 1, 4) >= '1583'
            THEN TRY_CAST(release_date || substring('-01-01', length(release_date) - 3, 6) AS DATE)
        END AS released_on,
        year(CASE
            WHEN release_date RLIKE '^(?:[0-9]{4}(?:-[0-9]{2}){0,2})\\z' AND substring(release_date, 1, 4) >= '1583'
            THEN TRY_CAST(release_date || substring('-01-01', length(release_date) - 3, 6) AS DATE)
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
                    CAST(row_number() OVER (
                        PARTITION BY r.album_id
                        ORDER BY
                            r.observed_on ASC NULLS LAST,
                            r._ingested_at ASC NULLS LAST,
                            r._source_object ASC NULLS LAST,
                            r._source_offset ASC NULLS LAST
                    ) AS BIGINT) AS _record_place
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
)
