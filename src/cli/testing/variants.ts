/** The ways a test's query is run: batch sizes, and the order in which splits come. */
import type { PhysicalNode, PhysicalPlan } from '../../planner/physical/plan.ts';
import { readValue } from '../../runtime/batch/reader.ts';
import { runQuery } from '../../runtime/index.ts';
import type { Diagnostic } from '../../sql/diagnostics/diagnostic.ts';
import { renderValue } from '../../sql/types/render.ts';
import { queryServices } from '../services.ts';

export interface Variant {
  readonly name: string;
  readonly change: (plan: PhysicalPlan) => PhysicalPlan;
  /** Rows come in the same order as in the first variant. */
  readonly ordered: boolean;
}

/** The `values` tables of a plan with other options. */
const withOptions =
  (options: Readonly<Record<string, string>>) =>
  (plan: PhysicalPlan): PhysicalPlan => ({
    ...plan,
    nodes: plan.nodes.map(
      (node): PhysicalNode =>
        node.kind === 'source' && node.table.connector === 'values'
          ? { ...node, table: { ...node.table, options: { ...node.table.options, ...options } } }
          : node,
    ),
  });

export const VARIANTS: readonly Variant[] = [
  { name: 'batches of 1024 rows', change: withOptions({ 'batch-size': '1024' }), ordered: true },
  { name: 'batches of one row', change: withOptions({ 'batch-size': '1' }), ordered: true },
  { name: 'rows dealt out to three splits', change: withOptions({ 'batch-size': '2', splits: '3' }), ordered: false },
];

const KINDS = ['+I', '-U', '+U', '-D'];

/** @returns a line a change: row kind and cells, two blanks between them */
export async function changesOf(
  plan: PhysicalPlan,
): Promise<{ readonly changes: readonly string[] } | { readonly failure: Diagnostic }> {
  const { columns } = plan.nodes.at(-1)!;
  const changes: string[] = [];
  const result = await runQuery(
    plan,
    {
      onRows: (batch, memory) => {
        for (let row = 0; row < batch.rowCount; row++) {
          const cells = columns.map(({ type }, i) => {
            const value = readValue(memory, batch.columns[i]!, type, row);
            return value === null ? 'NULL' : renderValue(value, type, plan.session);
          });
          changes.push([KINDS[batch.rowKinds === 0 ? 0 : memory.u8[batch.rowKinds + row]!]!, ...cells].join('  '));
        }
      },
    },
    queryServices(),
  );
  return result.failure ? { failure: result.failure } : { changes };
}
