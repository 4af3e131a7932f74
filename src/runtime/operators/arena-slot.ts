import type { Arena } from '../batch/memory.ts';

/** Which arena operators allocate in: that of the batch on its way down the pipeline. */
export interface ArenaSlot {
  arena: Arena;
}
