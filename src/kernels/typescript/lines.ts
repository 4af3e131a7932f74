import type { Views } from './views.ts';

/** Text to lines. */
export interface LineKernels {
  /**
   * Slices of the whole lines between `at` and `end`, without their ends (LF or CR LF); at most `capacity`. The word at `next`
   * receives the address behind the last line found, end included. @returns how many lines there are
   */
  splitLines(at: number, end: number, capacity: number, pointers: number, lengths: number, next: number): number;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

export function lineKernels({ u8, i32 }: Views): LineKernels {
  return {
    splitLines(at, end, capacity, pointers, lengths, next) {
      let count = 0;
      let start = at;
      while (count < capacity) {
        const feed = u8.indexOf(LINE_FEED, start);
        if (feed < 0 || feed >= end) break;
        const isCarriage = feed > start && u8[feed - 1] === CARRIAGE_RETURN;
        i32[(pointers >> 2) + count] = start;
        i32[(lengths >> 2) + count] = feed - start - (isCarriage ? 1 : 0);
        count++;
        start = feed + 1;
      }
      i32[next >> 2] = start;
      return count;
    },
  };
}
