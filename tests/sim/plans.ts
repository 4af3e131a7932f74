/** Physical plans by hand, over tables of one BIGINT. */
import type { PhysicalNode, PhysicalPlan, TableDescription } from '../../src/planner/physical/plan.ts';
import { BIGINT } from '../../src/sql/types/type.ts';

const columns = [{ name: 'n', type: BIGINT }];
const span = { start: 0, end: 0 };
const table = (name: string): TableDescription => ({
  identifier: `c.d.${name}`,
  connector: 'simulated',
  options: {},
  physicalColumns: columns,
  primaryKey: [],
  partitionKeys: [],
});

export const source = (name: string): PhysicalNode => ({
  kind: 'source',
  id: `source-${name}`,
  columns,
  span,
  table: table(name),
  produced: [{ name: 'n', type: BIGINT, from: { kind: 'physical' } }],
});
export const sink = (name: string, input: number): PhysicalNode => ({
  kind: 'sink',
  id: `sink-${name}`,
  columns,
  span,
  input,
  table: table(name),
  consumed: [{ name: 'n', type: BIGINT }],
  overwrite: false,
  staticPartitions: {},
});
export const union = (...inputs: number[]): PhysicalNode => ({ kind: 'union', id: 'union', columns, span, inputs });
export const limit = (input: number, fetch: number, offset = 0): PhysicalNode => ({
  kind: 'limit',
  id: 'limit',
  columns,
  span,
  input,
  offset,
  fetch,
});
export const collect = (input: number): PhysicalNode => ({ kind: 'collect', id: 'collect', columns, span, input });

export function plan(nodes: readonly PhysicalNode[], config: Readonly<Record<string, string>> = {}): PhysicalPlan {
  return {
    version: 1,

    nodes,
    ...(nodes.some((node) => node.kind === 'limit') ? { maxParallelism: 1 } : {}),
    session: {
      timeZone: 'UTC',
      config: { 'streamsql.worker.memory': '32 mb', ...config },
      currentCatalog: 'c',
      currentDatabase: 'd',
      batch: config['execution.runtime-mode'] === 'BATCH',
    },
  };
}
