/** Connectors that Flink has and streamsql does not: a table of theirs is refused by name, with what to do instead. */
const LATER = 'it is not built yet';

export const UNSUPPORTED_CONNECTORS: Readonly<Record<string, string>> = {
  'upsert-kafka': `${LATER}; topics of inserts are read with 'connector' = 'kafka'`,
  'dynamic-kafka':
    "it reads topics whose clusters change; of one cluster 'connector' = 'kafka' reads them, also by 'topic-pattern'",
  iceberg: LATER,
  jdbc: LATER,
};
