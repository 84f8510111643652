DROP TABLE IF EXISTS silver.spotify_lists_silver_next

-- One row a list that is paged through (an artist's albums, an album's tracks): whether all of it was received.
CREATE TABLE silver.spotify_lists_silver_next AS
SELECT
    CAST(list_type AS VARCHAR) AS list_type,
    CAST(owner_id AS VARCHAR) AS owner_id,
    CAST(list_total AS INTEGER) AS list_total,
    CAST(items_received AS BIGINT) AS items_received,
    CAST(pages_received AS BIGINT) AS pages_received,
    CAST(end_reached AS BOOLEAN) AS end_reached,
    CAST(first_observed_on AS DATE) AS first_observed_on,
    CAST(last_observed_on AS DATE) AS last_observed_on,
    CAST(items_missing AS BIGINT) AS items_missing
FROM (
    WITH repeated_keys AS (
        SELECT
            c.list_type,
            c.owner_id
        FROM (
            SELECT
                r.list_type,
                r.owner_id,
                count(*) AS _records
            FROM (
                SELECT
                    list_type,
                    owner_id,
                    max(list_total) AS list_total,
                    sum(page_items) AS items_received,
                    count(*) AS pages_received,
                    bool_or(is_last) AS end_reached,
                    observed_on,
                    max(_ingested_at) AS _ingested_at,
                    max(_source_object) AS _source_object,
                    max(_source_offset) AS _source_offset
                FROM (
                    SELECT
                        list_type,
                        owner_id,
                        observed_on,
                        page_offset,
                        max(page_items) AS page_items,
                        max(list_total) AS list_total,
                        bool_or(is_last) AS is_last,
                        max(_ingested_at) AS _ingested_at,
                        max(_source_object) AS _source_object,
                        max(_source_offset) AS _source_offset
                    FROM bronze.spotify_pages_bronze
                    GROUP BY list_type, owner_id, observed_on, page_offset
                ) AS p
                GROUP BY list_type, owner_id, observed_on
            ) AS r
            GROUP BY r.list_type, r.owner_id
        ) AS c
        WHERE c._records > 1
    )
    SELECT
        list_type,
        owner_id,
        list_total,
        items_received,
        pages_received,
        end_reached,
        first_observed_on,
        last_observed_on,
        CASE
            WHEN NOT end_reached AND list_total > items_received THEN list_total - items_received
            ELSE CAST(0 AS BIGINT)
        END AS items_missing
    FROM (
        SELECT
            r.list_type,
            r.owner_id,
            r.list_total,
            r.items_received,
            r.pages_received,
            r.end_reached,
            r.observed_on AS first_observed_on,
            r.observed_on AS last_observed_on
        FROM (
            SELECT
                list_type,
                owner_id,
                max(list_total) AS list_total,
                sum(page_items) AS items_received,
                count(*) AS pages_received,
                bool_or(is_last) AS end_reached,
                observed_on,
                max(_ingested_at) AS _ingested_at,
                max(_source_object) AS _source_object,
                max(_source_offset) AS _source_offset
            FROM (
                SELECT
                    list_type,
                    owner_id,
                    observed_on,
                    page_offset,
                    max(page_items) AS page_items,
                    max(list_total) AS list_total,
                    bool_or(is_last) AS is_last,
                    max(_ingested_at) AS _ingested_at,
                    max(_source_object) AS _source_object,
                    max(_source_offset) AS _source_offset
                FROM bronze.spotify_pages_bronze
                GROUP BY list_type, owner_id, observed_on, page_offset
            ) AS p
            GROUP BY list_type, owner_id, observed_on
        ) AS r
        LEFT JOIN repeated_keys
            ON r.list_type = repeated_keys.list_type
            AND r.owner_id = repeated_keys.owner_id
        WHERE repeated_keys.list_type IS NULL
        UNION ALL
        SELECT
            list_type,
            owner_id,
            max_by(list_total, _record_place) AS list_total,
            max_by(items_received, _record_place) AS items_received,
            max_by(pages_received, _record_place) AS pages_received,
            max_by(end_reached, _record_place) AS end_reached,
            min(observed_on) AS first_observed_on,
            max(observed_on) AS last_observed_on
        FROM (
            SELECT
                r.list_type,
                r.owner_id,
                r.list_total,
                r.items_received,
                r.pages_received,
                r.end_reached,
                r.observed_on,
                r._ingested_at,
                r._source_object,
                r._source_offset,
                row_number() OVER (
                    PARTITION BY r.list_type, r.owner_id
                    ORDER BY
                        r.observed_on ASC NULLS LAST,
                        r._ingested_at ASC NULLS LAST,
                        r._source_object ASC NULLS LAST,
                        r._source_offset ASC NULLS LAST
                ) AS _record_place
            FROM (
                SELECT
                    list_type,
                    owner_id,
                    max(list_total) AS list_total,
                    sum(page_items) AS items_received,
                    count(*) AS pages_received,
                    bool_or(is_last) AS end_reached,
                    observed_on,
                    max(_ingested_at) AS _ingested_at,
                    max(_source_object) AS _source_object,
                    max(_source_offset) AS _source_offset
                FROM (
                    SELECT
                        list_type,
                        owner_id,
                        observed_on,
                        page_offset,
                        max(page_items) AS page_items,
                        max(list_total) AS list_total,
                        bool_or(is_last) AS is_last,
                        max(_ingested_at) AS _ingested_at,
                        max(_source_object) AS _source_object,
                        max(_source_offset) AS _source_offset
                    FROM bronze.spotify_pages_bronze
                    GROUP BY list_type, owner_id, observed_on, page_offset
                ) AS p
                GROUP BY list_type, owner_id, observed_on
            ) AS r
            JOIN repeated_keys
                ON r.list_type = repeated_keys.list_type
                AND r.owner_id = repeated_keys.owner_id
        ) AS p
        GROUP BY list_type, owner_id
    ) AS f
) AS q

DROP TABLE IF EXISTS silver.spotify_lists_silver

ALTER TABLE silver.spotify_lists_silver_next RENAME TO silver.spotify_lists_silver
