DROP TABLE IF EXISTS gold.explicit_share_next

-- One row a year of release (null: unknown): how many of its tracks are explicit.
CREATE TABLE gold.explicit_share_next AS
SELECT
    CAST(release_year AS INTEGER) AS release_year,
    CAST(track_count AS BIGINT) AS track_count,
    CAST(explicit_tracks AS BIGINT) AS explicit_tracks,
    CAST(explicit_pct AS DECIMAL(18,2)) AS explicit_pct
FROM (
    SELECT
        b.release_year,
        count(*) AS track_count,
        count(*) FILTER (WHERE t.explicit) AS explicit_tracks,
        CAST(CAST(
            (count(*) FILTER (WHERE t.explicit) * 20000 + count(*)) / NULLIF(count(*) * 2, 0) AS DECIMAL(18,0)
        ) * 0.01 AS DECIMAL(18,2)) AS explicit_pct
    FROM silver.spotify_tracks_silver AS t
    LEFT JOIN silver.spotify_albums_silver AS b
        ON t.album_id = b.album_id
    WHERE t.explicit IS NOT NULL
    GROUP BY b.release_year
) AS q

DROP TABLE IF EXISTS gold.explicit_share

ALTER TABLE gold.explicit_share_next RENAME TO gold.explicit_share
