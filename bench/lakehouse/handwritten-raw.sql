-- Bronze by hand, from gzipped NDJSON of track objects. Variable: the list of files. There is no way to ask DuckDB for
-- the place of a record's bytes, so these columns hold less than bronze does.
SET preserve_insertion_order = false;
CREATE TABLE raw AS
SELECT *, DATE '2026-11-09' AS observed_on, TIMESTAMPTZ '2026-11-09 00:00:00+00' AS given_at
FROM read_json(
    getvariable('raw'), format = 'newline_delimited', filename = true,
    columns = {
        id: 'VARCHAR', name: 'VARCHAR', disc_number: 'INTEGER', track_number: 'INTEGER', duration_ms: 'INTEGER',
        explicit: 'BOOLEAN', is_local: 'BOOLEAN', popularity: 'INTEGER', external_ids: 'STRUCT(isrc VARCHAR)',
        artists: 'STRUCT(id VARCHAR, name VARCHAR)[]',
        album: 'STRUCT(id VARCHAR, name VARCHAR, album_type VARCHAR, total_tracks INTEGER, release_date VARCHAR,
            release_date_precision VARCHAR, label VARCHAR, popularity INTEGER, external_ids STRUCT(upc VARCHAR),
            artists STRUCT(id VARCHAR, name VARCHAR)[])'});
COPY (
    SELECT id AS track_id, name AS track_name, album.id AS album_id, disc_number, track_number, duration_ms, explicit,
        is_local, popularity, external_ids.isrc AS isrc, CAST(NULL AS INTEGER) AS rank, CAST(NULL AS VARCHAR) AS rank_source,
        TRUE AS is_full, observed_on, filename AS _source_object, CAST(0 AS BIGINT) AS _source_offset,
        CAST(0 AS BIGINT) AS _source_length, given_at AS _ingested_at, CAST(1 AS BIGINT) AS _run_id
    FROM raw
) TO '$out/spotify_tracks_bronze.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (
    SELECT DISTINCT album.id AS album_id, album.name AS album_name, album.album_type AS album_type,
        album.total_tracks AS total_tracks, album.release_date AS release_date,
        album.release_date_precision AS release_date_precision, album.label AS label, album.popularity AS popularity,
        album.external_ids.upc AS upc, observed_on, filename AS _source_object, CAST(0 AS BIGINT) AS _source_offset,
        CAST(0 AS BIGINT) AS _source_length, given_at AS _ingested_at, CAST(1 AS BIGINT) AS _run_id
    FROM raw
) TO '$out/spotify_albums_bronze.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (
    SELECT 'track' AS owner_type, id AS owner_id, CAST(position AS INTEGER) AS position, artists[position].id AS artist_id,
        artists[position].name AS artist_name, FALSE AS is_ambiguous, observed_on, filename AS _source_object,
        CAST(0 AS BIGINT) AS _source_offset, CAST(0 AS BIGINT) AS _source_length, given_at AS _ingested_at,
        CAST(1 AS BIGINT) AS _run_id
    FROM (SELECT *, unnest(range(1, len(artists) + 1)) AS position FROM raw)
    UNION ALL
    SELECT 'album', id, CAST(position AS INTEGER), artists[position].id, artists[position].name, FALSE, observed_on, filename, 0,
        0, given_at, 1
    FROM (
        SELECT album.id AS id, album.artists AS artists, observed_on, given_at, filename,
            unnest(range(1, len(album.artists) + 1)) AS position
        FROM (SELECT DISTINCT ON (album.id, filename) album, observed_on, given_at, filename FROM raw))
) TO '$out/spotify_credits_bronze.parquet' (FORMAT parquet, COMPRESSION zstd);
DROP TABLE raw;
