-- Bronze by hand, from landed Parquet files. Variables: the lists of files.
SET preserve_insertion_order = false;
COPY (SELECT *, CAST(1 AS BIGINT) AS _run_id FROM read_parquet(getvariable('tracks')))
    TO '$out/spotify_tracks_bronze.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT *, CAST(1 AS BIGINT) AS _run_id FROM read_parquet(getvariable('albums')))
    TO '$out/spotify_albums_bronze.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT *, CAST(1 AS BIGINT) AS _run_id FROM read_parquet(getvariable('credits')))
    TO '$out/spotify_credits_bronze.parquet' (FORMAT parquet, COMPRESSION zstd);
