CREATE OR REPLACE TABLE gold.layer_row_counts (
    layer VARCHAR NOT NULL,
    table_name VARCHAR NOT NULL,
    row_count BIGINT NOT NULL
);

COMMENT ON TABLE gold.layer_row_counts IS 'One row a table of bronze, silver and gold: how many rows it has.';

INSERT INTO gold.layer_row_counts (
    layer, table_name, row_count
)
SELECT
    layer,
    table_name,
    row_count
FROM meta.table_counts;
