CREATE TABLE IF NOT EXISTS bronze.spotify_artists_bronze (
    artist_id STRING NOT NULL COMMENT 'The artist\'s Spotify id.',
    artist_name STRING NOT NULL COMMENT 'The artist\'s name.',
    popularity INT COMMENT '0 to 100 on the day; null where the API does not serve it.',
    followers BIGINT COMMENT 'Number of followers on the day; null where the API does not serve it.',
    genres STRING COMMENT 'Genres joined by \' | \', in the API\'s order; null where the API does not serve them.',
    is_followed BOOLEAN NOT NULL COMMENT 'Whether the artist was asked for by id, not merely found.',
    observed_on DATE NOT NULL COMMENT 'The day that the record speaks of.',
    _source_object STRING NOT NULL COMMENT 'Key of the raw object that holds the record\'s bytes.',
    _source_offset BIGINT NOT NULL COMMENT 'First byte of the record in the raw object, uncompressed.',
    _source_length BIGINT NOT NULL COMMENT 'Length of the record in bytes, uncompressed.',
    _ingested_at TIMESTAMP NOT NULL COMMENT 'When the source gave the record.',
    _run_id BIGINT NOT NULL COMMENT 'Number of the run that added the row.'
)
USING DELTA
COMMENT 'A row for each artist object in a response, as it was received, with the place of its bytes in raw.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

INSERT INTO bronze.spotify_artists_bronze (
    artist_id, artist_name, popularity, followers, genres, is_followed, observed_on,
    _source_object, _source_offset, _source_length, _ingested_at, _run_id
)
SELECT
    p.artist_id,
    p.artist_name,
    p.popularity,
    p.followers,
    p.genres,
    p.is_followed,
    p.observed_on,
    p._source_object,
    p._source_offset,
    p._source_length,
    p._ingested_at,
    r._run_id
FROM processed.artists AS p
LEFT JOIN (
    SELECT
        _source_object
    FROM bronze.spotify_artists_bronze
    GROUP BY _source_object
) AS b
    ON b._source_object = p._source_object
CROSS JOIN (
    SELECT
        COALESCE(max(_run_id), CAST(0 AS BIGINT)) + 1 AS _run_id
    FROM bronze.spotify_artists_bronze
) AS r
WHERE b._source_object IS NULL
