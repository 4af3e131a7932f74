import type { Column } from '../../runtime/batch/column.ts';
import type { Address, Arena } from '../../runtime/batch/memory.ts';
import type { Randomness } from './random.ts';

/** Makes a column for the rows with these numbers (counted from 0 over the whole table). */
export type Fill = (indexes: Float64Array, count: number, arena: Arena, now: Now) => Column;

/** The clock as a batch sees it: one reading for all its rows. */
export interface Now {
  readonly epochMs: number;
  /** Offset of the session's time zone, for DATE and TIME. */
  readonly zoneOffsetMs: number;
}

/** One validity byte a row; draws one random number a row when there are nulls. */
export function validity(
  indexes: Float64Array,
  count: number,
  arena: Arena,
  random: Randomness,
  nullRate: number,
): Address {
  const at = arena.allocate(count);
  const { u8 } = arena.memory;
  u8.fill(1, at, at + count);
  if (nullRate > 0)
    for (let row = 0; row < count; row++) if (isNullAt(random, indexes[row]!, nullRate)) u8[at + row] = 0;
  return at;
}

/** Whether a row is NULL; the draws for its value are others. */
export function isNullAt(random: Randomness, index: number, nullRate: number): boolean {
  if (nullRate === 0) return false;
  random.at(-1 - index);
  return random.fraction() < nullRate;
}
