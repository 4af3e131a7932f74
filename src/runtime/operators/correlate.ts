/** Each input row beside the rows that a table function or a collection gives for it (Flink's StreamExecCorrelate). */
import type { CorrelateNode } from '../../planner/physical/plan.ts';
import { type CompiledCalc, compileCalc } from '../expression/compile.ts';
import type { ExpressionEnvironment } from '../expression/environment.ts';
import type { ArenaSlot } from './arena-slot.ts';
import type { Operator } from './operator.ts';
import { tableFunctionRows } from './table-function.ts';
import { unnestedRows } from './unnest.ts';

/** @param isWanted false as soon as a LIMIT has enough: a generator may go on for ever */
export function correlateOperator(
  node: CorrelateNode,
  env: ExpressionEnvironment,
  slot: ArenaSlot,
  isWanted: () => boolean,
): Operator {
  const args: CompiledCalc = compileCalc({ projections: node.rows.args }, env);
  const rows =
    node.rows.kind === 'unnest' ? unnestedRows(node, node.rows, env) : tableFunctionRows(node, node.rows, env);
  return {
    onBatch(batch, output) {
      const called = args({ ...batch, rowKinds: 0 }, slot.arena)!;
      rows(batch, called.columns, slot.arena, (joined) => {
        output.onBatch(joined);
        return isWanted();
      });
    },
    onWatermark: (watermarkMs, output) => output.onWatermark(watermarkMs),
    onEnd: (output) => output.onEnd(),
    snapshot: () => undefined,
    restore() {},
  };
}
