CREATE OR REPLACE TABLE gold.explicit_share (
    release_year INT COMMENT 'Year of release; null when unknown or before 1583.',
    track_count BIGINT NOT NULL COMMENT 'Number of tracks that say whether they are explicit.',
    explicit_tracks BIGINT NOT NULL COMMENT 'Number of explicit tracks.',
    explicit_pct DECIMAL(18,2) COMMENT 'Percent that are explicit.'
)
USING DELTA
COMMENT 'One row a year of release (null: unknown): how many of its tracks are explicit.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

INSERT INTO gold.explicit_share (
    release_year, track_count, explicit_tracks, explicit_pct
)
SELECT
    b.release_year,
    count(*) AS track_count,
    count(*) FILTER (WHERE t.explicit) AS explicit_tracks,
    CAST(CAST(
        (count(*) FILTER (WHERE t.explicit) * 20000 + count(*)) div NULLIF(count(*) * 2, 0) AS DECIMAL(18,0)
    ) * 0.01 AS DECIMAL(18,2)) AS explicit_pct
FROM silver.spotify_tracks_silver AS t
LEFT JOIN silver.spotify_albums_silver AS b
    ON t.album_id = b.album_id
WHERE t.explicit IS NOT NULL
GROUP BY b.release_year
