/** The `kafka` connector: topics as tables, as Flink's Kafka SQL connector reads them. */
import type { Connector } from '../connector.ts';
import { METADATA } from './metadata.ts';
import { OTHER_PROPERTIES } from './options/property-others.ts';
import { USED_PROPERTIES } from './options/property-table.ts';
import { checkRead, checkTable, RULES } from './options/rules.ts';
import { TABLE_OPTIONS } from './options/table.ts';
import { partColumns } from './part-columns.ts';

export const kafka: Connector = {
  kind: 'connector',
  name: 'kafka',
  summary: 'reads the topics of a Kafka cluster',
  example: `CREATE TABLE logs (
  service STRING,
  body STRING,
  received TIMESTAMP_LTZ(3) METADATA FROM 'timestamp'
) WITH (
  'connector' = 'kafka',
  'topic' = 'logs',
  'properties.bootstrap.servers' = 'localhost:9092',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json'
)`,
  options: { ...TABLE_OPTIONS, ...USED_PROPERTIES, ...OTHER_PROPERTIES },
  rules: RULES,
  checkTable,
  checkRead,
  metadata: METADATA,
  formats: {
    unit: 'record',
    keys: [
      { option: 'format', prefix: '', part: 'value' },
      { option: 'value.format', prefix: 'value.', part: 'value', synonymOf: 'format' },
      { option: 'key.format', prefix: 'key.', part: 'key' },
    ],
  },
  formatColumns: (part, options, columns) => partColumns(part, options, columns),
  identity: ['topic', 'topic-pattern'],
  bounded: (options) => options.string('scan.bounded.mode') !== 'unbounded',
  source: async () => (await import('./source/source.ts')).kafkaSource,
};
