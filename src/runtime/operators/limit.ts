import type { Kernels } from '../../kernels/kernels.ts';
import type { LimitNode } from '../../planner/physical/plan.ts';
import type { Batch } from '../batch/batch.ts';
import { gatherBatch } from '../batch/gather.ts';
import type { ArenaSlot } from './arena-slot.ts';
import type { Operator } from './operator.ts';

/** Lets rows [offset, offset + fetch) through, in the order they come (Flink's StreamExecLimit without a sort). Insert-only input. */
export function limitOperator(node: Pick<LimitNode, 'offset' | 'fetch'>, kernels: Kernels, slot: ArenaSlot): Operator {
  const end = node.fetch === undefined ? Number.POSITIVE_INFINITY : node.offset + node.fetch;
  let seen = 0;
  return {
    onBatch(batch, output) {
      const from = Math.min(batch.rowCount, Math.max(0, node.offset - seen));
      const to = Math.min(batch.rowCount, Math.max(from, end - seen));
      seen = Math.min(end, seen + batch.rowCount);
      if (to > from) output.onBatch(slice(batch, from, to, kernels, slot));
    },
    onWatermark: (watermarkMs, output) => output.onWatermark(watermarkMs),
    onEnd: (output) => output.onEnd(),
    isSatisfied: () => seen >= end,
    snapshot: () => ({ seen }),
    restore(states) {
      for (const state of states) seen += (state as { seen: number }).seen;
    },
  };
}

function slice(batch: Batch, from: number, to: number, kernels: Kernels, slot: ArenaSlot): Batch {
  if (from === 0) return to === batch.rowCount ? batch : { ...batch, rowCount: to };
  const rows = Int32Array.from({ length: to - from }, (_, i) => from + i);
  return gatherBatch(kernels, slot.arena, batch, rows);
}
