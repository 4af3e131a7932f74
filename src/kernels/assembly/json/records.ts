// JSON records to columns by a plan: the entry of the family, driven by the control block of json-plan.ts.

import { isAscii, isUtf8 } from '../utf8';
import { word } from '../bytes';
import { clearWantedKeys } from './map';
import { readObject } from './object';
import {
  block,
  FIELD_A,
  FIELD_B,
  FIELD_BYTES,
  FIELD_CHILD,
  FIELD_ENTRY_CAPACITY,
  FIELD_ENTRY_COUNT,
  FIELD_KIND,
  FIELD_SEEN,
  fieldsEnd,
  MAP,
  NODE_FIELDS,
  RAW,
  ROW,
  TEXT,
} from './plan';
import { heap, setHeap, skipSpace } from './text';
import { dropFixups, fixupCount, openFixups } from './value';

const ROOT: usize = 0;
const RECORD_POINTERS: usize = 4;
const RECORD_LENGTHS: usize = 8;
const RECORD_COUNT: usize = 12;
const ODD: usize = 16;
const HEAP: usize = 20;
const HEAP_END: usize = 24;
const FIXUPS: usize = 28;
const FIXUP_CAPACITY: usize = 32;
const FIXUP_COUNT: usize = 36;

/** What unescaping may write behind its text. */
const HEAP_SLACK: usize = 32;
const MIN_ENTRY_BYTES: i32 = 5;

/** Whether the plan has a map that is wanted whole. */
let wholeMaps = false;

/** Decodes records into rows from 0 on. @returns how many it did: fewer than asked when the heap or the entries of a map might not do */
export function jsonRecords(control: usize): i32 {
  const root = block(control, ROOT);
  const count = load<i32>(control, RECORD_COUNT);
  const pointers = block(control, RECORD_POINTERS);
  const lengths = block(control, RECORD_LENGTHS);
  const heapEnd = block(control, HEAP_END);
  setHeap(block(control, HEAP));
  openFixups(block(control, FIXUPS), load<i32>(control, FIXUP_CAPACITY));
  wholeMaps = false;
  prepare(root, count);
  let row = 0;
  let room = true;
  while (room && row < count) {
    const start = <usize>load<u32>(word(pointers, row));
    const length = load<i32>(word(lengths, row));
    room = heap + <usize>max(length, 0) + HEAP_SLACK <= heapEnd && (!wholeMaps || hasEntryRoom(root, length));
    if (room) {
      readRow(root, start, length, row, block(control, ODD));
      row++;
    }
  }
  store<u32>(control, <u32>heap, HEAP);
  store<i32>(control, fixupCount, FIXUP_COUNT);
  return row;
}

@inline
function readRow(root: usize, start: usize, length: i32, row: i32, odd: usize): void {
  const fixups = fixupCount;
  let fine = length > 0 && isText(start, <usize>length);
  if (fine) {
    const end = start + <usize>length;
    // A zero byte ends every loop over the record; what stood there is put back.
    const behind = load<u8>(end);
    store<u8>(end, 0);
    const objectEnd = readObject(root, skipSpace(start), row);
    fine = objectEnd != 0 && skipSpace(objectEnd) == end;
    store<u8>(end, behind);
  }
  store<u8>(odd + <usize>row, fine ? 0 : 1);
  if (!fine) {
    clear(root, row);
    dropFixups(fixups);
  }
}

@inline
function isText(start: usize, length: usize): bool {
  return isAscii(start, length) || isUtf8(start, length);
}

/** All columns of the node and below it NULL for `count` rows, no entries, no field seen. */
function prepare(node: usize, count: i32): void {
  const end = fieldsEnd(node);
  let field = block(node, NODE_FIELDS);
  while (field < end) {
    const kind = load<i32>(field, FIELD_KIND);
    store<i32>(field, 0, FIELD_SEEN);
    if (hasLengths(kind)) {
      const lengths = block(field, FIELD_B);
      if (lengths) memory.fill(lengths, 0xff, (<usize>count) << 2);
    } else memory.fill(block(field, FIELD_A), 0, <usize>count);
    if (kind == MAP) {
      store<i32>(field, 0, FIELD_ENTRY_COUNT);
      if (block(field, FIELD_A)) wholeMaps = true;
    }
    if (kind >= ROW) prepare(block(field, FIELD_CHILD), count);
    field += FIELD_BYTES;
  }
}

@inline
function hasLengths(kind: i32): bool {
  return kind == TEXT || kind == RAW || kind == MAP;
}

/** All columns of the node and below it NULL at `row`, its entries taken back. */
function clear(node: usize, row: i32): void {
  const end = fieldsEnd(node);
  let field = block(node, NODE_FIELDS);
  while (field < end) {
    const kind = load<i32>(field, FIELD_KIND);
    if (kind == MAP) clearMap(field, row);
    else if (hasLengths(kind)) store<i32>(word(block(field, FIELD_B), row), -1);
    else store<u8>(block(field, FIELD_A) + <usize>row, 0);
    if (kind == ROW) clear(block(field, FIELD_CHILD), row);
    field += FIELD_BYTES;
  }
}

function clearMap(field: usize, row: i32): void {
  const starts = block(field, FIELD_A);
  if (starts) {
    const lengths = word(block(field, FIELD_B), row);
    // A map that was read whole before the row turned out odd gives its entries back.
    if (load<i32>(lengths) >= 0) store<i32>(field, load<i32>(word(starts, row)), FIELD_ENTRY_COUNT);
    store<i32>(lengths, -1);
  }
  clearWantedKeys(block(field, FIELD_CHILD), row);
}

/** Whether every map has room for as many entries as a record of that length can hold. */
function hasEntryRoom(node: usize, length: i32): bool {
  const end = fieldsEnd(node);
  let field = block(node, NODE_FIELDS);
  while (field < end) {
    const kind = load<i32>(field, FIELD_KIND);
    if (kind == MAP && block(field, FIELD_A)) {
      const left = load<i32>(field, FIELD_ENTRY_CAPACITY) - load<i32>(field, FIELD_ENTRY_COUNT);
      if (left <= length / MIN_ENTRY_BYTES) return false;
    }
    if (kind == ROW && !hasEntryRoom(block(field, FIELD_CHILD), length)) return false;
    field += FIELD_BYTES;
  }
  return true;
}
