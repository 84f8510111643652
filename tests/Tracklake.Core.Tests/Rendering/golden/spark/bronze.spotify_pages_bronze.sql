CREATE TABLE IF NOT EXISTS bronze.spotify_pages_bronze (
    list_type STRING NOT NULL COMMENT 'What was paged through: artist_albums or album_tracks.',
    owner_id STRING NOT NULL COMMENT 'The artist or album whose list it is.',
    page_offset INT NOT NULL COMMENT 'Number of items before this page.',
    page_items INT NOT NULL COMMENT 'Number of items on this page, without null entries.',
    list_total INT NOT NULL COMMENT 'Number of items in all, as the page says; it drifts from day to day.',
    is_last BOOLEAN NOT NULL COMMENT 'Whether the page says that no other follows.',
    observed_on DATE NOT NULL COMMENT 'The day that the record speaks of.',
    _source_object STRING NOT NULL COMMENT 'Key of the raw object that holds the record\'s bytes.',
    _source_offset BIGINT NOT NULL COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT NOT NULL COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP NOT NULL COMMENT 'When the source gave the record.',
    _run_id BIGINT NOT NULL COMMENT 'Number of the run that added the row.'
)
USING DELTA
COMMENT 'A row for each page of a paged answer; empty pages beyond the end have none, as it was received, with the place of its bytes in raw.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

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
WHERE b._source_object IS NULL
