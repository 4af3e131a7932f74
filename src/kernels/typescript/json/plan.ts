import * as plan from '../../json-plan.ts';
import type { Views } from '../views.ts';
import type { Slice } from './reader.ts';

/** One call: the memory, the control block's address, and the fix-ups so far. */
export interface Call {
  readonly views: Views;
  readonly control: number;
  fixupCount: number;
}

export const wordAt = (call: Call, address: number, offset: number) => call.views.i32[(address + offset) >> 2]!;

/** Addresses of the node's fields. */
export function fieldsOf(call: Call, node: number): number[] {
  const first = wordAt(call, node, plan.NODE_FIELDS);
  return Array.from({ length: wordAt(call, node, plan.NODE_FIELD_COUNT) }, (_, i) => first + i * plan.FIELD_BYTES);
}

export function fieldNamed(call: Call, node: number, key: Slice): number | undefined {
  const { u8 } = call.views;
  const name = u8.subarray(key.start, key.start + key.length);
  return fieldsOf(call, node).find((field) => {
    const start = wordAt(call, field, plan.FIELD_KEY);
    const end = start + wordAt(call, field, plan.FIELD_KEY_LENGTH);
    return Buffer.compare(u8.subarray(start, end), name) === 0;
  });
}

const hasLengths = (kind: number) => kind === plan.TEXT || kind === plan.RAW || kind === plan.MAP;

/** All columns of the node and below it NULL for `count` rows, and no entries. */
export function prepare(call: Call, node: number, count: number): void {
  const { i32, u8 } = call.views;
  for (const field of fieldsOf(call, node)) {
    const kind = wordAt(call, field, plan.FIELD_KIND);
    const column = wordAt(call, field, hasLengths(kind) ? plan.FIELD_B : plan.FIELD_A);
    if (!hasLengths(kind)) u8.fill(0, column, column + count);
    else if (column) i32.fill(-1, column >> 2, (column >> 2) + count);
    if (kind === plan.MAP) i32[(field + plan.FIELD_ENTRY_COUNT) >> 2] = 0;
    if (kind >= plan.ROW) prepare(call, wordAt(call, field, plan.FIELD_CHILD), count);
  }
}

/** All columns of the node and below it NULL at `row`, its entries taken back. */
export function clear(call: Call, node: number, row: number): void {
  const { i32, u8 } = call.views;
  for (const field of fieldsOf(call, node)) {
    const kind = wordAt(call, field, plan.FIELD_KIND);
    const lengths = (wordAt(call, field, plan.FIELD_B) >> 2) + row;
    const starts = wordAt(call, field, plan.FIELD_A);
    const isWanted = kind !== plan.MAP || starts !== 0;
    if (kind === plan.MAP && isWanted && i32[lengths]! >= 0)
      i32[(field + plan.FIELD_ENTRY_COUNT) >> 2] = i32[(starts >> 2) + row]!;
    if (!hasLengths(kind)) u8[starts + row] = 0;
    else if (isWanted) i32[lengths] = -1;
    if (kind >= plan.ROW) clear(call, wordAt(call, field, plan.FIELD_CHILD), row);
  }
}

/** Whether every map has room for as many entries as a record of that length can hold. */
export function hasEntryRoom(call: Call, node: number, length: number): boolean {
  return fieldsOf(call, node).every((field) => {
    const kind = wordAt(call, field, plan.FIELD_KIND);
    if (kind === plan.ROW) return hasEntryRoom(call, wordAt(call, field, plan.FIELD_CHILD), length);
    if (kind !== plan.MAP || !wordAt(call, field, plan.FIELD_A)) return true;
    const left = wordAt(call, field, plan.FIELD_ENTRY_CAPACITY) - wordAt(call, field, plan.FIELD_ENTRY_COUNT);
    return left > Math.trunc(length / plan.MIN_ENTRY_BYTES);
  });
}

export function putSlice(call: Call, field: number, row: number, slice: Slice | null): void {
  const { i32 } = call.views;
  i32[(wordAt(call, field, plan.FIELD_A) >> 2) + row] = slice?.start ?? 0;
  i32[(wordAt(call, field, plan.FIELD_B) >> 2) + row] = slice?.length ?? -1;
}

export function setValid(call: Call, field: number, row: number): void {
  call.views.u8[wordAt(call, field, plan.FIELD_A) + row] = 1;
}
