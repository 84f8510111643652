DROP TABLE IF EXISTS gold.layer_row_counts_next

-- One row a table of bronze, silver and gold: how many rows it has.
CREATE TABLE gold.layer_row_counts_next AS
SELECT
    CAST(layer AS VARCHAR) AS layer,
    CAST(table_name AS VARCHAR) AS table_name,
    CAST(row_count AS BIGINT) AS row_count
FROM (
    SELECT
        layer,
        table_name,
        row_count
    FROM meta.table_counts
) AS q

DROP TABLE IF EXISTS gold.layer_row_counts

ALTER TABLE gold.layer_row_counts_next RENAME TO gold.layer_row_counts
