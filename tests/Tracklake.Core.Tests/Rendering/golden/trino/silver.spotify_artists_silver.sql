DROP TABLE IF EXISTS silver.spotify_artists_silver_next

-- One row an artist: those who were asked for (is_followed) and those who only appear in credits.
CREATE TABLE silver.spotify_artists_silver_next AS
SELECT
    CAST(artist_id AS VARCHAR) AS artist_id,
    CAST(artist_name AS VARCHAR) AS artist_name,
    CAST(popularity AS INTEGER) AS popularity,
    CAST(followers AS BIGINT) AS followers,
    CAST(genres AS VARCHAR) AS genres,
    CAST(is_followed AS BOOLEAN) AS is_followed,
    CAST(is_ambiguous AS BOOLEAN) AS is_ambiguous,
    CAST(first_observed_on AS DATE) AS first_observed_on,
    CAST(last_observed_on AS DATE) AS last_observed_on
FROM (
    WITH repeated_keys AS (
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
        max_by(artist_name, _record_place) AS artist_name,
        max_by(popularity, _record_place) FILTER (WHERE popularity IS NOT NULL) AS popularity,
        max_by(followers, _record_place) FILTER (WHERE followers IS NOT NULL) AS followers,
        max_by(genres, _record_place) FILTER (WHERE genres IS NOT NULL) AS genres,
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
    GROUP BY artist_id
) AS q

DROP TABLE IF EXISTS silver.spotify_artists_silver

ALTER TABLE silver.spotify_artists_silver_next RENAME TO silver.spotify_artists_silver
