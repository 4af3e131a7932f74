import type { Connector } from '../connector.ts';
import { SINK_PARALLELISM } from '../sink-parallelism.ts';

/** Takes rows and forgets them: for measuring what stands in front of a sink. */
export const blackhole: Connector = {
  kind: 'connector',
  name: 'blackhole',
  summary: 'swallows all rows, for tests of speed and for statements whose result does not matter',
  example: `CREATE TABLE nothing (user_id STRING, amount DECIMAL(10, 2)) WITH ('connector' = 'blackhole')`,
  options: { 'sink.parallelism': SINK_PARALLELISM },
  rules: [],
  metadata: {},
  writes: { partitions: true },
  sink: async () => (await import('./sink.ts')).blackholeSink,
};
