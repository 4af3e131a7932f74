import type { CompiledCalc } from '../expression/compile.ts';
import type { ArenaSlot } from './arena-slot.ts';
import type { Operator } from './operator.ts';

/** Filter and projection in one generated function. */
export const calcOperator = (calc: CompiledCalc, slot: ArenaSlot): Operator => ({
  onBatch(batch, output) {
    const result = calc(batch, slot.arena);
    if (result) output.onBatch(result);
  },
  onWatermark: (watermarkMs, output) => output.onWatermark(watermarkMs),
  onEnd: (output) => output.onEnd(),
  snapshot: () => undefined,
  restore() {},
});
