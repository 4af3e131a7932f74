import type { Address, Arena } from '../../../../runtime/batch/memory.ts';
import { check } from '../format/error.ts';
import type { LeafConversion } from './conversion.ts';
import type { Values } from './values.ts';

/** Byte arrays to columns of text and bytes. */

/** A page's bytes are copied as a whole when no more than this many times those that are wanted. */
const COPY_FACTOR = 2;

export const toBytes: LeafConversion = (target, segments) => {
  const { arena, rowCount, rows, validity } = target;
  const { u8, i32 } = arena.memory;
  const pointers = arena.allocate(rowCount * 4);
  const lengths = arena.allocate(rowCount * 4);
  for (let row = 0; row < rowCount; row++) if (!u8[validity + row]) i32[(lengths >> 2) + row] = -1;
  let next = 0;
  for (const { values, from, to } of segments) {
    if (from === to) continue;
    const slices = slicesOf(values, from, to);
    const place = placeSlices(arena, slices);
    for (let i = 0; i < to - from; i++) {
      const row = rows[next++]!;
      i32[(pointers >> 2) + row] = place(i);
      i32[(lengths >> 2) + row] = slices.lengthAt(i);
    }
  }
  return { layout: 'bytes', pointers, lengths };
};

interface Slices {
  readonly data: Uint8Array;
  readonly count: number;
  readonly startAt: (i: number) => number;
  readonly lengthAt: (i: number) => number;
}

function slicesOf(values: Values, from: number, to: number): Slices {
  const count = to - from;
  if (values.kind === 'fixed') {
    const { data, width } = values;
    return { data, count, startAt: (i) => (from + i) * width, lengthAt: () => width };
  }
  check(values.kind === 'bytes', 'its pages are of different types');
  const { data, starts, lengths } = values;
  return { data, count, startAt: (i) => starts[from + i]!, lengthAt: (i) => lengths[from + i]! };
}

/** Copies slices into the arena: the whole range they come from, or one by one. @returns the address of each */
function placeSlices(arena: Arena, { data, count, startAt, lengthAt }: Slices): (i: number) => Address {
  let wanted = 0;
  let first = data.length;
  let end = 0;
  for (let i = 0; i < count; i++) {
    wanted += lengthAt(i);
    first = Math.min(first, startAt(i));
    end = Math.max(end, startAt(i) + lengthAt(i));
  }
  if (end <= first) {
    const empty = arena.allocate(0);
    return () => empty;
  }
  // A length of four bytes stands before each plain value.
  if (end - first <= COPY_FACTOR * (wanted + 4 * count)) {
    const base = arena.bytes(data.subarray(first, end)) - first;
    return (i) => base + startAt(i);
  }
  const base = arena.allocate(wanted);
  let at = base;
  return (i) => {
    const place = at;
    arena.memory.u8.set(data.subarray(startAt(i), startAt(i) + lengthAt(i)), place);
    at += lengthAt(i);
    return place;
  };
}
