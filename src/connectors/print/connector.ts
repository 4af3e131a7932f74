import type { Connector } from '../connector.ts';
import { SINK_PARALLELISM } from '../sink-parallelism.ts';

/** Shows rows as lines of text, as Flink's print connector does. */
export const print: Connector = {
  kind: 'connector',
  name: 'print',
  summary: 'prints every row with its row kind to standard output or standard error',
  example: `CREATE TABLE shown (user_id STRING, amount DECIMAL(10, 2)) WITH ('connector' = 'print', 'print-identifier' = 'orders')`,
  options: {
    'print-identifier': {
      type: 'string',
      doc: 'text before each line, followed by `> `; with more than one subtask `identifier:subtask> `',
      example: 'orders',
    },
    'standard-error': {
      type: 'boolean',
      doc: 'whether lines go to standard error instead of standard output',
      default: false,
    },
    'sink.parallelism': SINK_PARALLELISM,
  },
  rules: [],
  metadata: {},
  writes: { partitions: true },
  sink: async () => (await import('./sink.ts')).printSink,
};
