CREATE TABLE IF NOT EXISTS bronze.spotify_albums_bronze (
    album_id STRING NOT NULL COMMENT 'The album\'s Spotify id.',
    album_name STRING NOT NULL COMMENT 'The album\'s name; Spotify serves some that are empty.',
    album_type STRING COMMENT 'album, single or compilation.',
    total_tracks INT COMMENT 'Number of tracks according to the album object.',
    release_date STRING COMMENT 'The release date as served: YYYY, YYYY-MM or YYYY-MM-DD, sometimes 0000.',
    release_date_precision STRING COMMENT 'How much of the release date is known: year, month or day.',
    label STRING COMMENT 'The label; null where the API does not serve it.',
    popularity INT COMMENT '0 to 100 on the day; null where the API does not serve it.',
    upc STRING COMMENT 'Universal Product Code; full objects only.',
    observed_on DATE NOT NULL COMMENT 'The day that the record speaks of.',
    _source_object STRING NOT NULL COMMENT 'Key of the raw object that holds the record\'s bytes.',
    _source_offset BIGINT NOT NULL COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT NOT NULL COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP NOT NULL COMMENT 'When the source gave the record.',
    _run_id BIGINT NOT NULL COMMENT 'Number of the run that added the row.'
)
USING DELTA
COMMENT 'A row for each album object in a response; one that full tracks repeat with the same bytes appears once a part, as it was received, with the place of its bytes in raw.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

INSERT INTO bronze.spotify_albums_bronze (
    album_id, album_name, album_type, total_tracks, release_date, release_date_precision, label,
    popularity, upc, observed_on, _source_object, _source_offset, _source_length, _ingested_at,
    _run_id
)
SELECT
    p.album_id,
    p.album_name,
    p.album_type,
    p.total_tracks,
    p.release_date,
    p.release_date_precision,
    p.label,
    p.popularity,
    p.upc,
    p.observed_on,
    p._source_object,
    p._source_offset,
    p._source_length,
    p._ingested_at,
    r._run_id
FROM processed.albums AS p
LEFT JOIN (
    SELECT
        _source_object
    FROM bronze.spotify_albums_bronze
    GROUP BY _source_object
) AS b
    ON b._source_object = p._source_object
CROSS JOIN (
    SELECT
        COALESCE(max(_run_id), CAST(0 AS BIGINT)) + 1 AS _run_id
    FROM bronze.spotify_albums_bronze
) AS r
WHERE b._source_object IS NULL
