CREATE OR REPLACE TABLE gold.explicit_share (
    release_year INTEGER,
    track_count BIGINT NOT NULL,
    explicit_tracks BIGINT NOT NULL,
    explicit_pct DECIMAL(18,2)
);

COMMENT ON TABLE gold.explicit_share IS 'One row a year of release (null: unknown): how many of its tracks are explicit.';

INSERT INTO gold.explicit_share (
    release_year, track_count, explicit_tracks, explicit_pct
)
SELECT
    b.release_year,
    count(*) AS track_count,
    count(CASE WHEN t.explicit THEN 1 END) AS explicit_tracks,
    CAST(CAST(
        (count(CASE WHEN t.explicit THEN 1 END) * 20000 + count(*)) // NULLIF(count(*) * 2, 0) AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS explicit_pct
FROM silver.spotify_tracks_silver AS t
LEFT JOIN silver.spotify_albums_silver AS b
    ON t.album_id = b.album_id
WHERE t.explicit IS NOT NULL
GROUP BY b.release_year;
