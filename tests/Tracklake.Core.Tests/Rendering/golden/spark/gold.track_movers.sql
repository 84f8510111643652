CREATE OR REPLACE TABLE gold.track_movers (
    direction STRING NOT NULL COMMENT 'up or down.',
    mover_rank BIGINT NOT NULL COMMENT 'Place among those of its direction, from 1; at most 20.',
    observed_on DATE NOT NULL COMMENT 'The day that the record speaks of.',
    track_id STRING NOT NULL COMMENT 'The track\'s Spotify id; the URI of a local track, which has none.',
    track_name STRING NOT NULL COMMENT 'The track\'s name.',
    popularity INT COMMENT '0 to 100 on the day; null where the API does not serve it.',
    change_7d BIGINT COMMENT 'Popularity against 7 days before; null when it is not known then.'
)
USING DELTA
COMMENT 'The 20 tracks whose popularity rose most within 7 days, as of the latest day, and the 20 that fell most.'
TBLPROPERTIES ('delta.enableDeletionVectors' = 'false')

INSERT INTO gold.track_movers (
    direction, mover_rank, observed_on, track_id, track_name, popularity, change_7d
)
SELECT
    r.direction,
    r.mover_rank,
    r.observed_on,
    r.track_id,
    r.track_name,
    r.popularity,
    r.change_7d
FROM (
    SELECT
        CASE WHEN d.change_7d > 0 THEN 'up' ELSE 'down' END AS direction,
        CAST(row_number() OVER (
            PARTITION BY CASE WHEN d.change_7d > 0 THEN 'up' ELSE 'down' END
            ORDER BY
                CASE
                    WHEN d.change_7d > 0 THEN d.change_7d
                    ELSE CAST(0 AS BIGINT) - d.change_7d
                END DESC NULLS LAST,
                d.track_id ASC NULLS LAST
        ) AS BIGINT) AS mover_rank,
        d.observed_on,
        d.track_id,
        t.track_name,
        d.popularity,
        d.change_7d
    FROM gold.track_popularity_daily AS d
    JOIN (
        SELECT
            max(observed_on) AS observed_on
        FROM gold.track_popularity_daily
    ) AS l
        ON d.observed_on = l.observed_on
    JOIN silver.spotify_tracks_silver AS t
        ON d.track_id = t.track_id
    WHERE d.change_7d <> 0
) AS r
WHERE r.mover_rank <= 20
