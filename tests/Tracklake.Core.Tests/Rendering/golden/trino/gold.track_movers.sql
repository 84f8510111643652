DROP TABLE IF EXISTS gold.track_movers_next

-- The 20 tracks whose popularity rose most within 7 days, as of the latest day, and the 20 that fell most.
CREATE TABLE gold.track_movers_next AS
SELECT
    CAST(direction AS VARCHAR) AS direction,
    CAST(mover_rank AS BIGINT) AS mover_rank,
    CAST(observed_on AS DATE) AS observed_on,
    CAST(track_id AS VARCHAR) AS track_id,
    CAST(track_name AS VARCHAR) AS track_name,
    CAST(popularity AS INTEGER) AS popularity,
    CAST(change_7d AS BIGINT) AS change_7d
FROM (
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
    WHERE r.mover_rank <= 20
) AS q

DROP TABLE IF EXISTS gold.track_movers

ALTER TABLE gold.track_movers_next RENAME TO gold.track_movers
