-- Logs from Kafka, one JSON object a record, with the values people search for pulled out, as Parquet files.
SET 'execution.checkpointing.interval' = '${checkpoint_interval:-10s}';

CREATE TABLE kafka_logs (
  `timestamp`  STRING,
  serviceName  STRING,
  severityText STRING,
  attributes   MAP<STRING, STRING>,
  resources    MAP<STRING, STRING>,
  body         STRING
) WITH (
  'connector' = 'kafka',
  'topic' = '${topic}',
  'properties.bootstrap.servers' = '${BOOTSTRAP_SERVERS:-localhost:9092}',
  'properties.group.id' = '${group_id:-streamsql-logs-to-parquet}',
  'scan.startup.mode' = '${scan_startup_mode:-earliest-offset}',
  'scan.bounded.mode' = '${scan_bounded_mode:-unbounded}',
  'format' = 'json'
);

CREATE VIEW logs_enriched AS
SELECT
  `timestamp`,
  serviceName,
  severityText,
  attributes['msg'] AS msg,
  attributes['url'] AS url,
  COALESCE(JSON_VALUE(body, '$.data.mobile'), attributes['mobile']) AS mobile,
  attributes,
  resources,
  body
FROM kafka_logs;

CREATE TABLE parquet_sink (
  `timestamp`  STRING,
  serviceName  STRING,
  severityText STRING,
  msg          STRING,
  url          STRING,
  mobile       STRING,
  attributes   MAP<STRING, STRING>,
  resources    MAP<STRING, STRING>,
  body         STRING
) WITH (
  'connector' = 'filesystem',
  'path' = '${sink_path}',
  'format' = 'parquet',
  'sink.rolling-policy.file-size' = '${rolling_file_size:-128MB}',
  'sink.rolling-policy.rollover-interval' = '${rolling_interval:-30min}'
);

INSERT INTO parquet_sink SELECT * FROM logs_enriched;
