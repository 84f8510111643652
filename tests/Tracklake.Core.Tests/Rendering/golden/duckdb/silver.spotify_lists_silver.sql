CREATE OR REPLACE TABLE silver.spotify_lists_silver (
    list_type VARCHAR NOT NULL,
    owner_id VARCHAR NOT NULL,
    list_total INTEGER NOT NULL,
    items_received BIGINT NOT NULL,
    pages_received BIGINT NOT NULL,
    end_reached BOOLEAN NOT NULL,
    first_observed_on DATE NOT NULL,
    last_observed_on DATE NOT NULL,
    items_missing BIGINT
);

COMMENT ON TABLE silver.spotify_lists_silver IS 'One row a list that is paged through (an artist''s albums, an album''s tracks): whether all of it was received.';

INSERT INTO silver.spotify_lists_silver (
    list_type, owner_id, list_total, items_received, pages_received, end_reached,
    first_observed_on, last_observed_on, items_missing
)
WITH repeated_keys AS MATERIALIZED (
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
                CAST(sum(page_items) AS BIGINT) AS items_received,
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
            CAST(sum(page_items) AS BIGINT) AS items_received,
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
        arg_max(list_total, _record_place) AS list_total,
        arg_max(items_received, _record_place) AS items_received,
        arg_max(pages_received, _record_place) AS pages_received,
        arg_max(end_reached, _record_place) AS end_reached,
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
                CAST(sum(page_items) AS BIGINT) AS items_received,
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
) AS f;

MERGE INTO silver.spotify_lists_silver AS t
USING (
    WITH repeated_keys AS MATERIALIZED (
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
                    CAST(sum(page_items) AS BIGINT) AS items_received,
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
                    FROM meta.fresh_spotify_pages_bronze
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
            n.list_type,
            n.owner_id,
            COALESCE(n.list_total, o.list_total) AS list_total,
            COALESCE(n.items_received, o.items_received) AS items_received,
            COALESCE(n.pages_received, o.pages_received) AS pages_received,
            COALESCE(n.end_reached, o.end_reached) AS end_reached,
            least(n.first_observed_on, o.first_observed_on) AS first_observed_on,
            greatest(n.last_observed_on, o.last_observed_on) AS last_observed_on
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
                    CAST(sum(page_items) AS BIGINT) AS items_received,
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
                    FROM meta.fresh_spotify_pages_bronze
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
                arg_max(list_total, _record_place) AS list_total,
                arg_max(items_received, _record_place) AS items_received,
                arg_max(pages_received, _record_place) AS pages_received,
                arg_max(end_reached, _record_place) AS end_reached,
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
                        CAST(sum(page_items) AS BIGINT) AS items_received,
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
                        FROM meta.fresh_spotify_pages_bronze
                        GROUP BY list_type, owner_id, observed_on, page_offset
                    ) AS p
                    GROUP BY list_type, owner_id, observed_on
                ) AS r
                JOIN repeated_keys
                    ON r.list_type = repeated_keys.list_type
                    AND r.owner_id = repeated_keys.owner_id
            ) AS p
            GROUP BY list_type, owner_id
        ) AS n
        LEFT JOIN silver.spotify_lists_silver AS o
            ON n.list_type = o.list_type
            AND n.owner_id = o.owner_id
    ) AS f
) AS s
    ON t.list_type = s.list_type AND t.owner_id = s.owner_id
WHEN MATCHED THEN UPDATE SET
    list_total = s.list_total,
    items_received = s.items_received,
    pages_received = s.pages_received,
    end_reached = s.end_reached,
    first_observed_on = s.first_observed_on,
    last_observed_on = s.last_observed_on,
    items_missing = s.items_missing
WHEN NOT MATCHED THEN INSERT (
    list_type, owner_id, list_total, items_received, pages_received, end_reached,
    first_observed_on, last_observed_on, items_missing
) VALUES (
    s.list_type, s.owner_id, s.list_total, s.items_received, s.pages_received, s.end_reached,
    s.first_observed_on, s.last_observed_on, s.items_missing
);
