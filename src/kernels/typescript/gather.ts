import type { Views } from './views.ts';

/** Rows picked by index: cell `rows[i]` (i32, not negative) of the block `from` becomes cell `i` of the block `to`, for i below `count`. */
export interface GatherKernels {
  gather8(from: number, rows: number, count: number, to: number): void;
  gather32(from: number, rows: number, count: number, to: number): void;
  gather64(from: number, rows: number, count: number, to: number): void;
  gather128(from: number, rows: number, count: number, to: number): void;
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
  };
}
