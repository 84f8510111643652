CREATE OR REPLACE TABLE silver.spotify_artists_silver (
    artist_id VARCHAR NOT NULL,
    artist_name VARCHAR NOT NULL,
    popularity INTEGER,
    followers BIGINT,
    genres VARCHAR,
    is_followed BOOLEAN NOT NULL,
    is_ambiguous BOOLEAN NOT NULL,
    first_observed_on DATE NOT NULL,
    last_observed_on DATE NOT NULL
);

COMMENT ON TABLE silver.spotify_artists_silver IS 'One row an artist: those who were asked for (is_followed) and those who only appear in credits.';

INSERT INTO silver.spotify_artists_silver (
    artist_id, artist_name, popularity, followers, genres, is_followed, is_ambiguous,
    first_observed_on, last_observed_on
)
WITH repeated_keys AS MATERIALIZED (
    SELECT
        c.artist_id
    FROM (
        SELECT
            r.artist_id,
            count(*) AS _records
        FROM (
            SELECT
                artist_id,
                artist_name,
                popularity,
                followers,
                genres,
                is_followed,
                FALSE AS is_ambiguous,
                observed_on,
                _ingested_at,
                _source_object,
                _source_offset
            FROM bronze.spotify_artists_bronze
            UNION ALL
            SELECT
                artist_id,
                artist_name,
                CAST(NULL AS INTEGER) AS popularity,
                CAST(NULL AS BIGINT) AS followers,
                CAST(NULL AS VARCHAR) AS genres,
                FALSE AS is_followed,
                is_ambiguous,
                observed_on,
                _ingested_at,
                _source_object,
                max(_source_offset) AS _source_offset
            FROM bronze.spotify_credits_bronze
            GROUP BY artist_id, artist_name, is_ambiguous, observed_on, _ingested_at, _source_object
        ) AS r
        GROUP BY r.artist_id
    ) AS c
    WHERE c._records > 1
)
SELECT
    r.artist_id,
    r.artist_name,
    r.popularity,
    r.followers,
    r.genres,
    r.is_followed,
    r.is_ambiguous,
    r.observed_on AS first_observed_on,
    r.observed_on AS last_observed_on
FROM (
    SELECT
        artist_id,
        artist_name,
        popularity,
        followers,
        genres,
        is_followed,
        FALSE AS is_ambiguous,
        observed_on,
        _ingested_at,
        _source_object,
        _source_offset
    FROM bronze.spotify_artists_bronze
    UNION ALL
    SELECT
        artist_id,
        artist_name,
        CAST(NULL AS INTEGER) AS popularity,
        CAST(NULL AS BIGINT) AS followers,
        CAST(NULL AS VARCHAR) AS genres,
        FALSE AS is_followed,
        is_ambiguous,
        observed_on,
        _ingested_at,
        _source_object,
        max(_source_offset) AS _source_offset
    FROM bronze.spotify_credits_bronze
    GROUP BY artist_id, artist_name, is_ambiguous, observed_on, _ingested_at, _source_object
) AS r
LEFT JOIN repeated_keys
    ON r.artist_id = repeated_keys.artist_id
WHERE repeated_keys.artist_id IS NULL
UNION ALL
SELECT
    artist_id,
    arg_max(artist_name, _record_place) AS artist_name,
    arg_max(popularity, _record_place) FILTER (WHERE popularity IS NOT NULL) AS popularity,
    arg_max(followers, _record_place) FILTER (WHERE followers IS NOT NULL) AS followers,
    arg_max(genres, _record_place) FILTER (WHERE genres IS NOT NULL) AS genres,
    bool_or(is_followed) AS is_followed,
    bool_or(is_ambiguous) AS is_ambiguous,
    min(observed_on) AS first_observed_on,
    max(observed_on) AS last_observed_on
FROM (
    SELECT
        r.artist_id,
        r.artist_name,
        r.popularity,
        r.followers,
        r.genres,
        r.is_followed,
        r.is_ambiguous,
        r.observed_on,
        r._ingested_at,
        r._source_object,
        r._source_offset,
        row_number() OVER (
            PARTITION BY r.artist_id
            ORDER BY
                r.observed_on ASC NULLS LAST,
                r._ingested_at ASC NULLS LAST,
                r._source_object ASC NULLS LAST,
                r._source_offset ASC NULLS LAST
        ) AS _record_place
    FROM (
        SELECT
            artist_id,
            artist_name,
            popularity,
            followers,
            genres,
            is_followed,
            FALSE AS is_ambiguous,
            observed_on,
            _ingested_at,
            _source_object,
            _source_offset
        FROM bronze.spotify_artists_bronze
        UNION ALL
        SELECT
            artist_id,
            artist_name,
            CAST(NULL AS INTEGER) AS popularity,
            CAST(NULL AS BIGINT) AS followers,
            CAST(NULL AS VARCHAR) AS genres,
            FALSE AS is_followed,
            is_ambiguous,
            observed_on,
            _ingested_at,
            _source_object,
            max(_source_offset) AS _source_offset
        FROM bronze.spotify_credits_bronze
        GROUP BY artist_id, artist_name, is_ambiguous, observed_on, _ingested_at, _source_object
    ) AS r
    JOIN repeated_keys
        ON r.artist_id = repeated_keys.artist_id
) AS p
GROUP BY artist_id;

MERGE INTO silver.spotify_artists_silver AS t
USING (
    WITH repeated_keys AS MATERIALIZED (
        SELECT
            c.artist_id
        FROM (
            SELECT
                r.artist_id,
                count(*) AS _records
            FROM (
                SELECT
                    artist_id,
                    artist_name,
                    popularity,
                    followers,
                    genres,
                    is_followed,
                    FALSE AS is_ambiguous,
                    observed_on,
                    _ingested_at,
                    _source_object,
                    _source_offset
                FROM meta.fresh_spotify_artists_bronze
                UNION ALL
                SELECT
                    artist_id,
                    artist_name,
                    CAST(NULL AS INTEGER) AS popularity,
                    CAST(NULL AS BIGINT) AS followers,
                    CAST(NULL AS VARCHAR) AS genres,
                    FALSE AS is_followed,
                    is_ambiguous,
                    observed_on,
                    _ingested_at,
                    _source_object,
                    max(_source_offset) AS _source_offset
                FROM meta.fresh_spotify_credits_bronze
                GROUP BY artist_id, artist_name, is_ambiguous, observed_on, _ingested_at, _source_object
            ) AS r
            GROUP BY r.artist_id
        ) AS c
        WHERE c._records > 1
    )
    SELECT
        n.artist_id,
        COALESCE(n.artist_name, o.artist_name) AS artist_name,
        COALESCE(n.popularity, o.popularity) AS popularity,
        COALESCE(n.followers, o.followers) AS followers,
        COALESCE(n.genres, o.genres) AS genres,
        n.is_followed OR COALESCE(o.is_followed, FALSE) AS is_followed,
        n.is_ambiguous OR COALESCE(o.is_ambiguous, FALSE) AS is_ambiguous,
        least(n.first_observed_on, o.first_observed_on) AS first_observed_on,
        greatest(n.last_observed_on, o.last_observed_on) AS last_observed_on
    FROM (
        SELECT
            r.artist_id,
            r.artist_name,
            r.popularity,
            r.followers,
            r.genres,
            r.is_followed,
            r.is_ambiguous,
            r.observed_on AS first_observed_on,
            r.observed_on AS last_observed_on
        FROM (
            SELECT
                artist_id,
                artist_name,
                popularity,
                followers,
                genres,
                is_followed,
                FALSE AS is_ambiguous,
                observed_on,
                _ingested_at,
                _source_object,
                _source_offset
            FROM meta.fresh_spotify_artists_bronze
            UNION ALL
            SELECT
                artist_id,
                artist_name,
                CAST(NULL AS INTEGER) AS popularity,
                CAST(NULL AS BIGINT) AS followers,
                CAST(NULL AS VARCHAR) AS genres,
                FALSE AS is_followed,
                is_ambiguous,
                observed_on,
                _ingested_at,
                _source_object,
                max(_source_offset) AS _source_offset
            FROM meta.fresh_spotify_credits_bronze
            GROUP BY artist_id, artist_name, is_ambiguous, observed_on, _ingested_at, _source_object
        ) AS r
        LEFT JOIN repeated_keys
            ON r.artist_id = repeated_keys.artist_id
        WHERE repeated_keys.artist_id IS NULL
        UNION ALL
        SELECT
            artist_id,
            arg_max(artist_name, _record_place) AS artist_name,
            arg_max(popularity, _record_place) FILTER (WHERE popularity IS NOT NULL) AS popularity,
            arg_max(followers, _record_place) FILTER (WHERE followers IS NOT NULL) AS followers,
            arg_max(genres, _record_place) FILTER (WHERE genres IS NOT NULL) AS genres,
            bool_or(is_followed) AS is_followed,
            bool_or(is_ambiguous) AS is_ambiguous,
            min(observed_on) AS first_observed_on,
            max(observed_on) AS last_observed_on
        FROM (
            SELECT
                r.artist_id,
                r.artist_name,
                r.popularity,
                r.followers,
                r.genres,
                r.is_followed,
                r.is_ambiguous,
                r.observed_on,
                r._ingested_at,
                r._source_object,
                r._source_offset,
                row_number() OVER (
                    PARTITION BY r.artist_id
                    ORDER BY
                        r.observed_on ASC NULLS LAST,
                        r._ingested_at ASC NULLS LAST,
                        r._source_object ASC NULLS LAST,
                        r._source_offset ASC NULLS LAST
                ) AS _record_place
            FROM (
                SELECT
                    artist_id,
                    artist_name,
                    popularity,
                    followers,
                    genres,
                    is_followed,
                    FALSE AS is_ambiguous,
                    observed_on,
                    _ingested_at,
                    _source_object,
                    _source_offset
                FROM meta.fresh_spotify_artists_bronze
                UNION ALL
                SELECT
                    artist_id,
                    artist_name,
                    CAST(NULL AS INTEGER) AS popularity,
                    CAST(NULL AS BIGINT) AS followers,
                    CAST(NULL AS VARCHAR) AS genres,
                    FALSE AS is_followed,
                    is_ambiguous,
                    observed_on,
                    _ingested_at,
                    _source_object,
                    max(_source_offset) AS _source_offset
                FROM meta.fresh_spotify_credits_bronze
                GROUP BY artist_id, artist_name, is_ambiguous, observed_on, _ingested_at, _source_object
            ) AS r
            JOIN repeated_keys
                ON r.artist_id = repeated_keys.artist_id
        ) AS p
        GROUP BY artist_id
    ) AS n
    LEFT JOIN silver.spotify_artists_silver AS o
        ON n.artist_id = o.artist_id
) AS s
    ON t.artist_id = s.artist_id
WHEN MATCHED THEN UPDATE SET
    artist_name = s.artist_name,
    popularity = s.popularity,
    followers = s.followers,
    genres = s.genres,
    is_followed = s.is_followed,
    is_ambiguous = s.is_ambiguous,
    first_observed_on = s.first_observed_on,
    last_observed_on = s.last_observed_on
WHEN NOT MATCHED THEN INSERT (
    artist_id, artist_name, popularity, followers, genres, is_followed, is_ambiguous,
    first_observed_on, last_observed_on
) VALUES (
    s.artist_id, s.artist_name, s.popularity, s.followers, s.genres, s.is_followed, s.is_ambiguous,
    s.first_observed_on, s.last_observed_on
);
