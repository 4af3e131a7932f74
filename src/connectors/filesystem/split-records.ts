import type { Kernels } from '../../kernels/kernels.ts';
import type { Address, Memory } from '../../runtime/batch/memory.ts';
import type { Quoting } from '../format.ts';

/** Finds whole records between two addresses. */
export interface RecordSplitter {
  /** At most `capacity`; `pointers` and `lengths` receive them without their line ends. @returns how many, and the address behind the last */
  split(start: Address, end: Address, capacity: number, pointers: Address, lengths: Address): Found;
  /** Lines that end between two addresses of which the first begins a record. `records` of them begin there. */
  lines(from: Address, to: Address, records: number): number;
}

export interface Found {
  readonly count: number;
  readonly next: Address;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;

/** A record a line. */
export function lineSplitter(memory: Memory, kernels: Kernels, scratch: Address): RecordSplitter {
  return {
    split(start, end, capacity, pointers, lengths) {
      const count = kernels.splitLines(start, end, capacity, pointers, lengths, scratch);
      return { count, next: memory.i32[scratch >> 2]! };
    },
    lines: (_from, _to, records) => records,
  };
}

/** Records that may go over several lines between quotes. */
export function quotedSplitter(memory: Memory, quoting: Quoting): RecordSplitter {
  const { u8, i32 } = memory;
  /** The line feed that ends the record at `start`, or -1. */
  const endOfRecord = (start: Address, end: Address): number => {
    let at = start;
    while (at < end) {
      // At the start of a field.
      if (quoting.trims) while (at < end && u8[at] === SPACE) at++;
      if (u8[at] === quoting.quote) {
        at = behindQuoted(u8, at + 1, end, quoting);
        if (at < 0) return -1;
      }
      while (at < end && u8[at] !== quoting.separator && u8[at] !== LINE_FEED) at += u8[at] === quoting.escape ? 2 : 1;
      if (at < end && u8[at] === LINE_FEED) return at;
      at++;
    }
    return -1;
  };
  return {
    split(start, end, capacity, pointers, lengths) {
      let count = 0;
      let next = start;
      while (count < capacity) {
        const feed = endOfRecord(next, end);
        if (feed < 0) break;
        i32[(pointers >> 2) + count] = next;
        i32[(lengths >> 2) + count] = feed - next - (feed > next && u8[feed - 1] === CARRIAGE_RETURN ? 1 : 0);
        count++;
        next = feed + 1;
      }
      return { count, next };
    },
    lines(from, to) {
      let count = 0;
      for (let at = from; at < to; at++) if (u8[at] === LINE_FEED) count++;
      return count;
    },
  };
}

/** @returns the address behind the closing quote, -1 when it is not before `end` */
function behindQuoted(u8: Uint8Array, from: Address, end: Address, quoting: Quoting): number {
  const { quote, escape: escaping } = quoting;
  let at = from;
  while (at < end) {
    const byte = u8[at]!;
    if (byte === escaping && escaping !== quote) at += 2;
    else if (byte !== quote) at++;
    else if (at + 1 < end && u8[at + 1] === quote) at += 2;
    // The next byte, not there yet, may double the quote.
    else return at + 1 < end ? at + 1 : -1;
  }
  return -1;
}
