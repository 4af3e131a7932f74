/** The ways a test's query is run: batch sizes, the order in which splits come, and lives that end after a checkpoint. */
import type { PhysicalNode, PhysicalPlan } from '../../planner/physical/plan.ts';
import type { Batch } from '../../runtime/batch/batch.ts';
import type { Memory } from '../../runtime/batch/memory.ts';
import { readValue } from '../../runtime/batch/reader.ts';
import { runQuery } from '../../runtime/index.ts';
import type { Diagnostic } from '../../sql/diagnostics/diagnostic.ts';
import { renderValue } from '../../sql/types/render.ts';
import { queryServices } from '../services.ts';
import { runRestored } from './restored.ts';

export interface Variant {
  readonly name: string;
  readonly run: (plan: PhysicalPlan) => Promise<Changes>;
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
  {
    name: 'batches of 1024 rows',
    run: (plan) => runAtOnce(withOptions({ 'batch-size': '1024' })(plan)),
    ordered: true,
  },
  { name: 'batches of one row', run: (plan) => runAtOnce(withOptions({ 'batch-size': '1' })(plan)), ordered: true },
  {
    name: 'rows dealt out to three splits',
    run: (plan) => runAtOnce(withOptions({ 'batch-size': '2', splits: '3' })(plan)),
    ordered: false,
  },
  {
    name: 'a checkpoint, a kill and a restore after each row',
    run: (plan) => runInLives(withOptions({ 'batch-size': '1' })(plan)),
    ordered: false,
  },
  {
    name: 'the same over three splits',
    run: (plan) => runInLives(withOptions({ 'batch-size': '1', splits: '3' })(plan)),
    ordered: false,
  },
];

const KINDS = ['+I', '-U', '+U', '-D'];

/** A line a change: row kind and cells, two blanks between them. */
function changeLines(plan: PhysicalPlan, into: string[]): (batch: Batch, memory: Memory) => void {
  const { columns } = plan.nodes.at(-1)!;
  return (batch, memory) => {
    for (let row = 0; row < batch.rowCount; row++) {
      const cells = columns.map(({ type }, i) => {
        const value = readValue(memory, batch.columns[i]!, type, row);
        return value === null ? 'NULL' : cellText(renderValue(value, type, plan.session));
      });
      into.push([KINDS[batch.rowKinds === 0 ? 0 : memory.u8[batch.rowKinds + row]!]!, ...cells].join('  '));
    }
  };
}

/** A cell is never empty and never longer than its line. */
const cellText = (text: string): string =>
  text === '' ? '(empty)' : text.replaceAll('\n', '\\n').replaceAll('\r', '\\r');

export type Changes = { readonly changes: readonly string[] } | { readonly failure: Diagnostic };

async function runAtOnce(plan: PhysicalPlan): Promise<Changes> {
  const changes: string[] = [];
  const result = await runQuery(plan, { onRows: changeLines(plan, changes) }, queryServices());
  return result.failure ? { failure: result.failure } : { changes };
}

async function runInLives(plan: PhysicalPlan): Promise<Changes> {
  const changes: string[] = [];
  const failure = await runRestored(plan, changeLines(plan, changes));
  return failure ? { failure } : { changes };
}
