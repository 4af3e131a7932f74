import type { Views } from './views.ts';

/**
 * Rows of a nested column to the slots of its children: for each place a child stands at, the child's row (-1 where something above it
 * is missing or empty) and the levels so far. Slots come in as for parquetAppendBytes and go out as arrays.
 */
export interface ParquetSlotsKernels {
  /** How many slots a list's elements make; -1 when the list is NULL somewhere and not `optional`. */
  parquetCountSlots(lengths: number, index: number, from: number, count: number, optional: number): number;
  /** Slots of a list's elements (a map's entries), which repeat at `level`. @returns how many, as parquetCountSlots said */
  parquetListSlots(
    starts: number,
    lengths: number,
    index: number,
    definitions: number,
    repetitions: number,
    from: number,
    count: number,
    optional: number,
    level: number,
    outIndex: number,
    outDefinitions: number,
    outRepetitions: number,
  ): number;
  /** Slots of an optional row's fields; the repetition levels are those of the row. */
  parquetRowSlots(
    validity: number,
    index: number,
    definitions: number,
    from: number,
    count: number,
    outIndex: number,
    outDefinitions: number,
  ): void;
}

export function parquetSlotsKernels({ u8, i32 }: Views): ParquetSlotsKernels {
  const rowOf = (index: number, from: number, k: number) => (index ? i32[(index >> 2) + k]! : from + k);
  const levelOf = (levels: number, k: number) => (levels ? u8[levels + k]! : 0);
  return {
    parquetCountSlots(lengths, index, from, count, optional) {
      let total = 0;
      for (let k = 0; k < count; k++) {
        const row = rowOf(index, from, k);
        const length = row < 0 ? 0 : i32[(lengths >> 2) + row]!;
        if (length < 0 && !optional) return -1;
        total += Math.max(length, 1);
      }
      return total;
    },
    parquetListSlots(
      starts,
      lengths,
      index,
      definitions,
      repetitions,
      from,
      count,
      optional,
      level,
      outIndex,
      outDefinitions,
      outRepetitions,
    ) {
      const present = optional ? 1 : 0;
      let out = 0;
      const put = (row: number, definition: number, repetition: number) => {
        i32[(outIndex >> 2) + out] = row;
        u8[outDefinitions + out] = definition;
        u8[outRepetitions + out] = repetition;
        out++;
      };
      for (let k = 0; k < count; k++) {
        const row = rowOf(index, from, k);
        const definition = levelOf(definitions, k);
        const length = row < 0 ? -1 : i32[(lengths >> 2) + row]!;
        if (length <= 0) put(-1, definition + (length < 0 ? 0 : present), levelOf(repetitions, k));
        for (let i = 0; i < length; i++)
          put(i32[(starts >> 2) + row]! + i, definition + present + 1, i === 0 ? levelOf(repetitions, k) : level);
      }
      return out;
    },
    parquetRowSlots(validity, index, definitions, from, count, outIndex, outDefinitions) {
      for (let k = 0; k < count; k++) {
        const row = rowOf(index, from, k);
        const present = row >= 0 && u8[validity + row] !== 0;
        i32[(outIndex >> 2) + k] = present ? row : -1;
        u8[outDefinitions + k] = levelOf(definitions, k) + (present ? 1 : 0);
      }
    },
  };
}
