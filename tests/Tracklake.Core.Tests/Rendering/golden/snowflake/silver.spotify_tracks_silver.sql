CREATE OR REPLACE TABLE silver.spotify_tracks_silver (
    track_id VARCHAR NOT NULL COMMENT 'The track''s Spotify id; the URI of a local track, which has none.',
    track_name VARCHAR NOT NULL COMMENT 'The track''s name.',
    album_id VARCHAR COMMENT 'The album that the track is on.',
    disc_number INTEGER COMMENT 'Which disc of the album, from 1.',
    track_number INTEGER COMMENT 'Place on the disc, from 1.',
    duration_ms INTEGER COMMENT 'Length in milliseconds.',
    explicit BOOLEAN COMMENT 'Whether the lyrics are explicit; null when unknown.',
    is_local BOOLEAN COMMENT 'Whether it is a file of the user''s own.',
    popularity INTEGER COMMENT '0 to 100 on the day; null where the API does not serve it.',
    isrc VARCHAR COMMENT 'International Standard Recording Code, upper case without hyphens; full objects only.',
    first_observed_on DATE NOT NULL COMMENT 'First day on which it was seen.',
    last_observed_on DATE NOT NULL COMMENT 'Last day on which it was seen.',
    duration_minutes NUMBER(18,2) COMMENT 'Length in minutes, rounded half up to 2 digits.',
    length_category VARCHAR COMMENT 'Short (under 3 minutes), Medium (3 to 5 minutes) or Long; null when the length is unknown.',
    popularity_category VARCHAR NOT NULL COMMENT 'High (70 to 100), Medium (40 to 69), Low (0 to 39) or Unknown.'
)
COPY GRANTS
COMMENT = 'One row a track: each field as it was last served.';

INSERT INTO silver.spotify_tracks_silver (
    track_id, track_name, album_id, disc_number, track_number, duration_ms, explicit, is_local,
    popularity, isrc, first_observed_on, last_observed_on, duration_minutes, length_category,
    popularity_category
)
WITH repeated_keys AS (
    SELECT
        c.track_id
    FROM (
        SELECT
            r.track_id,
            COUNT(*) AS _records
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
    CAST(CAST(
        CAST(
            (CAST(duration_ms AS BIGINT) + 300 - MOD(CAST(duration_ms AS BIGINT) + 300, 600))
            / 600 AS BIGINT
        ) AS NUMBER(18,0)
    ) * 0.01 AS NUMBER(18,2)) AS duration_minutes,
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
        MAX_BY(track_name, _record_place) AS track_name,
        MAX_BY(album_id, CASE WHEN album_id IS NOT NULL THEN _record_place END) AS album_id,
        MAX_BY(disc_number, CASE WHEN disc_number IS NOT NULL THEN _record_place END) AS disc_number,
        MAX_BY(track_number, CASE WHEN track_number IS NOT NULL THEN _record_place END) AS track_number,
        MAX_BY(duration_ms, CASE WHEN duration_ms IS NOT NULL THEN _record_place END) AS duration_ms,
        MAX_BY(explicit, CASE WHEN explicit IS NOT NULL THEN _record_place END) AS explicit,
        MAX_BY(is_local, CASE WHEN is_local IS NOT NULL THEN _record_place END) AS is_local,
        MAX_BY(popularity, CASE WHEN popularity IS NOT NULL THEN _record_place END) AS popularity,
        MAX_BY(isrc, CASE WHEN isrc IS NOT NULL THEN _record_place END) AS isrc,
        MIN(observed_on) AS first_observed_on,
        MAX(observed_on) AS last_observed_on
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
            ROW_NUMBER() OVER (
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
) AS f;

MERGE INTO silver.spotify_tracks_silver AS t
USING (
    WITH repeated_keys AS (
        SELECT
            c.track_id
        FROM (
            SELECT
                r.track_id,
                COUNT(*) AS _records
            FROM meta.fresh_spotify_tracks_bronze AS r
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
        CAST(CAST(
            CAST(
                (CAST(duration_ms AS BIGINT) + 300 - MOD(CAST(duration_ms AS BIGINT) + 300, 600))
                / 600 AS BIGINT
            ) AS NUMBER(18,0)
        ) * 0.01 AS NUMBER(18,2)) AS duration_minutes,
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
            n.track_id,
            COALESCE(n.track_name, o.track_name) AS track_name,
            COALESCE(n.album_id, o.album_id) AS album_id,
            COALESCE(n.disc_number, o.disc_number) AS disc_number,
            COALESCE(n.track_number, o.track_number) AS track_number,
            COALESCE(n.duration_ms, o.duration_ms) AS duration_ms,
            COALESCE(n.explicit, o.explicit) AS explicit,
            COALESCE(n.is_local, o.is_local) AS is_local,
            COALESCE(n.popularity, o.popularity) AS popularity,
            COALESCE(n.isrc, o.isrc) AS isrc,
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
            FROM meta.fresh_spotify_tracks_bronze AS r
            LEFT JOIN repeated_keys
                ON r.track_id = repeated_keys.track_id
            WHERE repeated_keys.track_id IS NULL
            UNION ALL
            SELECT
                track_id,
                MAX_BY(track_name, _record_place) AS track_name,
                MAX_BY(album_id, CASE WHEN album_id IS NOT NULL THEN _record_place END) AS album_id,
                MAX_BY(disc_number, CASE WHEN disc_number IS NOT NULL THEN _record_place END) AS disc_number,
                MAX_BY(track_number, CASE WHEN track_number IS NOT NULL THEN _record_place END) AS track_number,
                MAX_BY(duration_ms, CASE WHEN duration_ms IS NOT NULL THEN _record_place END) AS duration_ms,
                MAX_BY(explicit, CASE WHEN explicit IS NOT NULL THEN _record_place END) AS explicit,
                MAX_BY(is_local, CASE WHEN is_local IS NOT NULL THEN _record_place END) AS is_local,
                MAX_BY(popularity, CASE WHEN popularity IS NOT NULL THEN _record_place END) AS popularity,
                MAX_BY(isrc, CASE WHEN isrc IS NOT NULL THEN _record_place END) AS isrc,
                MIN(observed_on) AS first_observed_on,
                MAX(observed_on) AS last_observed_on
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
                    ROW_NUMBER() OVER (
                        PARTITION BY r.track_id
                        ORDER BY
                            r.observed_on ASC NULLS LAST,
                            r._ingested_at ASC NULLS LAST,
                            r._source_object ASC NULLS LAST,
                            r._source_offset ASC NULLS LAST
                    ) AS _record_place
                FROM meta.fresh_spotify_tracks_bronze AS r
                JOIN repeated_keys
                    ON r.track_id = repeated_keys.track_id
            ) AS p
            GROUP BY track_id
        ) AS n
        LEFT JOIN silver.spotify_tracks_silver AS o
            ON n.track_id = o.track_id
    ) AS f
) AS s
    ON t.track_id = s.track_id
WHEN MATCHED THEN UPDATE SET
    track_name = s.track_name,
    album_id = s.album_id,
    disc_number = s.disc_number,
    track_number = s.track_number,
    duration_ms = s.duration_ms,
    explicit = s.explicit,
    is_local = s.is_local,
    popularity = s.popularity,
    isrc = s.isrc,
    first_observed_on = s.first_observed_on,
    last_observed_on = s.last_observed_on,
    duration_minutes = s.duration_minutes,
    length_category = s.length_category,
    popularity_category = s.popularity_category
WHEN NOT MATCHED THEN INSERT (
    track_id, track_name, album_id, disc_number, track_number, duration_ms, explicit, is_local,
    popularity, isrc, first_observed_on, last_observed_on, duration_minutes, length_category,
    popularity_category
) VALUES (
    s.track_id, s.track_name, s.album_id, s.disc_number, s.track_number, s.duration_ms, s.explicit,
    s.is_local, s.popularity, s.isrc, s.first_observed_on, s.last_observed_on, s.duration_minutes,
    s.length_category, s.popularity_category
);
