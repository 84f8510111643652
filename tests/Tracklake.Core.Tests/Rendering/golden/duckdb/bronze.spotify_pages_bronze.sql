CREATE TABLE IF NOT EXISTS bronze.spotify_pages_bronze (
    list_type VARCHAR NOT NULL,
    owner_id VARCHAR NOT NULL,
    page_offset INTEGER NOT NULL,
    page_items INTEGER NOT NULL,
    list_total INTEGER NOT NULL,
    is_last BOOLEAN NOT NULL,
    observed_on DATE NOT NULL,
    _source_object VARCHAR NOT NULL,
    _source_offset BIGINT NOT NULL,
    _source_length BIGINT NOT NULL,
    _ingested_at TIMESTAMPTZ NOT NULL,
    _run_id BIGINT NOT NULL
);

INSERT INTO bronze.spotify_pages_bronze (
    list_type, owner_id, page_offset, page_items, list_total, is_last, observed_on, _source_object,
    _source_offset, _source_length, _ingested_at, _run_id
)
SELECT
    p.list_type,
    p.owner_id,
    p.page_offset,
    p.page_items,
    p.list_total,
    p.is_last,
    p.observed_on,
    p._source_object,
    p._source_offset,
    p._source_length,
    p._ingested_at,
    r._run_id
FROM processed.pages AS p
LEFT JOIN (
    SELECT
        _source_object
    FROM bronze.spotify_pages_bronze
    GROUP BY _source_object
) AS b
    ON b._source_object = p._source_object
CROSS JOIN (
    SELECT
        COALESCE(max(_run_id), CAST(0 AS BIGINT)) + 1 AS _run_id
    FROM bronze.spotify_pages_bronze
) AS r
WHERE b._source_object IS NULL;
