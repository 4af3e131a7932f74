// A JSON object into one row of a MAP<STRING, STRING> column, and into columns of single keys.

import { equalBytes, word } from '../bytes';
import {
  block,
  FIELD_A,
  FIELD_B,
  FIELD_BYTES,
  FIELD_C,
  FIELD_CHILD,
  FIELD_D,
  FIELD_E,
  FIELD_ENTRY_COUNT,
  FIELD_F,
  fieldsEnd,
  NODE_FIELDS,
} from './plan';
import { earnCredit, forgetShapes, keyField, keyLength, keyStart, nextShape, readKey, recognised } from './shape';
import { skipValue } from './skip';
import {
  CLOSE_OBJECT,
  COMMA,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
  skipSpace,
  textLength,
  textStart,
} from './text';
import { putSlice, readScalarText } from './value';

const COMPARE_LIMIT: i32 = 256;

/** Reads the object at `at` into `row` of a MAP field. @returns behind it, 0 when it is broken or odd */
export function readMap(field: usize, at: usize, row: i32): usize {
  if (load<u8>(at) != OPEN_OBJECT) return 0;
  const node = block(field, FIELD_CHILD);
  earnCredit(node);
  const inside = skipSpace(at + 1);
  if (load<u8>(inside) == CLOSE_OBJECT) {
    endMap(field, row, load<i32>(field, FIELD_ENTRY_COUNT), 0);
    return inside + 1;
  }
  return block(field, FIELD_A) ? readWholeMap(field, node, at, row) : readWantedKeys(node, at, row);
}

@inline
function endMap(field: usize, row: i32, start: i32, count: i32): void {
  const starts = block(field, FIELD_A);
  if (!starts) return;
  store<i32>(word(starts, row), start);
  store<i32>(word(block(field, FIELD_B), row), count);
  store<i32>(field, start + count, FIELD_ENTRY_COUNT);
}

function readWholeMap(field: usize, node: usize, at: usize, row: i32): usize {
  const keys = block(field, FIELD_C);
  const keyLengths = block(field, FIELD_D);
  const values = block(field, FIELD_E);
  const valueLengths = block(field, FIELD_F);
  const start = load<i32>(field, FIELD_ENTRY_COUNT);
  let entry = start;
  let shape = 0;
  let allRecognised = true;
  let c: u32 = COMMA;
  while (c == COMMA) {
    at = readKey(node, at, shape);
    if (at == 0) return 0;
    // The known keys differ from each other; whatever this row brings anew has to be compared with the rest.
    if (!recognised) {
      if (allRecognised) forgetShapes(node, nextShape);
      allRecognised = false;
    }
    shape = nextShape;
    store<u32>(word(keys, entry), <u32>keyStart);
    store<i32>(word(keyLengths, entry), keyLength);
    const wanted = keyField;
    at = readEntryValue(at);
    if (at == 0) return 0;
    store<u32>(word(values, entry), <u32>textStart);
    store<i32>(word(valueLengths, entry), textLength);
    if (wanted) putSlice(wanted, row, textStart, textLength);
    entry++;
    at = skipSpace(at);
    c = load<u8>(at);
  }
  if (c != CLOSE_OBJECT) return 0;
  let count = entry - start;
  if (!allRecognised) {
    if (count > COMPARE_LIMIT) return 0;
    const distinct = dropRepeatedKeys(field, start, entry);
    if (distinct < count) forgetShapes(node, 0);
    count = distinct;
  }
  endMap(field, row, start, count);
  return at + 1;
}

/** Reads the value of an entry at the colon's end into textStart and textLength. */
@inline
function readEntryValue(at: usize): usize {
  at = skipSpace(at);
  const c = <u32>load<u8>(at);
  return c == OPEN_OBJECT || c == OPEN_ARRAY ? 0 : readScalarText(at, c);
}

/** A key that stands again gives its value to where it stood first. @returns how many entries are left */
function dropRepeatedKeys(field: usize, start: i32, end: i32): i32 {
  const keys = block(field, FIELD_C);
  const keyLengths = block(field, FIELD_D);
  const values = block(field, FIELD_E);
  const valueLengths = block(field, FIELD_F);
  let kept = start;
  for (let entry = start; entry < end; entry++) {
    const key = load<u32>(word(keys, entry));
    const length = load<i32>(word(keyLengths, entry));
    let other = start;
    while (
      other < kept &&
      !(
        load<i32>(word(keyLengths, other)) == length &&
        equalBytes(<usize>load<u32>(word(keys, other)), <usize>key, <usize>length)
      )
    )
      other++;
    if (other == kept) {
      store<u32>(word(keys, kept), key);
      store<i32>(word(keyLengths, kept), length);
      kept++;
    }
    store<u32>(word(values, other), load<u32>(word(values, entry)));
    store<i32>(word(valueLengths, other), load<i32>(word(valueLengths, entry)));
  }
  return kept - start;
}

/** Only the columns of single keys: other values are passed over, whatever they are. */
function readWantedKeys(node: usize, at: usize, row: i32): usize {
  let shape = 0;
  let c: u32 = COMMA;
  while (c == COMMA) {
    at = readKey(node, at, shape);
    if (at == 0) return 0;
    shape = nextShape;
    if (keyField) {
      const wanted = keyField;
      at = readEntryValue(at);
      if (at) putSlice(wanted, row, textStart, textLength);
    } else at = skipValue(skipSpace(at));
    if (at == 0) return 0;
    at = skipSpace(at);
    c = load<u8>(at);
  }
  return c == CLOSE_OBJECT ? at + 1 : 0;
}

/** The columns of single keys become NULL at `row`. */
export function clearWantedKeys(node: usize, row: i32): void {
  const end = fieldsEnd(node);
  let field = block(node, NODE_FIELDS);
  while (field < end) {
    store<i32>(word(block(field, FIELD_B), row), -1);
    field += FIELD_BYTES;
  }
}
