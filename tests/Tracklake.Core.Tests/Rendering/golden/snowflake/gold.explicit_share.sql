CREATE OR REPLACE TABLE gold.explicit_share (
    release_year INTEGER COMMENT 'Year of release; null when unknown or before 1583.',
    track_count BIGINT NOT NULL COMMENT 'Number of tracks that say whether they are explicit.',
    explicit_tracks BIGINT NOT NULL COMMENT 'Number of explicit tracks.',
    explicit_pct NUMBER(18,2) COMMENT 'Percent that are explicit.'
)
COPY GRANTS
COMMENT = 'One row a year of release (null: unknown): how many of its tracks are explicit.';

INSERT INTO gold.explicit_share (
    release_year, track_count, explicit_tracks, explicit_pct
)
SELECT
    b.release_year,
    COUNT(*) AS track_count,
    COUNT(CASE WHEN t.explicit THEN 1 END) AS explicit_tracks,
    CAST(CAST(
        CAST(
            (COUNT(CASE WHEN t.explicit THEN 1 END) * 20000 + COUNT(*) - MOD(COUNT(CASE WHEN t.explicit THEN 1 END) * 20000 + COUNT(*), NULLIF(COUNT(*) * 2, 0)))
            / NULLIF(COUNT(*) * 2, 0) AS BIGINT
        ) AS NUMBER(18,0)
    ) * 0.01 AS NUMBER(18,2)) AS explicit_pct
FROM silver.spotify_tracks_silver AS t
LEFT JOIN silver.spotify_albums_silver AS b
    ON t.album_id = b.album_id
WHERE t.explicit IS NOT NULL
GROUP BY b.release_year;
