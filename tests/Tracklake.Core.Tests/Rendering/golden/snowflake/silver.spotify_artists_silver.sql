CREATE OR REPLACE TABLE silver.spotify_artists_silver (
    artist_id VARCHAR NOT NULL COMMENT 'The artist''s Spotify id.',
    artist_name VARCHAR NOT NULL COMMENT 'The artist''s name.',
    popularity INTEGER COMMENT '0 to 100 on the day; null where the API does not serve it.',
    followers BIGINT COMMENT 'Number of followers on the day; null where the API does not serve it.',
    genres VARCHAR COMMENT 'Genres joined by '' | '', in the API''s order; null where the API does not serve them.',
    is_followed BOOLEAN NOT NULL COMMENT 'Whether the artist was asked for by id, not merely found.',
    is_ambiguous BOOLEAN NOT NULL COMMENT 'Whether the name may be several artists'' that a dataset joined with commas.',
    first_observed_on DATE NOT NULL COMMENT 'First day on which it was seen.',
    last_observed_on DATE NOT NULL COMMENT 'Last day on which it was seen.'
)
COPY GRANTS
COMMENT = 'One row an artist: those who were asked for (is_followed) and those who only appear in credits.';

INSERT INTO silver.spotify_artists_silver (
    artist_id, artist_name, popularity, followers, genres, is_followed, is_ambiguous,
    first_observed_on, last_observed_on
)
WITH repeated_keys AS (
    SELECT
        c.artist_id
    FROM (
        SELECT
            r.artist_id,
            COUNT(*) AS _records
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
                MAX(_source_offset) AS _source_offset
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
        MAX(_source_offset) AS _source_offset
    FROM bronze.spotify_credits_bronze
    GROUP BY artist_id, artist_name, is_ambiguous, observed_on, _ingested_at, _source_object
) AS r
LEFT JOIN repeated_keys
    ON r.artist_id = repeated_keys.artist_id
WHERE repeated_keys.artist_id IS NULL
UNION ALL
SELECT
    artist_id,
    MAX_BY(artist_name, _record_place) AS artist_name,
    MAX_BY(popularity, CASE WHEN popularity IS NOT NULL THEN _record_place END) AS popularity,
    MAX_BY(followers, CASE WHEN followers IS NOT NULL THEN _record_place END) AS followers,
    MAX_BY(genres, CASE WHEN genres IS NOT NULL THEN _record_place END) AS genres,
    BOOLOR_AGG(is_followed) AS is_followed,
    BOOLOR_AGG(is_ambiguous) AS is_ambiguous,
    MIN(observed_on) AS first_observed_on,
    MAX(observed_on) AS last_observed_on
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
        ROW_NUMBER() OVER (
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
            MAX(_source_offset) AS _source_offset
        FROM bronze.spotify_credits_bronze
        GROUP BY artist_id, artist_name, is_ambiguous, observed_on, _ingested_at, _source_object
    ) AS r
    JOIN repeated_keys
        ON r.artist_id = repeated_keys.artist_id
) AS p
GROUP BY artist_id;

MERGE INTO silver.spotify_artists_silver AS t
USING (
    WITH repeated_keys AS (
        SELECT
            c.artist_id
        FROM (
            SELECT
                r.artist_id,
                COUNT(*) AS _records
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
                    MAX(_source_offset) AS _source_offset
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
                MAX(_source_offset) AS _source_offset
            FROM meta.fresh_spotify_credits_bronze
            GROUP BY artist_id, artist_name, is_ambiguous, observed_on, _ingested_at, _source_object
        ) AS r
        LEFT JOIN repeated_keys
            ON r.artist_id = repeated_keys.artist_id
        WHERE repeated_keys.artist_id IS NULL
        UNION ALL
        SELECT
            artist_id,
            MAX_BY(artist_name, _record_place) AS artist_name,
            MAX_BY(popularity, CASE WHEN popularity IS NOT NULL THEN _record_place END) AS popularity,
            MAX_BY(followers, CASE WHEN followers IS NOT NULL THEN _record_place END) AS followers,
            MAX_BY(genres, CASE WHEN genres IS NOT NULL THEN _record_place END) AS genres,
            BOOLOR_AGG(is_followed) AS is_followed,
            BOOLOR_AGG(is_ambiguous) AS is_ambiguous,
            MIN(observed_on) AS first_observed_on,
            MAX(observed_on) AS last_observed_on
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
                ROW_NUMBER() OVER (
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
                    MAX(_source_offset) AS _source_offset
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
