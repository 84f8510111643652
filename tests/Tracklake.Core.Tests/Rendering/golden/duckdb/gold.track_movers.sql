CREATE OR REPLACE TABLE gold.track_movers (
    direction VARCHAR NOT NULL,
    mover_rank BIGINT NOT NULL,
    observed_on DATE NOT NULL,
    track_id VARCHAR NOT NULL,
    track_name VARCHAR NOT NULL,
    popularity INTEGER,
    change_7d BIGINT
);

COMMENT ON TABLE gold.track_movers IS 'The 20 tracks whose popularity rose most within 7 days, as of the latest day, and the 20 that fell most.';

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
        row_number() OVER (
            PARTITION BY CASE WHEN d.change_7d > 0 THEN 'up' ELSE 'down' END
            ORDER BY
                CASE
                    WHEN d.change_7d > 0 THEN d.change_7d
                    ELSE CAST(0 AS BIGINT) - d.change_7d
                END DESC NULLS LAST,
                d.track_id ASC NULLS LAST
        ) AS mover_rank,
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
WHERE r.mover_rank <= 20;
