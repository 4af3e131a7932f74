/** Room for the decompressed batches of one chunk, in the worker's memory; grows with the largest batch. */
import type { Address, Memory } from '../../../runtime/batch/memory.ts';
import type { Scratch } from './decompress.ts';

export interface GrowingScratch extends Scratch {
  /** Gives up everything handed out. */
  reset(): void;
  close(): void;
}

/** Decompressed bytes a chunk holds; a single batch with more makes the room grow, up to the limit. */
const SCRATCH_BYTES = 4 << 20;
/** A decompressed batch takes no more than this part of the worker's memory. */
const LIMIT_PART = 4;

export function openScratch(memory: Memory): GrowingScratch {
  let start: Address = 0;
  let capacity = 0;
  let used = 0;
  return {
    limitBytes: Math.floor(memory.limitBytes / LIMIT_PART),
    room(bytes) {
      if (used + bytes > capacity) {
        if (used > 0) return undefined;
        if (capacity > 0) memory.release(start);
        capacity = 0;
        const wanted = Math.max(bytes, SCRATCH_BYTES);
        start = memory.allocate(wanted);
        capacity = wanted;
      }
      const at = start + used;
      // Kernels may read a few bytes behind a payload: they find the next one, or the block's padding.
      used += (bytes + 15) & ~15;
      return at;
    },
    reset() {
      used = 0;
    },
    close() {
      if (capacity > 0) memory.release(start);
    },
  };
}
