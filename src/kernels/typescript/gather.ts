import type { Views } from './views.ts';

/**
 * Rows picked by index: cell `rows[i]` (i32) of the block `from` becomes cell `i` of the block `to`, for i below `count`. A negative
 * index stands for no row: `gatherValidity` and `gatherLengths` then say NULL, and what the others give does not matter.
 */
export interface GatherKernels {
  gather8(from: number, rows: number, count: number, to: number): void;
  gather32(from: number, rows: number, count: number, to: number): void;
  gather64(from: number, rows: number, count: number, to: number): void;
  gather128(from: number, rows: number, count: number, to: number): void;
  /** Bytes, 0 where the index is negative. */
  gatherValidity(from: number, rows: number, count: number, to: number): void;
  /** Words, -1 where the index is negative. */
  gatherLengths(from: number, rows: number, count: number, to: number): void;
  /** `rows`: the indexes of the rows that are TRUE, ascending; there must be room for one more than that. @returns how many there are */
  selectTrue(validity: number, values: number, count: number, rows: number): number;
}

export function gatherKernels({ u8, i32, i64 }: Views): GatherKernels {
  const pick = <T>(cells: { [index: number]: T }, from: number, rows: number, count: number, to: number) => {
    for (let i = 0; i < count; i++) cells[to + i] = cells[from + i32[(rows >> 2) + i]!]!;
  };
  return {
    gather8: (from, rows, count, to) => pick(u8, from, rows, count, to),
    gather32: (from, rows, count, to) => pick(i32, from >> 2, rows, count, to >> 2),
    gather64: (from, rows, count, to) => pick(i64, from >> 3, rows, count, to >> 3),
    gather128(from, rows, count, to) {
      for (let i = 0; i < count; i++) {
        const source = from + i32[(rows >> 2) + i]! * 16;
        u8.copyWithin(to + i * 16, source, source + 16);
      }
    },
    gatherValidity(from, rows, count, to) {
      for (let i = 0; i < count; i++) {
        const row = i32[(rows >> 2) + i]!;
        u8[to + i] = row < 0 ? 0 : u8[from + row]!;
      }
    },
    gatherLengths(from, rows, count, to) {
      for (let i = 0; i < count; i++) {
        const row = i32[(rows >> 2) + i]!;
        i32[(to >> 2) + i] = row < 0 ? -1 : i32[(from >> 2) + row]!;
      }
    },
    selectTrue(validity, values, count, rows) {
      let selected = 0;
      for (let i = 0; i < count; i++) if (u8[validity + i] && u8[values + i]) i32[(rows >> 2) + selected++] = i;
      return selected;
    },
  };
}
