CREATE OR REPLACE TABLE gold.layer_row_counts (
    layer VARCHAR NOT NULL COMMENT 'bronze, silver or gold.',
    table_name VARCHAR NOT NULL COMMENT 'The table.',
    row_count BIGINT NOT NULL COMMENT 'Number of rows.'
)
COPY GRANTS
COMMENT = 'One row a table of bronze, silver and gold: how many rows it has.';

INSERT INTO gold.layer_row_counts (
    layer, table_name, row_count
)
SELECT
    layer,
    table_name,
    row_count
FROM meta.table_counts;
