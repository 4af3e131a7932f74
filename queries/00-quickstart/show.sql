-- The first rows of what job.sql has written.
CREATE TABLE priced_orders (
  order_id  BIGINT,
  customer  STRING,
  category  STRING,
  total     DECIMAL(20, 2),
  ordered_at TIMESTAMP(3)
) WITH (
  'connector' = 'filesystem',
  'path' = '${sink_path:-queries/00-quickstart/output}',
  'format' = 'parquet'
);

SELECT * FROM priced_orders LIMIT 10;
