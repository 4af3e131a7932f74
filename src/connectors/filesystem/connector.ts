import type { Connector } from '../connector.ts';
import { FILESYSTEM_OPTIONS, FILESYSTEM_RULES } from './options.ts';
import { checkColumns } from './partition-values.ts';

/** Directories of files. */
export const filesystem: Connector = {
  kind: 'connector',
  name: 'filesystem',
  summary:
    'reads and writes directories of files, with Hive-style partitions; what is written appears at checkpoints, exactly once',
  example: `CREATE TABLE orders (
  order_id BIGINT,
  amount DECIMAL(10, 2),
  dt STRING
) PARTITIONED BY (dt) WITH (
  'connector' = 'filesystem',
  'path' = '/data/orders',
  'format' = 'json'
)`,
  options: FILESYSTEM_OPTIONS,
  rules: FILESYSTEM_RULES,
  checkTable: (_options, table) => checkColumns(table),
  metadata: {
    'file.path': { type: 'STRING NOT NULL', doc: 'the whole path of the file', writable: false },
    'file.name': { type: 'STRING NOT NULL', doc: 'its last part', writable: false },
    'file.size': { type: 'BIGINT NOT NULL', doc: 'bytes in the file', writable: false },
    'file.modification-time': { type: 'TIMESTAMP_LTZ(3) NOT NULL', doc: 'when it was last changed', writable: false },
  },
  formats: { unit: 'file', keys: [{ option: 'format', prefix: '', part: 'value' }] },
  identity: ['path', 'format'],
  bounded: (options) => !options.has('source.monitor-interval'),
  source: async () => (await import('./source.ts')).filesystemSource,
  writes: { overwrite: true, partitions: true },
  sink: async () => (await import('./sink.ts')).filesystemSink,
};
