-- Orders made by a generator, filtered and priced, written as Parquet: no service is needed.
CREATE TABLE orders (
  order_id  BIGINT,
  user_id   INT,
  product   INT,
  quantity  INT,
  price     DECIMAL(10, 2),
  ordered_at TIMESTAMP(3)
) WITH (
  'connector' = 'datagen',
  'number-of-rows' = '${rows:-300000}',
  'rows-per-second' = '1000000',
  'fields.order_id.kind' = 'sequence',
  'fields.order_id.start' = '1',
  'fields.order_id.end' = '${rows:-300000}',
  'fields.user_id.min' = '1',
  'fields.user_id.max' = '5000',
  'fields.product.min' = '1',
  'fields.product.max' = '40',
  'fields.quantity.min' = '1',
  'fields.quantity.max' = '9',
  'fields.price.min' = '1',
  'fields.price.max' = '500'
);

CREATE VIEW priced AS
SELECT
  order_id,
  CONCAT('user-', CAST(user_id AS STRING)) AS customer,
  CASE WHEN product <= 10 THEN 'books' WHEN product <= 25 THEN 'music' ELSE 'garden' END AS category,
  quantity * price AS total,
  ordered_at
FROM orders
WHERE quantity > 1;

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

INSERT INTO priced_orders SELECT * FROM priced;
